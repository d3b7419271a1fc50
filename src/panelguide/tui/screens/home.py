"""Home: what needs this person, and the vacancies they may see."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Input

from panelguide.services import needs, vacancies
from panelguide.services.needs import Need
from panelguide.services.vacancies import VacancyLine
from panelguide.tui import dates
from panelguide.tui.commands import Command
from panelguide.tui.screens import SCREENS, new_vacancy
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.text import plain, stacked, styled
from panelguide.tui.widgets import home_words
from panelguide.tui.widgets.rows import Row, Rows
from panelguide.tui.widgets.typing import Entry
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn

MOST_NEEDS = 6


@dataclass(frozen=True, slots=True)
class HomeView:
    lines: tuple[VacancyLine, ...]
    needs: tuple[Need, ...]

    @property
    def yours(self) -> tuple[VacancyLine, ...]:
        return tuple(line for line in self.lines if line.yours)


class HomeScreen(PanelScreen[HomeView]):
    """Two lists: the next step of each vacancy that is this person's, and every vacancy."""

    PLACE = "Home"
    ABOUT = (
        "Everything begins here. The upper list has the next step of each vacancy that is yours; the lower one "
        "has every vacancy you may see. Enter opens the line with the mark. Nothing needs a “save”: all you "
        "type is kept as you go."
    )
    KEYS = (
        Command("enter", "open_chosen", "Open the chosen line", footer="Open"),
        Command("n", "new_vacancy", "New vacancy", footer="New"),
        Command("slash", "find", "Find a vacancy", footer="Find"),
        Command("m", "mine_or_all", "Mine or all vacancies", footer="Mine or all"),
        Command("p", "people", "People with an account", footer="People"),
        Command("escape", "back", "End the search", footer="End search"),
        Command("tab", "app.focus_next", "Next area", footer="Next area", wide=True),
        Command("ctrl+q", "app.quit", "Quit", footer="Quit"),
    )
    CSS = """
    HomeScreen #needs { max-height: 6; }
    HomeScreen #vacancies { height: 1fr; }
    HomeScreen #find { display: none; }
    HomeScreen #find.-shown { display: block; }
    HomeScreen .gap { margin-top: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._mine_only = False

    def body(self) -> ComposeResult:
        yield Words(id="needs-heading", classes="heading")
        yield Rows(id="needs")
        yield Words(id="vacancies-heading", classes="heading gap")
        yield Entry(id="find")
        yield Words(plain("  ") + home_words.HEADINGS, id="columns")
        yield Rows(id="vacancies")

    def side(self) -> ComposeResult:
        yield Words(id="glance")
        yield Words(
            stacked(
                (
                    styled("[bold $focus]NEW HERE?[/]"),
                    plain("F1 tells you about this screen."),
                    plain("^p lists everything you can do."),
                    plain("Nothing needs a “save”: all typing is kept as you go."),
                )
            ),
            classes="gap",
        )

    def load(self, context: "Context", actor: "SignedIn") -> HomeView:
        return HomeView(vacancies.list_all(context, actor), needs.needs_of(context, actor)[:MOST_NEEDS])

    def show(self, found: HomeView) -> None:
        today = self.desk.today()
        self.query_one("#needs-heading", Words).put(
            styled(
                "NEEDS YOU ($count)   [$muted]$day[/]",
                count=str(len(found.needs)),
                day=dates.day(today.isoformat()),
            )
        )
        self.query_one("#needs", Rows).fill(
            [Row(str(place), home_words.need(it)) for place, it in enumerate(found.needs)]
        )
        self._show_vacancies()
        if self.focused is None:
            self.query_one("#needs" if found.needs else "#vacancies", Rows).focus()
        self._say_what_is_next()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "people":
            return "people" in SCREENS
        if action == "back":
            return self.is_mounted and self.query_one("#find", Entry).has_class("-shown")
        return super().check_action(action, parameters)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        need = self._need() if event.rows.id == "needs" else None
        self._show_glance(need.vacancy_code if need else event.key)
        self._say_what_is_next()

    def on_rows_opened(self, _: Rows.Opened) -> None:
        self.action_open_chosen()

    def on_descendant_focus(self) -> None:
        self._say_what_is_next()

    def on_input_changed(self, _: Input.Changed) -> None:
        self._show_vacancies()

    def on_input_submitted(self, _: Input.Submitted) -> None:
        self.query_one("#vacancies", Rows).focus()

    def action_open_chosen(self) -> None:
        if need := self._need():
            self._open(need.vacancy_code, need.action)
        elif code := self._rows_in_front().key:
            self._open(code)

    def action_find(self) -> None:
        entry = self.query_one("#find", Entry)
        entry.add_class("-shown")
        entry.focus()

    def action_back(self) -> None:
        entry = self.query_one("#find", Entry)
        if entry.has_class("-shown"):
            entry.value = ""
            entry.remove_class("-shown")
            self.query_one("#vacancies", Rows).focus()

    def action_mine_or_all(self) -> None:
        self._mine_only = not self._mine_only
        self._show_vacancies()

    def action_people(self) -> None:
        self.open(SCREENS["people"]())

    def action_new_vacancy(self) -> None:
        new_vacancy.ask(self, lambda made: self._open(made.code))

    def _open(self, code: str, action: str = "") -> None:
        if "vacancy" in SCREENS:
            self.open(SCREENS["vacancy"](code))
        if action in SCREENS and action != "vacancy":
            self.open(SCREENS[action](code))

    def _rows_in_front(self) -> Rows:
        return self.focused if isinstance(self.focused, Rows) else self.query_one("#vacancies", Rows)

    def _need(self) -> Need | None:
        """The need with the mark, while the upper list is in front."""
        rows = self._rows_in_front()
        return self.found.needs[int(rows.key)] if self.found and rows.id == "needs" and rows.key else None

    def _line(self, code: str) -> VacancyLine | None:
        lines = self.found.lines if self.found else ()
        return next((line for line in lines if line.vacancy.code == code), None)

    def _show_vacancies(self) -> None:
        if self.found is None:
            return
        wanted = self.query_one("#find", Entry).value.casefold().strip()
        lines = self.found.yours if self._mine_only else self.found.lines
        shown = [line for line in lines if wanted in f"{line.vacancy.code} {line.vacancy.title}".casefold()]
        self.query_one("#vacancies-heading", Words).put(
            styled(
                "VACANCIES  $count, $yours yours   [$muted]showing $what[/]",
                count=str(len(self.found.lines)),
                yours=str(len(self.found.yours)),
                what="yours" if self._mine_only else "all",
            )
        )
        self.query_one("#vacancies", Rows).fill(
            [Row(line.vacancy.code, home_words.vacancy(line)) for line in shown]
        )

    def _show_glance(self, code: str) -> None:
        if line := self._line(code):
            self.query_one("#glance", Words).put(home_words.glance(line))

    def _say_what_is_next(self) -> None:
        if need := self._need():
            step = need.sentence.removesuffix(".")
            self.say_next(f"Next: Enter opens “{step}”. Tab moves to the vacancy list.")
        elif line := self._line(self._rows_in_front().key):
            self.say_next(f"Next: Enter opens {line.vacancy.code}. Its next step: {line.next_step}.")
        else:
            self.say_next("Next: n opens your first vacancy.")

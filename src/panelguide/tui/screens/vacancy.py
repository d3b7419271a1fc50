"""A vacancy: its six stages, the checklist of the chosen one, and the way to everything that is done in it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from panelguide.domain.stages import STAGES, Stage
from panelguide.domain.vacancy import VacancyStatus
from panelguide.services import checklists, vacancies
from panelguide.services.checklists import ItemView, StageView
from panelguide.services.vacancies import Overview
from panelguide.tui.commands import BACK, Command
from panelguide.tui.screens import GO_TO, SCREENS, item_steps, vacancy_boxes
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.widgets import stage_words
from panelguide.tui.widgets.rows import Rows
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn


@dataclass(frozen=True, slots=True)
class VacancyView:
    overview: Overview
    stage: StageView

    def item(self, item_id: str) -> ItemView | None:
        return next((view for view in self.stage.items if view.item.id == item_id), None)


class VacancyScreen(PanelScreen[VacancyView]):
    """The stage rail and one stage's checklist."""

    ABOUT = (
        "One vacancy from Prepare to After. The list is what this stage wants: a line with a screen of its own "
        "opens with Enter, the others are ticked with Space. What cannot be done is explained with x: why not, "
        "what instead, who agreed. A MUST line holds its stage back until it is done or explained."
    )
    KEYS = (
        Command("enter", "open_chosen", "Open the screen of this line", footer="Open"),
        Command("space", "tick", "Done, or not done after all", footer="Done"),
        Command("x", "explain", "Explain why this cannot be done", footer="Explain"),
        Command("minus", "not_needed", "Not needed for this vacancy", footer="Not needed", wide=True),
        Command("u", "undo", "Undo what was recorded on this line", footer="Undo", wide=True),
        Command("1", "stage('1')", "Stage 1 Prepare", footer="Stage", shown="1-6"),
        *(
            Command(str(it.number), f"stage('{it.number}')", f"Stage {it.number} {it.name_for_people}")
            for it in STAGES[1:]
        ),
        Command("a,f9", "advance", "Close this stage and open the next", footer="Next stage"),
        Command("full_stop", "fold", "Show or fold away what has ticked itself", footer="Unfold", wide=True),
        Command("e", "edit", "Change title, dates and other details"),
        *(Command(key, f"go('{screen}')", f"Go to {name}") for key, screen, name in GO_TO),
        Command("", "cancel_vacancy", "Cancel this vacancy"),
        BACK,
    )
    CSS = """
    VacancyScreen #items { height: 1fr; }
    VacancyScreen #detail { max-height: 8; border-top: solid $muted; }
    VacancyScreen #goto { color: $muted; }
    VacancyScreen #side Words { margin-bottom: 1; }
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self._stage: Stage | None = None
        self._folded = True

    def body(self) -> ComposeResult:
        yield Words(id="rail")
        yield Words(id="heading")
        yield Rows(id="items")
        yield Words(id="detail", classes="narrow-only")
        yield Words(id="goto")

    def side(self) -> ComposeResult:
        yield Words(id="beside")
        yield Words(id="seats")
        yield Words(id="dates")

    def place(self) -> str:
        if self.found is None:
            return super().place()
        vacancy = self.found.overview.vacancy
        return f"panelguide > {vacancy.code} {vacancy.title} {vacancy.grade}"

    def load(self, context: "Context", actor: "SignedIn") -> VacancyView:
        overview = vacancies.overview(context, actor, self.code)
        return VacancyView(overview, checklists.show(context, actor, self.code, stage=self._stage))

    def show(self, found: VacancyView) -> None:
        self.query_one("#rail", Words).put(stage_words.rail(found.overview.stages, found.stage.stage))
        self.query_one("#heading", Words).put(stage_words.heading(found.stage.stage, found.stage.progress))
        rows = self.query_one(Rows)
        rows.fill(stage_words.rows(found.stage.items, folded=self._folded))
        if self.focused is None:
            rows.focus()
        here = [(key, name) for key, screen, name in GO_TO if screen in SCREENS]
        self.query_one("#goto", Words).put(stage_words.go_to(here))
        self.query_one("#seats", Words).put(stage_words.panel(found.overview.panel))
        self.query_one("#dates", Words).put(stage_words.key_dates(found.overview.vacancy))
        self._show_item()
        self.say_next(self._next(found))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        vacancy = self.found.overview.vacancy if self.found else None
        match action:
            case "go":
                return parameters[0] in SCREENS
            case "open_chosen":
                return self._action_of_chosen() in SCREENS
            case "cancel_vacancy" | "advance" | "edit":
                return vacancy is not None and vacancy.status is VacancyStatus.OPEN
        return super().check_action(action, parameters)

    def on_rows_moved(self, _: Rows.Moved) -> None:
        self._show_item()
        self.show_keys()

    def on_rows_opened(self, _: Rows.Opened) -> None:
        self.action_open_chosen()

    def action_open_chosen(self) -> None:
        action = self._action_of_chosen()
        if action in SCREENS:
            self.open(SCREENS[action](self.code))
        else:
            self.say_next("This line is ticked here: Space when it is done, x when it cannot be.")

    def action_go(self, screen: str) -> None:
        self.open(SCREENS[screen](self.code))

    def action_stage(self, number: str) -> None:
        self._stage = STAGES[int(number) - 1]
        self.look_again()

    def action_fold(self) -> None:
        self._folded = not self._folded
        if self.found:
            self.show(self.found)

    def action_tick(self) -> None:
        if view := self._chosen():
            item_steps.tick(self, view)

    def action_undo(self) -> None:
        if view := self._chosen():
            item_steps.undo(self, view)

    def action_explain(self) -> None:
        if view := self._chosen():
            item_steps.explain(self, view)

    def action_not_needed(self) -> None:
        if view := self._chosen():
            item_steps.not_needed(self, view)

    def action_advance(self) -> None:
        if self.found:
            vacancy_boxes.advance(self, self.found.overview)

    def action_edit(self) -> None:
        if self.found:
            vacancy_boxes.edit(self, self.found.overview.vacancy)

    def action_cancel_vacancy(self) -> None:
        vacancy_boxes.cancel(self)

    def item(self, item_id: str) -> ItemView | None:
        """One line of the list as it stands."""
        return self.found.item(item_id) if self.found else None

    def moved_on(self) -> None:
        """The vacancy is in another stage: shows that one."""
        self._stage = None

    def _chosen(self) -> ItemView | None:
        return self.item(self.query_one(Rows).key)

    def _action_of_chosen(self) -> str:
        view = self._chosen() if self.is_mounted else None
        action = view.item.action if view else ""
        return "" if action == "vacancy" else action

    def _show_item(self) -> None:
        if view := self._chosen():
            self.query_one("#detail", Words).put(stage_words.detail(view))
            self.query_one("#beside", Words).put(stage_words.beside(view))

    @staticmethod
    def _next(found: VacancyView) -> str:
        overview = found.overview
        blocking = next(it.progress.blocking for it in overview.stages if it.stage is overview.vacancy.stage)
        after = overview.vacancy.stage.next
        left = f" {len(blocking)} hold back {after.name_for_people}." if blocking and after else ""
        return f"Next: {overview.next_step}.{left}".replace("..", ".")

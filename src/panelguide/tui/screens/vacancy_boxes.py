"""The boxes of the vacancy screen: moving on, its details, and ending it."""

from typing import TYPE_CHECKING, Final

from panelguide.domain.stages import Stage
from panelguide.domain.vacancy import Vacancy
from panelguide.services import vacancies
from panelguide.services.vacancies import Overview
from panelguide.tui.dialogs.ask import Answers, Ask
from panelguide.tui.dialogs.confirm import Confirm
from panelguide.tui.dialogs.read import Read
from panelguide.tui.text import plain, stacked
from panelguide.tui.widgets.fields import Field, Kind

if TYPE_CHECKING:
    from panelguide.tui.screens.vacancy import VacancyScreen

DETAILS: Final = (
    ("title", "Title", Kind.LINE),
    ("reference", "Reference of the advert", Kind.LINE),
    ("workplace", "Where is the work?", Kind.LINE),
    ("contact", "Whom can candidates ask?", Kind.LINE),
    ("closing_date", "Closing date", Kind.DATE),
    ("shortlist_date", "Shortlist is done by", Kind.DATE),
    ("interview_date", "First day of interviews", Kind.DATE),
    ("letters_due", "Letters are sent by", Kind.DATE),
    ("retention_date", "Records are erased on", Kind.DATE),
)


def advance(screen: "VacancyScreen", overview: Overview) -> None:
    """Closes the stage the vacancy is in, or says what holds it back."""
    vacancy = overview.vacancy
    progress = next(line.progress for line in overview.stages if line.stage is vacancy.stage)
    if not progress.may_close:
        held = [plain(f"{item.id}  {item.text}") for item in progress.blocking]
        first = plain("Each of these is to be done, or explained with x:")
        screen.ask(
            Read(f"{vacancy.stage.name_for_people} cannot close yet", stacked((first, *held))), lambda _: None
        )
        return
    following = vacancy.stage.next
    if following is None:
        box = Confirm(
            f"Close {vacancy.code}?",
            "Everything is done. Its record stays and nothing more can be changed.",
            yes="Close it",
        )
        screen.ask(
            box, lambda _: screen.save(lambda context, actor: vacancies.close(context, actor, vacancy.code))
        )
        return
    _ask_to_open(screen, vacancy, following, progress.explained, progress.open)


def _ask_to_open(
    screen: "VacancyScreen", vacancy: Vacancy, following: Stage, explained: int, left: int
) -> None:
    body = f"{explained} explained, {left} left open that need not be done. This is written into the record."
    box = Confirm(
        f"Close {vacancy.stage.name_for_people} and open {following.name_for_people}?",
        body,
        yes=f"Open {following.name_for_people}",
    )
    screen.ask(
        box,
        lambda _: screen.save(
            lambda context, actor: vacancies.advance(context, actor, vacancy.code),
            lambda _: screen.moved_on(),
        ),
    )


def edit(screen: "VacancyScreen", vacancy: Vacancy) -> None:
    """Title, dates and the rest; only what was changed is saved."""
    before = {name: str(getattr(vacancy, name)) for name, _, _ in DETAILS}
    fields = tuple(
        Field(name, label, kind, value=before[name], required=name == "title")
        for name, label, kind in DETAILS
    )

    def keep(answers: Answers) -> None:
        changed = {name: value for name, value in answers.items() if value != before[name]}
        if changed:
            screen.save(
                lambda context, actor: vacancies.set_details(
                    context, actor, vacancy.code, version=vacancy.version, **changed
                ),
                redo=lambda: screen.action_edit(),
            )

    screen.ask(Ask(f"Details of {vacancy.code}", fields, today=screen.desk.today), keep)


def cancel(screen: "VacancyScreen") -> None:
    """Ends the vacancy without an appointment."""
    box = Ask(
        f"Cancel {screen.code}?",
        (Field("reason", "Why?", Kind.TEXT, required=True),),
        today=screen.desk.today,
        body="Its record stays. Nothing more can be done on it afterwards.",
        yes="Cancel the vacancy",
    )
    screen.ask(
        box,
        lambda answers: screen.save(
            lambda context, actor: vacancies.cancel(context, actor, screen.code, reason=answers["reason"])
        ),
    )

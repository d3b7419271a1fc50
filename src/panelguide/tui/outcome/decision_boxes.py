"""The boxes of the decision screen: the words a choice owes, a place on the reserve list, and signing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from panelguide.domain.decision import Outcome
from panelguide.errors import BadInput
from panelguide.services import decisions
from panelguide.services.decisions import DecisionLine, DecisionView
from panelguide.services.figures import FigureLine
from panelguide.tui.dialogs.ask import Answers, Ask
from panelguide.tui.dialogs.confirm import Confirm
from panelguide.tui.dialogs.tell import Tell
from panelguide.tui.dialogs.writing import Writing
from panelguide.tui.outcome import decision_view as drawing
from panelguide.tui.outcome.draft import Draft
from panelguide.tui.outcome.draft_keeper import DraftKeeper
from panelguide.tui.text import plain, stacked
from panelguide.tui.widgets.fields import Field, Kind

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn
    from panelguide.tui.screens.decision import DecisionScreen

Write = Callable[["Context", "SignedIn", str, int], DecisionView]


class NotYet(Tell):
    """What is missing before the decision can be signed."""

    def buttons(self) -> tuple[tuple[str, str], ...]:
        return (("leave", "Keep writing"),)


def compare(screen: "DecisionScreen", keeper: DraftKeeper, figure: FigureLine) -> None:
    """Why a flagged figure can be compared with the others."""
    candidate = figure.candidate

    def write(context: "Context", actor: "SignedIn", text: str, version: int) -> DecisionView:
        return decisions.compare(context, actor, screen.code, candidate=candidate, text=text, version=version)

    _words(
        screen,
        keeper,
        title=f"Can the figure of {candidate} be compared?",
        label="Why it can be compared with the others",
        body=" ".join(figure.flags),
        before=lambda: keeper.draft.line(candidate).comparison,
        version=lambda: keeper.draft.stored_version(candidate),
        write=write,
    )


def explain(screen: "DecisionScreen", keeper: DraftKeeper) -> None:
    """Why the decision leaves the order of the method."""
    _words(
        screen,
        keeper,
        title="Another order than the figures give",
        label="Why this order",
        body="You may choose another order. Say what the panel saw that the figures do not show.",
        before=lambda: keeper.draft.view.explanation,
        version=lambda: keeper.draft.view.version,
        write=lambda context, actor, text, version: decisions.explain(
            context, actor, screen.code, text=text, version=version
        ),
    )


def tie_break(screen: "DecisionScreen", keeper: DraftKeeper) -> None:
    """The panel's own words for setting apart people who tie."""
    _words(
        screen,
        keeper,
        title="People who tie",
        label="How the panel set them apart",
        body="In the panel's own words. The program suggests none.",
        before=lambda: keeper.draft.view.tie_words,
        version=lambda: keeper.draft.view.version,
        write=lambda context, actor, text, version: decisions.tie_break(
            context, actor, screen.code, text=text, version=version
        ),
    )


def reserve_place(screen: "DecisionScreen", keeper: DraftKeeper, line: DecisionLine) -> None:
    """The place of somebody on the reserve list."""

    def take(answers: Answers) -> None:
        place = _place(answers["place"])
        keeper.draft.choose(line.candidate, Outcome.RESERVE, reserve_place=place)
        keeper.now()

    screen.ask(
        Ask(
            f"Where does {line.candidate} stand on the reserve list?",
            (
                Field(
                    "place",
                    "Place",
                    value=str(line.reserve_place or ""),
                    hint="from 1; empty follows the figures",
                ),
            ),
            today=screen.desk.today,
            check=lambda answers: _check_place(answers["place"]),
        ),
        take,
    )


def ask_to_confirm(screen: "DecisionScreen", keeper: DraftKeeper) -> None:
    """Saves, then shows what is owed, or what will be signed, and asks for the passphrase."""
    keeper.when_saved(lambda: _show_first(screen, keeper.draft))


def _show_first(screen: "DecisionScreen", draft: Draft) -> None:
    # What is stored, not what still waits: that is what would be signed.
    read = draft.view
    owed = drawing.to_do(read.lines, read.problems)
    if owed:
        box = NotYet("The decision cannot be confirmed yet", stacked(plain(each) for each in owed))
        screen.app.push_screen(box)
        return
    number = read.confirmed
    sentences = [
        *drawing.summary(read.lines),
        f"It takes the place of decision {number}, which stays on the record." if number else "",
        "You sign it as chair, over every sheet that was opened.",
    ]
    body = stacked(plain(sentence) for sentence in sentences if sentence)
    screen.ask(
        Confirm(f"Confirm the decision on {screen.code}?", body, yes="Go on and sign", no="Keep writing"),
        lambda _: _ask_to_sign(screen, read),
    )


def _ask_to_sign(screen: "DecisionScreen", read: DecisionView) -> None:
    before = read.confirmed
    why = Field(
        "because",
        f"Why does it take the place of decision {before}?",
        Kind.TEXT,
        hint="goes on the record",
        required=True,
    )
    sign = Field("passphrase", "Passphrase", Kind.SECRET, required=True)
    box = Ask(
        "Your passphrase, please",
        (why, sign) if before else (sign,),
        today=screen.desk.today,
        body="With it you sign the decision.",
        yes="Sign the decision",
    )
    screen.ask(box, lambda answers: _sign(screen, read, answers))


def _sign(screen: "DecisionScreen", read: DecisionView, answers: Answers) -> None:
    """Signs what stood on the screen when it was asked for, and nothing that came in between."""

    def signed(view: DecisionView) -> None:
        screen.said = f"Decision {view.confirmed} is signed. Next: feedback, then letters."

    screen.save(
        lambda context, actor: decisions.confirm(
            context,
            actor,
            screen.code,
            passphrase=answers["passphrase"],
            because=answers.get("because", ""),
            as_read=read.digest,
        ),
        signed,
    )


def _words(
    screen: "DecisionScreen",
    keeper: DraftKeeper,
    *,
    title: str,
    label: str,
    body: str,
    before: Callable[[], str],
    version: Callable[[], int],
    write: Write,
) -> None:
    """Asks for a text and saves it. before, version: of what is stored, asked for once nothing waits any more."""

    def ask() -> None:
        read = version()
        field = Field("text", label, Kind.TEXT, value=before())
        box = Writing(title, (field,), today=screen.desk.today, body=body)
        screen.ask(box, lambda answers: save(answers["text"], read))

    def save(text: str, read: int) -> None:
        screen.save(
            lambda context, actor: write(context, actor, text, read),
            keeper.draft.take,
            redo=lambda: keeper.when_saved(lambda: save(text, version())),
        )

    keeper.when_saved(ask)


def _place(typed: str) -> int:
    word = typed.strip()
    if not word:
        return 0
    if not (word.isascii() and word.isdigit() and 1 <= int(word) <= 99):
        raise BadInput(f"“{word}” is not a place.", do="Write a number from 1, or nothing.")
    return int(word)


def _check_place(typed: str) -> None:
    _place(typed)

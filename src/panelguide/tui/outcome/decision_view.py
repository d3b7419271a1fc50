"""What the decision screen reads, and its lines, headings and sentences as text."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.content import Content

from panelguide.domain.access import Act
from panelguide.domain.decision import Outcome
from panelguide.domain.language import WordList, find_words
from panelguide.domain.vacancy import Vacancy, VacancyStatus
from panelguide.services import candidates, decisions, figures
from panelguide.services.decisions import DecisionLine, DecisionView
from panelguide.services.figures import FigureLine
from panelguide.services.lookup import find_vacancy
from panelguide.services.session import is_allowed
from panelguide.tui.text import columns, plain, stacked, styled

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn

WORDS_FOR_REASONS: Final = "feedback"
# A reason on the record may compare; a letter may not.
FINE_IN_A_REASON: Final = frozenset({"comparison"})
WIDTHS: Final = (6, 4, 6, 7, 1, 14, 33)
REASON_LIMIT: Final = decisions.REASON_LIMIT


@dataclass(frozen=True, slots=True)
class DecisionFound:
    """figures, names: by candidate code; names only for whoever may see them. may_decide: this person, now."""

    view: DecisionView
    vacancy: Vacancy
    figures: Mapping[str, FigureLine]
    unranked: tuple[str, ...]
    names: Mapping[str, str]
    words: WordList | None
    may_decide: bool


def read_decision(context: "Context", actor: "SignedIn", code: str) -> DecisionFound:
    """The draft with the figures behind it. Raises Refused until the discussion list is closed."""
    vacancy = find_vacancy(context, actor, code)
    view = decisions.show(context, actor, code)
    made = figures.figures(context, actor, code)
    return DecisionFound(
        view=view,
        vacancy=vacancy,
        figures={it.candidate: it for it in made.lines},
        unranked=made.unranked,
        names={it.code: it.name for it in candidates.list_all(context, actor, code) if it.name},
        words=context.content.words.get(WORDS_FOR_REASONS),
        may_decide=vacancy.status is VacancyStatus.OPEN
        and is_allowed(context, actor, Act.DECIDE, vacancy.id),
    )


def heading(found: DecisionFound) -> Content:
    posts = "1 post" if found.vacancy.posts == 1 else f"{found.vacancy.posts} posts"
    view = found.view
    state = "draft"
    if view.confirmed:
        state = f"decision {view.confirmed} in force" + (", the draft differs" if view.changed else "")
    reading = "" if found.may_decide else "   read only"
    return styled(
        "DECISION   $posts   $count interviewed   $state$reading",
        posts=posts,
        count=str(len(view.lines)),
        state=state,
        reading=reading,
    )


def columns_line(*, with_names: bool) -> Content:
    last = "Name" if with_names else "Reason"
    titles = ("Place", "Code", "Figure", "Asked", "", "Decision", last)
    return plain("  ") + columns(zip(titles, WIDTHS, strict=True))


def row(it: DecisionLine, found: DecisionFound, *, with_names: bool) -> Content:
    figure = found.figures.get(it.candidate)
    place = f"{it.place}{' tie' if figure and figure.tie else ''}" if it.place else "-"
    last = found.names.get(it.candidate, "") if with_names else it.reason or "to write"
    cells = (
        place,
        it.candidate,
        it.figure,
        figure.asked if figure else "-",
        "!" if figure and figure.flags else "",
        outcome_words(it),
        last,
    )
    return columns(zip(cells, WIDTHS, strict=True))


def outcome_words(it: DecisionLine) -> str:
    if it.outcome is None:
        return "to choose"
    return it.outcome.name_for_people + (f" {it.reserve_place}" if it.reserve_place else "")


def reason_heading(it: DecisionLine, found: DecisionFound, *, with_names: bool) -> Content:
    name = found.names.get(it.candidate, "") if with_names else ""
    return styled(
        "REASON FOR $who   [$muted]what was said and shown, by the criteria; $count of $most[/]",
        who=f"{it.candidate} {name}".strip(),
        count=str(len(it.reason)),
        most=str(REASON_LIMIT),
    )


def word_hits(reason: str, words: WordList | None) -> Content:
    """Words in a reason that speak of the person and not of what was shown."""
    hits = find_words(reason, words) if words else ()
    said = [
        styled(
            "[$warn]Look at[/] “$word”: $why Instead: $instead.",
            word=it.text,
            why=it.entry.why,
            instead=it.entry.instead,
        )
        for it in hits
        if it.entry.kind not in FINE_IN_A_REASON
    ]
    return stacked(said)


def to_do(lines: Sequence[DecisionLine], problems: Collection[str]) -> tuple[str, ...]:
    """What still stands before the signature: outcomes and reasons counted, the rest as the rules say it."""
    every = len(lines)
    chosen = [it.candidate for it in lines if it.outcome]
    written = [it.candidate for it in lines if it.reason.strip()]
    counted = (
        _counted(f"{len(chosen)} of {every} outcomes.", "To choose", lines, chosen),
        _counted(f"{len(written)} of {every} reasons.", "To write", lines, written),
    )
    said_already = {f"{it.candidate} has no {what}." for it in lines for what in ("outcome", "reason")}
    return (*filter(None, counted), *(it for it in problems if it not in said_already))


def owed_heading(owed: Sequence[str], found: DecisionFound) -> Content:
    if owed:
        return plain("BEFORE IT CAN BE CONFIRMED")
    if found.view.confirmed and not found.view.changed:
        return plain(f"DECISION {found.view.confirmed} IS IN FORCE")
    return plain("NOTHING STANDS IN THE WAY")


def next_step(lines: Sequence[DecisionLine], found: DecisionFound, *, typing: bool) -> str:
    """The one next step, as a sentence."""
    view = found.view
    if typing:
        return "Typing a reason. Esc goes back to the list, where digits choose."
    if view.confirmed and not view.changed:
        return f"Decision {view.confirmed} is in force. Next: feedback, then letters."
    if not found.may_decide:
        return "The chair writes and confirms the decision."
    for it in lines:
        if it.outcome is None:
            return f"Next: choose an outcome for {it.candidate} with 1, 2 or 3."
    missing = [it.candidate for it in lines if not it.reason.strip()]
    if missing:
        more = f" {len(missing) - 1} more to write." if len(missing) > 1 else ""
        return f"Next: e writes the reason for {missing[0]}.{more}"
    if view.problems:
        return "Next: put right what is listed, then F9 confirms."
    return "Next: F9 confirms and signs the decision."


def _counted(count: str, still: str, lines: Sequence[DecisionLine], done: Collection[str]) -> str:
    missing = [it.candidate for it in lines if it.candidate not in done]
    return f"{count} {still}: {' '.join(missing)}." if missing else ""


def about(it: DecisionLine, found: DecisionFound) -> Content:
    """What else there is to know of the chosen line, and the panel's words on the whole."""
    figure = found.figures.get(it.candidate)
    said: list[Content] = []
    if figure:
        said += [plain(f"{it.candidate}: {sentence}") for sentence in figure.why_not]
    if figure and it.comparison:
        # Without a comparison the same sentence stands among what is owed.
        said += [plain(sentence) for sentence in figure.flags]
    for label, text in (
        (f"Compared, {it.candidate}", it.comparison),
        ("Why this order", found.view.explanation),
        ("On the tie", found.view.tie_words),
    ):
        if text:
            said.append(styled("[$muted]$label:[/] $text", label=label, text=text))
    if found.unranked:
        said.append(plain(f"Not ranked: {', '.join(found.unranked)}."))
    return stacked(said)


def summary(lines: Sequence[DecisionLine]) -> tuple[str, ...]:
    """Who gets which outcome, a sentence for each outcome."""
    words = {
        Outcome.OFFER: "offered the post",
        Outcome.RESERVE: "on the reserve list",
        Outcome.NOT_THIS_TIME: "not this time",
    }
    found = {outcome: [it.candidate for it in lines if it.outcome is outcome] for outcome in words}
    return tuple(
        f"{len(codes)} {words[outcome]}{': ' if codes else ''}{', '.join(codes)}."
        for outcome, codes in found.items()
    )


def rules() -> Content:
    """What stands beside the decision in a wide window."""
    return stacked(
        (
            styled("[bold $focus]A REASON[/]"),
            plain("says what the candidate said and showed against the criteria. It goes on the record."),
            plain(""),
            styled("[bold $focus]OUT OF ORDER?[/]"),
            plain("You may, but say why (x). The reason stands on the record."),
            plain(""),
            styled("[bold $focus]A TIE[/]"),
            plain("The program never breaks one. Whoever decides says why in their own words (t)."),
            plain(""),
            styled("[bold $focus]! BESIDE A FIGURE[/]"),
            plain("Other members scored, or fewer questions were asked. Say why it can be compared (c)."),
            plain(""),
            styled("[bold $focus]F9[/]"),
            plain(
                "signs the decision; then letters can be made. A later one takes its place only with a reason, "
                "and the first stays on the record."
            ),
        )
    )

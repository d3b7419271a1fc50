"""What the reveal reads and how it is drawn: every sheet side by side, without a mean until the list is closed."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from textual.content import Content

from panelguide.domain.access import Act
from panelguide.domain.discussion import DiscussionEntry, Reason
from panelguide.domain.marks import Mark, NoMark, is_scored, mark_text
from panelguide.errors import NotAllowed, Refused
from panelguide.services import candidates, finals, lookup, rounds, session
from panelguide.services.context import Context
from panelguide.services.figures import FigureLine, FiguresView
from panelguide.services.finals import FinalsView
from panelguide.services.rounds import RevealView
from panelguide.services.session import SignedIn
from panelguide.tui.text import columns, fitted, plain, stacked, styled

CODE_WIDTH: Final = 5
NAME_WIDTH: Final = 20
MARK_WIDTH: Final = 8
REASONS: Final = {
    Reason.SPREAD: "2 or more apart",
    Reason.NOT_HEARD: "not heard by one",
    Reason.WAS_IT_ASKED: "asked or not?",
    Reason.COULD_DECIDE: "1 mark could decide",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """sheets, finals: None for whoever sees only the figures. figures: None until the list is closed.

    why_no_figures: a sentence. names: by candidate code, empty for whoever may not see them. me: own name as
    the sheets have it, "" for whoever sealed none.
    """

    sheets: RevealView | None
    finals: FinalsView | None
    figures: FiguresView | None
    why_no_figures: str
    names: Mapping[str, str]
    me: str
    may_chair: bool

    def figure_of(self, candidate: str) -> FigureLine | None:
        lines = self.figures.lines if self.figures else ()
        return next((it for it in lines if it.candidate == candidate), None)

    @property
    def closed(self) -> bool:
        return self.sheets.closed if self.sheets else self.figures is not None

    def entries(self, *, everything: bool) -> tuple[DiscussionEntry, ...]:
        if self.sheets is None:
            return ()
        return (*self.sheets.discussion, *self.sheets.on_request) if everything else self.sheets.discussion

    def entry(self, key: str) -> DiscussionEntry | None:
        return next((it for it in self.entries(everything=True) if key_of(it) == key), None)


def key_of(entry: DiscussionEntry) -> str:
    return f"{entry.candidate} {entry.question.name}"


def read_opened(context: Context, actor: SignedIn, code: str) -> Opened:
    """Raises Refused before the reveal, NotAllowed for whoever may see neither sheets nor figures."""
    vacancy = lookup.find_vacancy(context, actor, code)
    sheets: RevealView | None = None
    signed: FinalsView | None = None
    with suppress(NotAllowed):
        sheets, signed = rounds.opened(context, actor, code), finals.show(context, actor, code)
    figures, why = None, ""
    try:
        figures = finals.figures(context, actor, code)
    except Refused as error:
        if sheets is None:
            raise
        why = error.what
    return Opened(
        sheets=sheets,
        finals=signed,
        figures=figures,
        why_no_figures=why,
        names={it.code: it.name for it in candidates.list_all(context, actor, code) if it.name},
        me=_own_name(actor, sheets),
        may_chair=session.is_allowed(context, actor, Act.CHAIR, vacancy.id),
    )


def _own_name(actor: SignedIn, sheets: RevealView | None) -> str:
    both = (f"{actor.person.name} ({actor.person.email})", actor.person.name)
    return next((it for it in both if sheets and it in sheets.members), "")


def initials(members: tuple[str, ...]) -> dict[str, str]:
    """Two letters for each member: "JO" for J. Okafor; numbered where two would be the same."""
    made: dict[str, str] = {}
    for member in members:
        parts = [word for word in member.split(" (")[0].replace(".", " ").split() if word]
        letters = ((parts[0][0] + parts[-1][0]) if len(parts) > 1 else member[:2]).upper()
        made[member] = letters if letters not in made.values() else f"{letters}{len(made)}"
    return made


def short(mark: Mark | None) -> str:
    """A mark in one column: a number, "-" not asked, "?" not heard, blank for no sheet."""
    if is_scored(mark):
        return str(mark)
    if mark is NoMark.NOT_ASKED:
        return "-"
    return "?" if mark is NoMark.NOT_HEARD else " "


def headings(sheets: RevealView, *, with_names: bool) -> Content:
    each = _cell_width(sheets)
    labels = [(it.label, each) for it in sheets.questions]
    return plain("  ") + columns((("", _first_width(with_names=with_names)), *labels))


def matrix_row(opened: Opened, sheets: RevealView, candidate: str, *, with_names: bool) -> Content:
    """One candidate's marks: for each question every member's, in the members' order; * where they are discussed."""
    talk = {key_of(it) for it in sheets.discussion}
    each = _cell_width(sheets)
    cells: list[tuple[str | Content, int]] = []
    for question in sheets.questions:
        marks = "".join(short(sheets.marks.get((candidate, it, question.id))) for it in sheets.members)
        star = "*" if f"{candidate} {question.label}" in talk else ""
        cells.append((styled("[bold $warn]$marks[/]", marks=marks + star) if star else plain(marks), each))
    name = f"{candidate} {opened.names.get(candidate, '')}" if with_names else candidate
    return columns(((name, _first_width(with_names=with_names)), *cells))


def _first_width(*, with_names: bool) -> int:
    return NAME_WIDTH if with_names else CODE_WIDTH


def _cell_width(sheets: RevealView) -> int:
    return max(4, len(sheets.members) + 2)


def entry_row(opened: Opened, sheets: RevealView, entry: DiscussionEntry, width: int) -> Content:
    """What to talk about, with the marks beside it as they stand now."""
    letters = initials(sheets.members)
    marks = "  ".join(f"{letters[member]} {as_it_stands(opened, entry, member)}" for member in sheets.members)
    why = "; ".join(REASONS[reason] for reason in entry.reasons)
    left = fitted(key_of(entry), CODE_WIDTH + 5) + fitted(marks, MARK_WIDTH * len(sheets.members))
    return left + fitted(why, max(0, width - left.cell_length - 3))


def as_it_stands(opened: Opened, entry: DiscussionEntry, member: str) -> str:
    """ "5" as sealed, or "5>4" after a change."""
    place = (entry.candidate, member, entry.question.id)
    sealed = opened.sheets.marks.get(place) if opened.sheets else None
    final = opened.finals.finals.get(place) if opened.finals else None
    if final is not None and final.mark != sealed:
        return f"{short(sealed)}>{short(final.mark)}"
    return short(sealed)


def notes_of(opened: Opened, candidate: str, question: str) -> Content:
    """What each member sealed for one answer, and what they changed since."""
    sheets, signed = opened.sheets, opened.finals
    if sheets is None:
        return Content()
    lines = []
    for member in sheets.members:
        place = (candidate, member, question)
        if place not in sheets.marks:
            continue
        sealed, note = sheets.marks[place], sheets.notes.get(place, "no note")
        lines.append(
            styled("[bold]$member  $mark[/]  $note", member=member, mark=mark_text(sealed), note=note)
        )
        final = signed.finals.get(place) if signed else None
        if final is not None and final.mark != sealed:
            lines.append(
                styled("   now [bold]$mark[/], because: $why", mark=mark_text(final.mark), why=final.reason)
            )
    return stacked(lines)


def figure_row(line: FigureLine, names: Mapping[str, str], width: int, *, with_names: bool) -> Content:
    """One candidate's place and figure. Ties share a place and say so."""
    place = f"{line.place}{' tie' if line.tie else ''}" if line.place else "-"
    name = f"{line.candidate} {names.get(line.candidate, '')}" if with_names else line.candidate
    said = "; ".join((*line.why_not, *line.flags))
    first = _first_width(with_names=with_names)
    return columns(
        (
            (place, 6),
            (name, first),
            (line.figure, 7),
            (line.asked, 8),
            ("appointable" if line.appointable else "below the line", 15),
            (said, max(10, width - first - 44)),
        )
    )


def said_of(line: FigureLine) -> Content:
    """Why somebody is below the line, and what sets their figure apart from the others'."""
    sentences = (*line.why_not, *line.flags) or ("Nothing more to say of this figure.",)
    return stacked(
        (styled("[bold]$code  $figure[/]", code=line.candidate, figure=line.figure), *map(plain, sentences))
    )


def figure_headings(*, with_names: bool) -> Content:
    first = _first_width(with_names=with_names)
    return plain("  ") + columns((("Place", 6), ("", first), ("Figure", 7), ("Asked", 8), ("", 15)))

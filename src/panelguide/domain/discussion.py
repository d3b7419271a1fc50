"""What the panel talks about after the reveal, before it sees any mean or rank."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from panelguide.domain.figures import (
    CandidateMarks,
    FigureQuestion,
    RoundMarks,
    candidate_figure,
    final_figures,
)
from panelguide.domain.marks import Mark, NoMark, is_scored
from panelguide.domain.method import Method
from panelguide.domain.questions import LOWEST_MARK, TOP_MARK
from panelguide.domain.ranking import Ranking, rank
from panelguide.domain.seeded import seeded_order

SPREAD_TO_DISCUSS: Final = 2


class Reason(StrEnum):
    """Why something is on the list. None of them tells where a candidate stands."""

    SPREAD = "the marks are 2 or more apart"
    NOT_HEARD = "a member did not hear the answer"
    WAS_IT_ASKED = "some marked it, and some say it was not asked"
    COULD_DECIDE = "one mark more or less could change the outcome"


@dataclass(frozen=True, slots=True)
class DiscussionEntry:
    """One candidate's answer to one question."""

    candidate: str
    question: FigureQuestion
    reasons: tuple[Reason, ...]

    @property
    def sentence(self) -> str:
        return f"{self.candidate}, {self.question.name}: " + "; ".join(self.reasons) + "."


@dataclass(frozen=True, slots=True)
class Discussion:
    """order: candidates in the random order all screens use until the list is closed.

    entries: what must be talked about. on_request: all the rest, for whoever wants to. Both by that order, then
    by the kit's.
    """

    order: tuple[str, ...]
    entries: tuple[DiscussionEntry, ...]
    on_request: tuple[DiscussionEntry, ...]


def discussion_list(
    rounds: Sequence[RoundMarks],
    questions: Sequence[FigureQuestion],
    method: Method,
    *,
    seed: int,
    away: Collection[str] = (),
) -> Discussion:
    """What to discuss of the sealed marks of one or several rounds of one kit.

    On the list: marks 2 or more apart, an answer a member did not hear, one that some marked and others say was
    not asked (that is one fact about the candidate, the same for everybody), and an answer where one mark more or less by one member would move the candidate across the appointable line or change the order of offer.
    """
    present = [
        RoundMarks(
            {name: sheets for name, sheets in marks.candidates.items() if name not in away}, marks.struck
        )
        for marks in rounds
    ]
    ranking = rank(final_figures(present, questions, method), method)
    by_candidate = {candidate: marks for marks in present for candidate in marks.candidates}
    order = seeded_order(by_candidate, seed, str, purpose="discussion")
    entries: list[DiscussionEntry] = []
    on_request: list[DiscussionEntry] = []
    for candidate in order:
        marks = by_candidate[candidate]
        asked = [question for question in questions if question.id not in marks.struck]
        sheets = marks.candidates[candidate]
        for question in asked:
            reasons = _reasons(candidate, question, sheets, asked, method, ranking)
            entry = DiscussionEntry(candidate, question, reasons)
            (entries if reasons else on_request).append(entry)
    return Discussion(tuple(order), tuple(entries), tuple(on_request))


def spread(marks: Mapping[str, Mark]) -> int:
    """How far apart the highest and lowest of the members' marks are; 0 when fewer than two scored."""
    scores = [mark for mark in marks.values() if is_scored(mark)]
    return max(scores) - min(scores) if scores else 0


def _reasons(
    candidate: str,
    question: FigureQuestion,
    sheets: CandidateMarks,
    asked: Sequence[FigureQuestion],
    method: Method,
    ranking: Ranking,
) -> tuple[Reason, ...]:
    marks = {member: sheet.get(question.id, NoMark.NOT_SCORED) for member, sheet in sheets.items()}
    reasons = []
    if spread(marks) >= SPREAD_TO_DISCUSS:
        reasons.append(Reason.SPREAD)
    if NoMark.NOT_HEARD in marks.values():
        reasons.append(Reason.NOT_HEARD)
    if NoMark.NOT_ASKED in marks.values() and any(is_scored(mark) for mark in marks.values()):
        reasons.append(Reason.WAS_IT_ASKED)
    if any(
        _changes_outcome(candidate, changed, asked, method, ranking)
        for changed in _one_mark_away(question.id, sheets, marks)
    ):
        reasons.append(Reason.COULD_DECIDE)
    return tuple(reasons)


def _one_mark_away(
    question: str, sheets: CandidateMarks, marks: Mapping[str, Mark]
) -> Iterator[CandidateMarks]:
    """The candidate's marks with one of them one higher, then one lower.

    Which member's mark it is makes no difference to the mean, so one that can move stands for all.
    """
    for change in (1, -1):
        for member, mark in marks.items():
            if is_scored(mark) and LOWEST_MARK <= mark + change <= TOP_MARK:
                yield {**sheets, member: {**sheets[member], question: mark + change}}
                break


def _changes_outcome(
    candidate: str,
    sheets: CandidateMarks,
    asked: Sequence[FigureQuestion],
    method: Method,
    ranking: Ranking,
) -> bool:
    figures = [*ranking.appointable, *ranking.below_line]
    changed = candidate_figure(candidate, sheets, asked, method)
    others = [figure for figure in figures if figure.candidate != candidate]
    return rank([*others, changed], method).order_of_offer != ranking.order_of_offer

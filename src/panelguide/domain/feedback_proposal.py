"""Proposing feedback points from the final scores, so that no two candidates get the same letter."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations, product
from typing import Final

from panelguide.domain.feedback import (
    Caution,
    EvidenceNote,
    FeedbackPoint,
    PointKind,
    cautions_of_evidence,
    evidence_for,
)
from panelguide.domain.figures import CandidateFigure
from panelguide.domain.questions import Phrase, Question
from panelguide.domain.seeded import seeded_key, seeded_order

USUAL_STRENGTHS: Final = 2
MOST_STRENGTHS: Final = 3
MOST_DEVELOP_POINTS: Final = 3
STEPS_ASIDE: Final = 2
"""How far down the order of questions a point may move so that two letters differ."""

CandidateNotes = Mapping[str, Sequence[EvidenceNote]]
"""question id -> what the members wrote about that answer."""


@dataclass(frozen=True, slots=True)
class _Rated:
    """A question the candidate has a mean for, with what can be said about it."""

    question: Question
    mean: Fraction
    pass_line: int
    notes: Sequence[EvidenceNote]

    @property
    def above_line(self) -> Fraction:
        """Distance of the mean to the question's own pass line; below it negative."""
        return self.mean - self.pass_line

    @property
    def members(self) -> int:
        return len({note.member for note in self.notes if note.text.strip()})

    def phrases(self, kind: PointKind) -> tuple[Phrase, ...]:
        strong = kind is PointKind.STRENGTH
        return self.question.strength_phrases if strong else self.question.develop_phrases


@dataclass(slots=True)
class _Written:
    """What the letters before this one already say."""

    texts: Counter[str] = field(default_factory=Counter)
    points: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    letters: set[frozenset[str]] = field(default_factory=set)

    def clashes(self, points: Sequence[FeedbackPoint]) -> int:
        same_letter = frozenset(point.text for point in points) in self.letters
        return same_letter + sum(_reading(point) in self.points for point in points)

    def add(self, points: Sequence[FeedbackPoint]) -> None:
        self.texts.update(point.text for point in points)
        self.points.update(_reading(point) for point in points)
        self.letters.add(frozenset(point.text for point in points))


def propose_feedback(
    figures: Iterable[CandidateFigure],
    questions: Mapping[str, Question],
    notes: Mapping[str, CandidateNotes],
    *,
    seed: int,
) -> dict[str, tuple[FeedbackPoint, ...]]:
    """The points proposed for everybody who was scored: strengths first, then what to develop.

    figures: of the final scores. questions: the kit's entries by id; one without phrases is passed over.
    notes: candidate -> question id -> notes.
    Strengths are the two best answers, a third where it reaches its pass line; what to develop is the answer
    furthest below its pass line, and up to two more that are below it. No two people get the same set of points,
    and no two the same point resting on the same notes: phrases take turns, then a neighbouring question is
    spoken of instead. Where the marks, notes and phrases leave no such choice, the points that repeat say so.
    """
    written = _Written()
    proposed = {}
    scored = [figure for figure in figures if figure.final is not None]
    for figure in seeded_order(scored, seed, lambda figure: figure.candidate, purpose="feedback"):
        rated = _rated(figure, questions, notes.get(figure.candidate, {}))
        points = _for_one(figure.candidate, rated, written, seed)
        written.add(points)
        proposed[figure.candidate] = points
    return {candidate: proposed[candidate] for candidate in sorted(proposed)}


def _rated(figure: CandidateFigure, questions: Mapping[str, Question], notes: CandidateNotes) -> list[_Rated]:
    rated = []
    for figure_of in figure.questions:
        asked = figure_of.question
        entry = questions.get(asked.id)
        if figure_of.mean is None or entry is None or not (entry.strength_phrases and entry.develop_phrases):
            continue
        pass_line = entry.pass_line if asked.pass_line is None else asked.pass_line
        rated.append(_Rated(entry, figure_of.mean, pass_line, notes.get(asked.id, ())))
    return rated


def _for_one(
    candidate: str, rated: Sequence[_Rated], written: _Written, seed: int
) -> tuple[FeedbackPoint, ...]:
    """The first choice that reads like nobody else's; without one, the first of those that repeat least."""
    least: tuple[int, tuple[FeedbackPoint, ...]] | None = None
    for chosen in _choices(candidate, rated, seed):
        for points in _wordings(candidate, chosen, written, seed):
            clashes = written.clashes(points)
            if not clashes:
                return points
            if least is None or clashes < least[0]:
                least = (clashes, points)
    return tuple(_marked_as_repeating(point, written) for point in least[1]) if least else ()


def _choices(candidate: str, rated: Sequence[_Rated], seed: int) -> Iterator[list[tuple[PointKind, _Rated]]]:
    """Which questions to speak of as what: the best and the lowest first, then their neighbours."""
    if not rated:
        return
    best = _ordered(candidate, rated, PointKind.STRENGTH, seed)
    lowest = _ordered(candidate, rated, PointKind.DEVELOP, seed)
    strengths, develop = _how_many(best, lowest)
    picks = [
        (sum(up) + sum(down), up, down)
        for up in combinations(range(min(len(best), strengths + STEPS_ASIDE)), strengths)
        for down in combinations(range(min(len(lowest), develop + STEPS_ASIDE)), develop)
    ]
    for _, up, down in sorted(picks):
        strong, weak = [best[place] for place in up], [lowest[place] for place in down]
        if len(rated) == 1 or not {each.question.id for each in strong} & {each.question.id for each in weak}:
            yield [
                *((PointKind.STRENGTH, each) for each in strong),
                *((PointKind.DEVELOP, each) for each in weak),
            ]


def _ordered(candidate: str, rated: Sequence[_Rated], kind: PointKind, seed: int) -> list[_Rated]:
    """Best answers first for strengths, furthest below the line first for the rest; then most notes, then the seed."""

    def place(each: _Rated) -> tuple[Fraction, int, bytes]:
        height = -each.mean if kind is PointKind.STRENGTH else each.above_line
        return (height, -each.members, seeded_key(seed, kind, candidate, each.question.id))

    return sorted(rated, key=place)


def _how_many(best: Sequence[_Rated], lowest: Sequence[_Rated]) -> tuple[int, int]:
    """How many strengths and develop points; together no more than there are questions, unless there is only one."""
    room = max(1, len(best) - 1)
    third = len(best) >= MOST_STRENGTHS and best[MOST_STRENGTHS - 1].above_line >= 0
    strengths = min(MOST_STRENGTHS if third else USUAL_STRENGTHS, room)
    below = sum(each.above_line < 0 for each in lowest)
    develop = min(max(1, below), MOST_DEVELOP_POINTS, max(1, len(best) - strengths))
    return strengths, develop


def _wordings(
    candidate: str, chosen: Sequence[tuple[PointKind, _Rated]], written: _Written, seed: int
) -> Iterator[tuple[FeedbackPoint, ...]]:
    """Every way to word the chosen points, phrases used least so far first."""
    phrases = [
        sorted(
            each.phrases(kind),
            key=lambda phrase: (
                written.texts[phrase.text],
                seeded_key(seed, "phrase", candidate, each.question.id, phrase.text),
            ),
        )
        for kind, each in chosen
    ]
    for wording in product(*phrases):
        yield tuple(
            _point(candidate, kind, each, phrase)
            for (kind, each), phrase in zip(chosen, wording, strict=True)
        )


def _point(candidate: str, kind: PointKind, each: _Rated, phrase: Phrase) -> FeedbackPoint:
    evidence = evidence_for(kind, each.notes)
    cautions = list(cautions_of_evidence(evidence))
    if kind is PointKind.STRENGTH and each.above_line < 0:
        cautions.append(Caution.BELOW_PASS_LINE)
    return FeedbackPoint(
        candidate, kind, each.question.id, phrase.indicator, phrase.text, evidence, tuple(cautions)
    )


def _reading(point: FeedbackPoint) -> tuple[str, tuple[str, ...]]:
    """What tells two points apart for a reader: the words, and the notes quoted with them."""
    return (point.text, tuple(sorted(point.notes_quoted)))


def _marked_as_repeating(point: FeedbackPoint, written: _Written) -> FeedbackPoint:
    if _reading(point) not in written.points:
        return point
    return replace(point, cautions=(*point.cautions, Caution.REPEATS))

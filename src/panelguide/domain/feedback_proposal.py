"""Proposing feedback points from the final scores, so that no two candidates get the same letter."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations, islice, product
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
from panelguide.domain.likeness import content_words, content_words_once
from panelguide.domain.questions import Phrase, Question
from panelguide.domain.seeded import seeded_key, seeded_order

USUAL_STRENGTHS: Final = 2
MOST_STRENGTHS: Final = 3
MOST_DEVELOP_POINTS: Final = 3
STEPS_ASIDE: Final = 2
"""How far down the order of questions a point may move so that two letters differ."""
MOST_WORDINGS_TRIED: Final = 200
LOOKS: Final = 2
"""How often a person's points are chosen while they repeat somebody's, the second time knowing all letters."""

Points = tuple[FeedbackPoint, ...]
Reading = tuple[str, tuple[str, ...]]

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

    def bears_out(self, kind: PointKind) -> bool:
        """Whether marks and notes bear the point out: praise where something good was noted, advice where it was low."""
        if kind is PointKind.DEVELOP:
            return self.above_line < 0
        return self.above_line >= 0 and bool(evidence_for(kind, self.notes))


Choice = Sequence[tuple[PointKind, _Rated]]
"""Which questions one candidate's points speak of, and as what."""


@dataclass(slots=True)
class _Written:
    """What the letters of the other candidates say."""

    texts: Counter[str] = field(default_factory=Counter)
    points: Counter[Reading] = field(default_factory=Counter)
    letters: Counter[frozenset[str]] = field(default_factory=Counter)

    def is_a_letter(self, points: Points) -> bool:
        return self.letters[frozenset(point.text for point in points)] > 0

    def alike(self, points: Points) -> int:
        """How much of it reads just as somebody else's letter does."""
        return self.is_a_letter(points) + sum(self.points[_reading(point)] > 0 for point in points)

    def repeated(self, points: Points) -> int:
        """How many of the sentences stand in some letter, with whatever notes."""
        return sum(self.texts[point.text] > 0 for point in points)

    def add(self, points: Points) -> None:
        self.texts.update(point.text for point in points)
        self.points.update(_reading(point) for point in points)
        self.letters.update([frozenset(point.text for point in points)])

    def take_out(self, points: Points) -> None:
        self.texts.subtract(point.text for point in points)
        self.points.subtract(_reading(point) for point in points)
        self.letters.subtract([frozenset(point.text for point in points)])


def propose_feedback(
    figures: Iterable[CandidateFigure],
    questions: Mapping[str, Question],
    notes: Mapping[str, CandidateNotes],
    *,
    seed: int,
    kept: Mapping[str, Points] | None = None,
) -> dict[str, Points]:
    """The points proposed for everybody who was scored: strengths first, then what to develop.

    figures: of the final scores. questions: the kit's entries by id; one without phrases is passed over.
    notes: candidate -> question id -> notes. kept: the points of those who have some; they get no others, and
    nobody's repeat them.
    Strengths are the two best answers, a third where it reaches its pass line; what to develop is the answer
    furthest below its pass line, and up to two more that are below it. Of a question's phrases the one used least
    is taken, among those the one whose words the notes share most. No two people get the same set of points, no
    two the same point resting on the same notes, and no sentence stands in two letters while another could take
    its place that marks and notes bear out as well: another phrase, or a question answered just as well. That is
    looked for person by person, twice, and not over every chain of exchanges. Points that still read alike, words
    and notes, say so.
    """
    rated = {
        figure.candidate: _rated(figure, questions, notes.get(figure.candidate, {}))
        for figure in figures
        if figure.final is not None and figure.candidate not in (kept or {})
    }
    order = seeded_order(rated, seed, str, purpose="feedback")
    proposed: dict[str, Points] = {}
    written = _Written()
    for points in (kept or {}).values():
        written.add(points)
    for look in range(LOOKS):
        for candidate in order:
            before = proposed.get(candidate, ())
            written.take_out(before)
            if not look or written.alike(before) or written.repeated(before):
                proposed[candidate] = _for_one(candidate, rated[candidate], written, seed)
            written.add(proposed[candidate])
    seen = {_reading(point) for points in (kept or {}).values() for point in points}
    marked = {candidate: _with_repeats_marked(proposed[candidate], seen) for candidate in order}
    return {candidate: marked[candidate] for candidate in sorted(marked)}


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


def _for_one(candidate: str, rated: Sequence[_Rated], written: _Written, seed: int) -> Points:
    """The first choice that repeats nothing; without one, the first of those that repeat least.

    Nobody is praised for a weaker answer, or spared advice they need, only so that a sentence stands once.
    """
    ranked = {
        (kind, each.question.id): _by_fitness(candidate, kind, each, written, seed)
        for kind in PointKind
        for each in rated
    }
    least: tuple[tuple[int, int, int], Points] | None = None
    first: Choice | None = None
    for chosen in _choices(candidate, rated, seed):
        first = first or chosen
        points = _worded([ranked[kind, each.question.id] for kind, each in chosen], written)
        worth = (written.alike(points), _less_true(chosen, first), written.repeated(points))
        if least is None or worth < least[0]:
            least = (worth, points)
        if not any(worth):
            break
    return least[1] if least else ()


def _less_true(chosen: Choice, first: Choice) -> int:
    """What a choice loses against the first: points that marks and notes bear out, better answers, lower ones."""
    return max(0, _borne_out(first) - _borne_out(chosen)) + (_heights(chosen) != _heights(first))


def _borne_out(chosen: Choice) -> int:
    return sum(each.bears_out(kind) for kind, each in chosen)


def _heights(chosen: Choice) -> list[tuple[PointKind, Fraction]]:
    """How good what is praised was, and how far below its line what is advised on."""
    return sorted(
        (kind, each.mean if kind is PointKind.STRENGTH else each.above_line) for kind, each in chosen
    )


def _choices(candidate: str, rated: Sequence[_Rated], seed: int) -> Iterator[Choice]:
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
            yield (
                *((PointKind.STRENGTH, each) for each in strong),
                *((PointKind.DEVELOP, each) for each in weak),
            )


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


def _worded(ranked: Sequence[Points], written: _Written) -> Points:
    """The best phrase for each point, or the first other wording that is nobody's letter."""
    wordings = islice(product(*ranked), MOST_WORDINGS_TRIED)
    best = next(wordings)
    return next((points for points in (best, *wordings) if not written.is_a_letter(points)), best)


def _by_fitness(candidate: str, kind: PointKind, each: _Rated, written: _Written, seed: int) -> Points:
    """The point in every phrase of the question: unlike any other first, then used least, then nearest to the notes."""
    noted = content_words_once(" ".join(note.text for note in each.notes))

    def place(point: FeedbackPoint) -> tuple[bool, int, int, bytes]:
        indicator = each.question.positive_indicators[point.indicator - 1 : point.indicator]
        spoken_of = content_words(" ".join((point.text, *indicator)))
        return (
            written.points[_reading(point)] > 0,
            written.texts[point.text],
            -len(spoken_of & noted),
            seeded_key(seed, "phrase", candidate, each.question.id, point.text),
        )

    points = (_point(candidate, kind, each, phrase) for phrase in each.phrases(kind))
    return tuple(sorted(points, key=place))


def _point(candidate: str, kind: PointKind, each: _Rated, phrase: Phrase) -> FeedbackPoint:
    evidence = evidence_for(kind, each.notes)
    cautions = list(cautions_of_evidence(evidence))
    if kind is PointKind.STRENGTH and each.above_line < 0:
        cautions.append(Caution.BELOW_PASS_LINE)
    return FeedbackPoint(
        candidate, kind, each.question.id, phrase.indicator, phrase.text, evidence, tuple(cautions)
    )


def _reading(point: FeedbackPoint) -> Reading:
    """What tells two points apart for a reader: the words, and the notes quoted with them."""
    return (point.text, tuple(sorted(point.notes_quoted)))


def _with_repeats_marked(points: Points, seen: set[Reading]) -> Points:
    """seen: how the points before these read; these are added."""
    marked = tuple(
        replace(point, cautions=(*point.cautions, Caution.REPEATS)) if _reading(point) in seen else point
        for point in points
    )
    seen.update(map(_reading, points))
    return marked

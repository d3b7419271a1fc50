"""Final figures: from the members' marks to one figure a candidate, exactly and never as a sum.

Per question the mean over the members who scored it; over the questions the mean weighted by the method, the
weights renormalised to the questions that have a mean. So a question that was not asked, or struck, pulls
nobody down or up. Everything is a fraction until it is shown.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from panelguide.domain.marks import Mark, NoMark, is_scored
from panelguide.domain.method import Method, decimal_text
from panelguide.errors import Refused

SheetMarks = Mapping[str, Mark]
"""question id -> mark, of one member for one candidate. What is not there is not scored."""

CandidateMarks = Mapping[str, SheetMarks]
"""member id -> marks, of everybody who counts (members who are out are left out)."""


class FigureFlag(StrEnum):
    DIFFERENT_RATERS = "different raters"
    FEWER_QUESTIONS = "fewer questions"


@dataclass(frozen=True, slots=True)
class FigureQuestion:
    """A question of the kit. name: "Q3". pass_line: the least its mean may be, None for no line of its own."""

    id: str
    name: str
    pass_line: int | None = None


@dataclass(frozen=True, slots=True)
class RoundMarks:
    """The marks of one round, candidate id -> member id -> question id, and the ids of questions struck in it."""

    candidates: Mapping[str, CandidateMarks]
    struck: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class QuestionFigure:
    """One question for one candidate. mean: None when nobody scored it, and then no_mark says why not."""

    question: FigureQuestion
    mean: Fraction | None
    no_mark: NoMark | None
    weight: Decimal
    scored_by: frozenset[str]

    @property
    def below_pass_line(self) -> bool:
        line = self.question.pass_line
        return self.mean is not None and line is not None and self.mean < line


@dataclass(frozen=True, slots=True)
class CandidateFigure:
    """One candidate's figures. final: 0 to 5, None when nobody scored anything.

    appointable: the final figure reaches the line, and no question is below its own pass line.
    flags: why this figure is not quite like the others'; each wants a sentence from the panel.
    """

    candidate: str
    questions: tuple[QuestionFigure, ...]
    final: Fraction | None
    appointable: bool
    flags: tuple[FigureFlag, ...] = ()

    @property
    def counted(self) -> int:
        """How many questions have a mean."""
        return sum(figure.mean is not None for figure in self.questions)

    @property
    def counted_text(self) -> str:
        """How many of the kit's questions the figure rests on: "6 of 7"."""
        return f"{self.counted} of {len(self.questions)}"

    @property
    def raters(self) -> frozenset[str]:
        """The members who scored at least one question."""
        return frozenset[str]().union(*(figure.scored_by for figure in self.questions))


def final_figures(
    rounds: Sequence[RoundMarks], questions: Sequence[FigureQuestion], method: Method
) -> tuple[CandidateFigure, ...]:
    """The figures of everybody in one or several rounds of one kit, with their flags, in order of candidate id.

    Raises Refused when a candidate stands in two of the rounds: only one of them can count.
    """
    figures: dict[str, CandidateFigure] = {}
    for marks in rounds:
        asked = [question for question in questions if question.id not in marks.struck]
        for candidate, sheets in marks.candidates.items():
            if candidate in figures:
                raise Refused(
                    f"{candidate} was scored in two rounds.",
                    safe="Nothing was changed.",
                    do="Leave out the round that does not count.",
                )
            figures[candidate] = candidate_figure(candidate, sheets, asked, method)
    ordered = [figures[candidate] for candidate in sorted(figures)]
    usual = _usual_raters(ordered)
    most = max((len(figure.questions) for figure in ordered), default=0)
    return tuple(replace(figure, flags=_flags(figure, usual, most)) for figure in ordered)


def candidate_figure(
    candidate: str, sheets: CandidateMarks, questions: Sequence[FigureQuestion], method: Method
) -> CandidateFigure:
    """One candidate's figures without flags, which need the others. questions: without the struck ones."""
    figures = tuple(_question_figure(question, sheets, method) for question in questions)
    final = _weighted_mean(figures)
    appointable = (
        final is not None
        and final >= Fraction(method.appointable_line)
        and not any(figure.below_pass_line for figure in figures)
    )
    return CandidateFigure(candidate, figures, final, appointable)


def why_not_appointable(figure: CandidateFigure, method: Method) -> tuple[str, ...]:
    """The sentences that say what a candidate is below; empty for somebody appointable."""
    if figure.final is None:
        return ("Nobody scored this candidate.",)
    sentences = []
    line = method.appointable_line
    if figure.final < Fraction(line):
        sentences.append(
            f"The final figure {figure_text(figure.final, line=line)} is below the line of {decimal_text(line)}."
        )
    for question in figure.questions:
        pass_line = question.question.pass_line
        if question.below_pass_line and pass_line is not None:
            mean = figure_text(question.mean, line=Decimal(pass_line))
            sentences.append(f"{question.question.name} has {mean}, below its pass line of {pass_line}.")
    return tuple(sentences)


def flag_sentence(figure: CandidateFigure, flag: FigureFlag) -> str:
    """What a flag asks the panel for."""
    if flag is FigureFlag.FEWER_QUESTIONS:
        found = f"The figure of {figure.candidate} rests on {figure.counted_text} questions"
    else:
        found = f"{figure.candidate} was not scored by the same members as the others on every question"
    return f"{found}: say why it can be compared with the others."


def figure_text(value: Fraction | None, *, line: Decimal | None = None) -> str:
    """A figure as shown, rounded half up to two decimals: "3.67"; "-" where there is none.

    More decimals are shown where two would put the figure on the other side of the line it is held against.
    """
    if value is None:
        return "-"
    places = 2
    while True:
        scale = 10**places
        shown = int(value * scale + Fraction(1, 2))
        if line is None or (Fraction(shown, scale) >= Fraction(line)) == (value >= Fraction(line)):
            return f"{shown // scale}.{shown % scale:0{places}d}"
        places += 1


def _question_figure(question: FigureQuestion, sheets: CandidateMarks, method: Method) -> QuestionFigure:
    marks = {member: sheet.get(question.id, NoMark.NOT_SCORED) for member, sheet in sheets.items()}
    scores = {member: mark for member, mark in marks.items() if is_scored(mark)}
    mean = Fraction(sum(scores.values()), len(scores)) if scores else None
    no_mark = None
    if mean is None:
        given = set(marks.values())
        no_mark = next((mark for mark in NoMark if mark in given), NoMark.NOT_SCORED)
    return QuestionFigure(question, mean, no_mark, method.weight_of(question.id), frozenset(scores))


def _weighted_mean(figures: Iterable[QuestionFigure]) -> Fraction | None:
    counted = [(figure.mean, Fraction(figure.weight)) for figure in figures if figure.mean is not None]
    if not counted:
        return None
    return sum((mean * weight for mean, weight in counted), Fraction(0)) / sum(
        weight for _, weight in counted
    )


def _usual_raters(figures: Sequence[CandidateFigure]) -> frozenset[str] | None:
    """The members who scored more than half of the candidates; None when no such group did."""
    groups = Counter(figure.raters for figure in figures if figure.final is not None)
    for group, count in groups.items():
        if 2 * count > groups.total():
            return group
    return None


def _flags(figure: CandidateFigure, usual: frozenset[str] | None, most: int) -> tuple[FigureFlag, ...]:
    if figure.final is None:
        return ()
    flags = []
    if any(question.scored_by != usual for question in figure.questions if question.mean is not None):
        flags.append(FigureFlag.DIFFERENT_RATERS)
    if figure.counted < most:
        flags.append(FigureFlag.FEWER_QUESTIONS)
    return tuple(flags)

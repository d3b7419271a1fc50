"""What the panel heard of each candidate: final figures and notes, once all may see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from panelguide.domain.feedback import EvidenceNote
from panelguide.domain.figures import CandidateFigure, QuestionFigure
from panelguide.domain.marks import is_scored
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import Refused
from panelguide.services.context import Context
from panelguide.services.figures import Ranked, rank_vacancy
from panelguide.services.kits import KitView
from panelguide.services.round_marks import RevealedRound
from panelguide.services.round_reveals import check_scores
from panelguide.services.round_terms import terms_of
from panelguide.store import decisions as decision_store

Notes = Mapping[str, Mapping[str, tuple[EvidenceNote, ...]]]
"""candidate code -> question id in the kit -> what the members wrote, each with their final mark."""


@dataclass(frozen=True, slots=True)
class Heard:
    """figures: of everybody ranked or below the line, by candidate code."""

    rounds: tuple[RevealedRound, ...]
    kit: KitView
    figures: Mapping[str, CandidateFigure]
    notes: Notes = field(repr=False)

    def mean(self, candidate: str, question_id: str) -> Fraction | None:
        """The mean of one answer; None where nobody scored it."""
        found = self._answer(candidate, question_id)
        return found.mean if found else None

    def is_below_line(self, candidate: str, question_id: str) -> bool:
        """Whether an answer is below its pass line: the method's for that question, else the bank's."""
        found = self._answer(candidate, question_id)
        if found is None or found.mean is None:
            return False
        line = found.question.pass_line
        if line is None:
            line = next(it.question.pass_line for it in self.kit.questions if it.id == question_id)
        return found.mean < line

    def _answer(self, candidate: str, question_id: str) -> QuestionFigure | None:
        figure = self.figures.get(candidate)
        answers = figure.questions if figure else ()
        return next((it for it in answers if it.question.id == question_id), None)


def heard_in(context: Context, vacancy: Vacancy) -> Heard:
    """Raises Refused until every round is revealed and discussed and every final score is signed, Tampered where
    the plain scores and notes are not those of the sheets.

    Once the decision is confirmed a member who can no longer sign holds nobody up.
    """
    terms = terms_of(context, vacancy)
    with context.store.read() as connection:
        check_scores(connection, vacancy)
        ranked = rank_vacancy(connection, vacancy, terms)
        decided = decision_store.get_confirmed(connection, vacancy.id) is not None
    if ranked.unsigned and not decided:
        raise Refused(
            f"{', '.join(ranked.unsigned)} {'have' if len(ranked.unsigned) > 1 else 'has'} not signed "
            "the final scores yet, and feedback rests on them.",
            safe="Nothing was changed.",
            do="Each signs their own with panelguide sheet final.",
        )
    found = {
        (candidate, question, member): mark
        for marks in ranked.marks
        for (candidate, member, question), mark in marks.items()
    }
    notes: dict[str, dict[str, tuple[EvidenceNote, ...]]] = {}
    texts = _texts(ranked)
    for place in sorted(found):
        (candidate, question, member), mark, text = place, found[place], texts.get(place, "")
        if is_scored(mark) and text:
            answers = notes.setdefault(candidate, {})
            answers[question] = (*answers.get(question, ()), EvidenceNote(member, mark, text))
    figures = (*ranked.ranking.appointable, *ranked.ranking.below_line)
    return Heard(ranked.rounds, terms.kit, {it.candidate: it for it in figures}, notes)


def _texts(ranked: Ranked) -> dict[tuple[str, str, str], str]:
    return {
        (held.codes[it.candidate_id], it.question_id, it.member_id): it.note
        for held in ranked.rounds
        for it in held.scores
    }

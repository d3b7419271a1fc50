"""The figures: made from the final scores by the method, and shown once the discussion list is closed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from panelguide.domain.access import Act
from panelguide.domain.figures import (
    CandidateFigure,
    figure_text,
    final_figures,
    flag_sentence,
    why_not_appointable,
)
from panelguide.domain.marks import Mark
from panelguide.domain.ranking import Ranking, rank
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import Refused
from panelguide.services import round_files
from panelguide.services.context import Context, require
from panelguide.services.final_marks import Place, final_marks, load_finals
from panelguide.services.lookup import find_vacancy
from panelguide.services.round_marks import (
    RevealedRound,
    away_of,
    closed,
    figure_questions,
    require_revealed,
    round_marks,
)
from panelguide.services.round_terms import Terms, names_of, require_same_terms, terms_of
from panelguide.services.session import SignedIn, require_allowed
from panelguide.store import rounds as store
from panelguide.store.store import Connection


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One candidate. place: from 1, shared by those who tie, 0 for nobody's. asked: "6 of 7".

    flags: sentences about why this figure is not quite like the others'. why_not: what it is below.
    """

    candidate: str
    place: int
    tie: bool
    figure: str
    asked: str
    appointable: bool
    flags: tuple[str, ...]
    why_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FiguresView:
    """lines: the ranking, then those below the line. unranked: codes of those away or never scored.

    unsigned: names of members whose final scores are not signed yet; the figures use what they sealed.
    """

    lines: tuple[FigureLine, ...]
    unranked: tuple[str, ...]
    unsigned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The ranking of a vacancy with what it was made from. marks: final marks, round by round. unsigned: names."""

    rounds: tuple[RevealedRound, ...]
    marks: tuple[Mapping[Place, Mark], ...] = field(repr=False)
    terms: Terms
    ranking: Ranking
    unsigned: tuple[str, ...]


def figures(context: Context, actor: SignedIn, code: str) -> FiguresView:
    """The figures of all rounds together. Raises Refused until every round's discussion list is closed."""
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.SEE_FINAL_FIGURES, vacancy.id)
    terms = terms_of(context, vacancy)
    with context.store.read() as connection:
        ranked = rank_vacancy(connection, vacancy, terms)
    ranking = ranked.ranking
    return FiguresView(
        lines=tuple(_line(it, ranked) for it in (*ranking.appointable, *ranking.below_line)),
        unranked=ranking.unranked,
        unsigned=ranked.unsigned,
    )


def rank_vacancy(connection: Connection, vacancy: Vacancy, terms: Terms) -> Ranked:
    """The ranking from the signed final scores. Raises Refused while it must not be seen, Tampered."""
    rounds = require_revealed(connection, vacancy)
    for it in rounds:
        require_same_terms(it.manifest, terms)
    if not closed(rounds):
        raise Refused(
            "The figures are shown once the discussion list is closed.",
            safe="Nothing was changed.",
            do=f"The chair closes it with panelguide discussion close {vacancy.code}.",
        )
    _require_all_revealed(connection, vacancy, rounds)
    marks, unsigned = [], set()
    for held in rounds:
        finals = load_finals(connection, held)
        unsigned |= {member for _, member, _ in finals.unsigned}
        marks.append(final_marks(held, finals))
    spoken = [round_marks(said, held.manifest) for said, held in zip(marks, rounds, strict=True)]
    made = final_figures(spoken, figure_questions(terms), terms.method)
    names = names_of(connection, unsigned)
    ranking = rank(made, terms.method, away=away_of(rounds))
    return Ranked(rounds, tuple(marks), terms, ranking, tuple(sorted(names.values())))


def _require_all_revealed(
    connection: Connection, vacancy: Vacancy, rounds: tuple[RevealedRound, ...]
) -> None:
    revealed = {it.record.id for it in rounds}
    waiting = [
        record.number
        for record in store.list_rounds(connection, vacancy.id)
        if record.id not in revealed and round_files.load_versions(connection, record).history is not None
    ]
    require(
        not waiting,
        f"Round {waiting[0] if waiting else 0} is not revealed yet, and all rounds are ranked together.",
        do=f"Look at panelguide round status {vacancy.code}.",
    )


def _line(figure: CandidateFigure, ranked: Ranked) -> FigureLine:
    place = ranked.ranking.place_of(figure.candidate)
    return FigureLine(
        candidate=figure.candidate,
        place=place.number if place else 0,
        tie=place.tie if place else False,
        figure=figure_text(figure.final, line=ranked.terms.method.appointable_line),
        asked=figure.counted_text,
        appointable=figure.appointable,
        flags=tuple(flag_sentence(figure, flag) for flag in figure.flags),
        why_not=why_not_appointable(figure, ranked.terms.method),
    )

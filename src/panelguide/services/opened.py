"""The panel's sheets after the reveal, side by side, in an order nobody chose and without a single figure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from panelguide.domain.discussion import Discussion, DiscussionEntry, discussion_list
from panelguide.domain.marks import Mark
from panelguide.domain.seeded import seeded_order
from panelguide.services.context import Context
from panelguide.services.kits import KitQuestion
from panelguide.services.lookup import find_vacancy
from panelguide.services.round_marks import (
    RevealedRound,
    away_of,
    closed,
    figure_questions,
    mark_of,
    require_revealed,
    require_sees_marks,
    round_marks,
    seed_of,
)
from panelguide.services.round_terms import Terms, names_of, require_same_terms, terms_of
from panelguide.services.session import SignedIn


@dataclass(frozen=True, slots=True)
class RevealView:
    """What everybody sealed. candidates: codes in a random order that is the same for all; away: not ranked.

    members: names. marks, notes: by candidate code, member's name and question id; no entry where a member
    sealed no sheet. discussion: what must be talked about; on_request: all the rest.
    """

    candidates: tuple[str, ...]
    away: tuple[str, ...]
    questions: tuple[KitQuestion, ...]
    members: tuple[str, ...]
    marks: Mapping[tuple[str, str, str], Mark] = field(repr=False)
    notes: Mapping[tuple[str, str, str], str] = field(repr=False)
    discussion: tuple[DiscussionEntry, ...]
    on_request: tuple[DiscussionEntry, ...]
    closed: bool


def opened(context: Context, actor: SignedIn, code: str, *, round: int | None = None) -> RevealView:
    """All sheets of the revealed rounds, or of one of them. Raises Refused before, NotAllowed off the panel."""
    vacancy = find_vacancy(context, actor, code)
    with context.store.read() as connection:
        rounds = require_revealed(connection, vacancy)
        people = {it.member_id for held in rounds for it in held.scores}
        names = names_of(connection, people)
    require_sees_marks(context, actor, vacancy, rounds)
    terms = terms_of(context, vacancy)
    seed = seed_of(rounds)
    shown = tuple(it for it in rounds if round is None or it.record.number == round)
    talk = discuss(rounds, terms)
    codes = {code for it in shown for code in it.codes.values()}
    away = away_of(shown)
    return RevealView(
        candidates=tuple(seeded_order(sorted(codes - away), seed, str, purpose="discussion")),
        away=tuple(sorted(away)),
        questions=terms.kit.questions,
        members=tuple(sorted(names[it] for it in {it.member_id for held in shown for it in held.scores})),
        marks={
            (held.codes[it.candidate_id], names[it.member_id], it.question_id): mark_of(it.mark, it.state)
            for held in shown
            for it in held.scores
        },
        notes={
            (held.codes[it.candidate_id], names[it.member_id], it.question_id): it.note
            for held in shown
            for it in held.scores
            if it.note
        },
        discussion=tuple(entry for entry in talk.entries if entry.candidate in codes),
        on_request=tuple(entry for entry in talk.on_request if entry.candidate in codes),
        closed=closed(shown),
    )


def discuss(rounds: tuple[RevealedRound, ...], terms: Terms) -> Discussion:
    """What to talk about, from the sealed marks of all revealed rounds together."""
    for it in rounds:
        require_same_terms(it.manifest, terms)
    return discussion_list(
        [round_marks(it.sealed_marks(), it.manifest) for it in rounds],
        figure_questions(terms),
        terms.method,
        seed=seed_of(rounds),
        away=away_of(rounds),
    )

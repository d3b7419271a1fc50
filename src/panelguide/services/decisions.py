"""The decision: an outcome with its reason for everybody interviewed, written as a draft, signed by the chair."""

from collections.abc import Mapping
from dataclasses import dataclass

from panelguide.domain.access import Act
from panelguide.domain.decision import (
    Outcome,
    decision_problems,
    refuse_unfinished,
)
from panelguide.domain.figures import CandidateFigure, figure_text
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import NotFound, SomebodyElseChangedIt
from panelguide.services.confirmed import (
    Confirmed,
    add_confirmed,
    as_decision,
    checked,
    digest_to_sign,
    in_force,
)
from panelguide.services.context import Context, Recorder, require
from panelguide.services.figures import Ranked, rank_vacancy
from panelguide.services.lookup import find_vacancy, require_open
from panelguide.services.round_reveals import check_scores
from panelguide.services.round_terms import terms_of
from panelguide.services.session import SignedIn, confirm_passphrase, require_allowed
from panelguide.store import decisions as store
from panelguide.store import vacancies as vacancy_store
from panelguide.store.decisions import DecisionRecord, LineRecord
from panelguide.store.store import Connection
from panelguide.text import clean_text

__all__ = [
    "Confirmed",
    "DecisionLine",
    "DecisionView",
    "compare",
    "confirm",
    "explain",
    "in_force",
    "set_line",
    "show",
    "tie_break",
]

REASON_LIMIT = 2_000


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One candidate. figure: as text. place: 0 without one. version: 0 before anything was saved.

    comparison: why a flagged figure can be compared with the others.
    """

    candidate: str
    figure: str
    place: int
    outcome: Outcome | None
    reserve_place: int
    reason: str
    comparison: str
    version: int


@dataclass(frozen=True, slots=True)
class DecisionView:
    """The draft, by place and then by code. problems: what still stands before its signature, as sentences.

    confirmed: the number of the decision in force, 0 before the first. changed: whether the draft says
    something else than that. version: of explanation and tie_words, 0 before anything was saved. digest: of
    all a signature would rest on - the draft, the figures and the reveals - for `confirm`, in hex.
    """

    lines: tuple[DecisionLine, ...]
    explanation: str
    tie_words: str
    problems: tuple[str, ...]
    confirmed: int
    changed: bool
    version: int
    digest: str = ""


def show(context: Context, actor: SignedIn, code: str) -> DecisionView:
    """The draft beside the figures. Raises Refused until every discussion list is closed."""
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.SEE_FINAL_FIGURES, vacancy.id)
    terms = terms_of(context, vacancy)
    with context.store.read() as connection:
        ranked = rank_vacancy(connection, vacancy, terms)
        return _view(connection, vacancy, ranked)


def set_line(
    context: Context,
    actor: SignedIn,
    code: str,
    *,
    candidate: str,
    outcome: Outcome | None,
    reason: str,
    reserve_place: int = 0,
    version: int,
) -> DecisionView:
    """Saves one candidate's outcome and reason in the draft; an unchanged line writes nothing.

    Raises SomebodyElseChangedIt with both reasons for a stale version.
    """
    why = clean_text(reason, field=f"Reason for {candidate}", limit=REASON_LIMIT)
    require(reserve_place >= 0, "A place on the reserve list is a number from 1.")
    values = {
        "outcome": outcome.value if outcome else "",
        "reason": why,
        "reserve_place": reserve_place if outcome is Outcome.RESERVE else 0,
    }
    return _change_line(context, actor, code, candidate, version, why, values)


def compare(
    context: Context, actor: SignedIn, code: str, *, candidate: str, text: str, version: int
) -> DecisionView:
    """Saves why a flagged figure - different raters, fewer questions - can be compared with the others."""
    said = clean_text(text, field=f"Comparison for {candidate}", limit=REASON_LIMIT)
    return _change_line(context, actor, code, candidate, version, said, {"comparison": said})


def explain(context: Context, actor: SignedIn, code: str, *, text: str, version: int) -> DecisionView:
    """Saves why the decision leaves the order of the method. version: the view's."""
    said = clean_text(text, field="Explanation", limit=REASON_LIMIT)
    return _change_words(context, actor, code, version, explanation=said)


def tie_break(context: Context, actor: SignedIn, code: str, *, text: str, version: int) -> DecisionView:
    """Saves the panel's own words for setting apart people who tie. version: the view's."""
    said = clean_text(text, field="Words on the tie", limit=REASON_LIMIT)
    return _change_words(context, actor, code, version, tie_words=said)


def confirm(
    context: Context,
    actor: SignedIn,
    code: str,
    *,
    passphrase: str,
    because: str = "",
    as_read: str | None = None,
) -> DecisionView:
    """The chair signs the decision over every reveal it rests on; from then on it stands, numbered.

    because: why it supersedes an earlier one, which stays on the record. as_read: the digest of the view the
    chair read; whatever is stored when left out. The plain scores are rebuilt from the sheets first. Raises
    SomebodyElseChangedIt when a line, the words or a figure is not as it was read, Refused with every problem
    at once, Tampered when anything does not hold.
    """
    confirm_passphrase(context, actor, passphrase)
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.DECIDE, vacancy.id)
    require_open(vacancy)
    why = clean_text(because, field="Reason", limit=REASON_LIMIT)
    terms = terms_of(context, vacancy)
    with context.change(actor) as change:
        # Read again: the number of posts is signed too, and nobody can change it from here on.
        vacancy = vacancy_store.get_vacancy(change.connection, code) or vacancy
        require_open(vacancy)
        check_scores(change.connection, vacancy)
        ranked = rank_vacancy(change.connection, vacancy, terms)
        lines = _lines(change.connection, vacancy, ranked)
        draft = store.get_draft(change.connection, vacancy.id)
        decision = as_decision(vacancy.posts, lines, draft)
        before = store.get_confirmed(change.connection, vacancy.id)
        _require_as_read(as_read, digest_to_sign(vacancy, ranked, decision, before))
        require(
            not ranked.unsigned,
            f"Final scores are not signed yet by {', '.join(ranked.unsigned)}.",
            do="Each signs their own, with panelguide sheet final --keep where nothing changed.",
        )
        refuse_unfinished(decision, ranked.ranking, _interviewed(ranked))
        require(
            before is None or bool(why),
            "A decision is confirmed already: say why this one supersedes it.",
        )
        add_confirmed(change, context, actor, vacancy, ranked, lines, draft, why)
        return _view(change.connection, vacancy, ranked)


def _view(connection: Connection, vacancy: Vacancy, ranked: Ranked) -> DecisionView:
    lines = _lines(connection, vacancy, ranked)
    draft = store.get_draft(connection, vacancy.id)
    decision = as_decision(vacancy.posts, lines, draft)
    problems = decision_problems(decision, ranked.ranking, _interviewed(ranked))
    if ranked.unsigned:
        problems = (*problems, f"Final scores are not signed yet by {', '.join(ranked.unsigned)}.")
    confirmed = store.get_confirmed(connection, vacancy.id)
    stands = checked(connection, vacancy, confirmed) if confirmed else None
    return DecisionView(
        lines=tuple(_line(it, ranked) for it in sorted(lines, key=lambda it: _order(it, ranked))),
        explanation=decision.explanation,
        tie_words=decision.tie_words,
        problems=problems,
        confirmed=stands.number if stands else 0,
        changed=confirmed is not None
        and as_decision(vacancy.posts, store.list_lines(connection, confirmed.id), confirmed) != decision,
        version=draft.version if draft else 0,
        digest=digest_to_sign(vacancy, ranked, decision, confirmed),
    )


def _require_as_read(as_read: str | None, stored: str) -> None:
    """Raises SomebodyElseChangedIt when what would be signed is not what the chair read."""
    if as_read not in (None, stored):
        raise SomebodyElseChangedIt(
            "The decision or its figures changed while you were reading them.",
            safe="Nothing was signed, and what is written is kept.",
            do="Read it as it stands now, and then confirm it again.",
        )


def _lines(connection: Connection, vacancy: Vacancy, ranked: Ranked) -> tuple[LineRecord, ...]:
    """The draft's line for everybody interviewed, empty where nothing was saved."""
    draft = store.get_draft(connection, vacancy.id)
    saved = {it.candidate: it for it in store.list_lines(connection, draft.id)} if draft else {}
    wanted = _interviewed(ranked)
    empty = {
        code: LineRecord(candidate, code, "", 0, "", "", 0)
        for held in ranked.rounds
        for candidate, code in held.codes.items()
    }
    return tuple(saved.get(code, empty[code]) for code in sorted(wanted))


def _interviewed(ranked: Ranked) -> tuple[str, ...]:
    """Everybody who must be told an outcome: whoever was scored and neither withdrew nor stayed away."""
    return tuple(
        sorted(
            {
                held.codes[it.candidate_id]
                for held in ranked.rounds
                for it in held.scores
                if held.codes[it.candidate_id] not in held.away
            }
        )
    )


def _line(it: LineRecord, ranked: Ranked) -> DecisionLine:
    figure = _figure(it.candidate, ranked)
    place = ranked.ranking.place_of(it.candidate)
    return DecisionLine(
        candidate=it.candidate,
        figure=figure_text(figure.final if figure else None, line=ranked.terms.method.appointable_line),
        place=place.number if place else 0,
        outcome=Outcome(it.outcome) if it.outcome else None,
        reserve_place=it.reserve_place,
        reason=it.reason,
        comparison=it.comparison,
        version=it.version,
    )


def _figure(candidate: str, ranked: Ranked) -> CandidateFigure | None:
    everybody = (*ranked.ranking.appointable, *ranked.ranking.below_line)
    return next((it for it in everybody if it.candidate == candidate), None)


def _order(it: LineRecord, ranked: Ranked) -> tuple[int, str]:
    everybody = [line.candidate for line in (*ranked.ranking.appointable, *ranked.ranking.below_line)]
    return (everybody.index(it.candidate) if it.candidate in everybody else len(everybody), it.candidate)


def _change_line(
    context: Context,
    actor: SignedIn,
    code: str,
    candidate: str,
    version: int,
    yours: str,
    values: Mapping[str, object],
) -> DecisionView:
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.DECIDE, vacancy.id)
    require_open(vacancy)
    terms = terms_of(context, vacancy)
    with context.store.read() as connection:
        ranked = rank_vacancy(connection, vacancy, terms)
        before = _find_line(connection, vacancy, ranked, candidate)
        if before.version == version and all(getattr(before, name) == it for name, it in values.items()):
            return _view(connection, vacancy, ranked)
    with context.change(actor) as change:
        draft = _draft(change, context, vacancy)
        before = _find_line(change.connection, vacancy, ranked, candidate)
        if before.version == 0:
            store.add_lines(change.connection, draft.id, [before])
        store.change_line(change.connection, draft.id, before, max(version, 1), yours, **values)
        change.record("decision.drafted", before.candidate_id, vacancy=vacancy.id, fields=[*sorted(values)])
        return _view(change.connection, vacancy, ranked)


def _change_words(context: Context, actor: SignedIn, code: str, version: int, **words: str) -> DecisionView:
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.DECIDE, vacancy.id)
    require_open(vacancy)
    terms = terms_of(context, vacancy)
    with context.change(actor) as change:
        ranked = rank_vacancy(change.connection, vacancy, terms)
        draft = _draft(change, context, vacancy)
        store.change_decision(change.connection, draft, max(version, 1), words)
        change.record("decision.drafted", draft.id, vacancy=vacancy.id, fields=[*sorted(words)])
        return _view(change.connection, vacancy, ranked)


def _draft(change: Recorder, context: Context, vacancy: Vacancy) -> DecisionRecord:
    """The draft, begun if need be."""
    found = store.get_draft(change.connection, vacancy.id)
    if found is None:
        found = DecisionRecord(context.new_id(), vacancy.id, store.DRAFT, "", "", "", "", "", "", 1)
        store.add_decision(change.connection, found)
    return found


def _find_line(connection: Connection, vacancy: Vacancy, ranked: Ranked, candidate: str) -> LineRecord:
    wanted = candidate.strip().upper()
    for it in _lines(connection, vacancy, ranked):
        if it.candidate == wanted:
            return it
    raise NotFound(f"{wanted} was not interviewed, so nothing is decided.", safe="Nothing was changed.")

"""Final scores: each member's own word after the discussion, signed by themselves; nobody types another's."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from panelguide.domain.marks import Mark, NoMark, is_scored
from panelguide.domain.questions import TOP_MARK
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import BadInput, NotFound, Refused
from panelguide.seal.final import sign_final
from panelguide.services import not_asked, round_files
from panelguide.services.context import Context, Recorder, require
from panelguide.services.figures import FigureLine, FiguresView, figures
from panelguide.services.final_marks import (
    Place,
    content_of,
    final_marks,
    load_finals,
    owes_finals,
)
from panelguide.services.lookup import find_vacancy, require_open
from panelguide.services.round_marks import RevealedRound, require_revealed, require_sees_marks
from panelguide.services.round_reveals import check_scores
from panelguide.services.round_terms import names_of, terms_of
from panelguide.services.session import SignedIn
from panelguide.store import decisions as decision_store
from panelguide.store import finals as store
from panelguide.store.finals import FinalRecord
from panelguide.text import clean_text

__all__ = [
    "FigureLine",
    "FiguresView",
    "Final",
    "FinalsView",
    "figures",
    "keep",
    "set_final",
    "show",
]


@dataclass(frozen=True, slots=True)
class Final:
    """One member's final score. sealed: what they sealed. signed: whether they have signed a final score."""

    mark: Mark
    sealed: Mark
    reason: str
    signed: bool


@dataclass(frozen=True, slots=True)
class FinalsView:
    """finals: by candidate code, member's name and question id. unsigned: names of those who still sign."""

    finals: Mapping[tuple[str, str, str], Final] = field(repr=False)
    unsigned: tuple[str, ...]


def show(context: Context, actor: SignedIn, code: str) -> FinalsView:
    """Everybody's final scores beside the sealed ones. Raises Refused before the reveal, NotAllowed off the panel."""
    vacancy = find_vacancy(context, actor, code)
    found: dict[Place, Final] = {}
    unsigned: set[str] = set()
    with context.store.read() as connection:
        rounds = require_revealed(connection, vacancy)
        require_sees_marks(context, actor, vacancy, rounds)
        for held in rounds:
            finals = load_finals(connection, held)
            unsigned |= {member for _, member, _ in finals.unsigned}
            sealed = held.sealed_marks()
            for place, mark in final_marks(held, finals).items():
                record = finals.newest.get(place)
                found[place] = Final(mark, sealed[place], record.reason if record else "", record is not None)
        names = names_of(connection, {member for _, member, _ in found} | unsigned)
    return FinalsView(
        {(candidate, names[member], question): it for (candidate, member, question), it in found.items()},
        tuple(sorted(names[member] for member in unsigned)),
    )


def set_final(
    context: Context,
    actor: SignedIn,
    code: str,
    *,
    candidate: str,
    question: str,
    mark: Mark,
    reason: str = "",
) -> None:
    """The member's own final score for one answer, signed over the reveal. A change wants its reason.

    question: its label, such as Q4. Raises Refused before the reveal, for a sheet that is not the actor's own,
    without a reason, and once the decision is confirmed; Tampered where the plain scores are not the sealed ones.
    """
    vacancy = find_vacancy(context, actor, code)
    require_open(vacancy)
    why = clean_text(reason, field="Reason", limit=1_000)
    asked = not_asked.question_of(terms_of(context, vacancy).kit, question)
    wanted = candidate.strip().upper()
    with context.change(actor) as change:
        rounds = _revealed_and_alike(change, vacancy)
        _require_undecided(change, vacancy.id)
        held = _round_of(rounds, actor, wanted)
        place = (wanted, actor.person.id, asked.id)
        finals = load_finals(change.connection, held)
        before = final_marks(held, finals).get(place)
        if before is None:
            raise NotFound(f"You have no sheet for {wanted}.", safe="Nothing was changed.")
        was_not_asked = (held_id(held, wanted), asked.id) in not_asked.facts_of(
            change.connection, held.record.id
        )
        _check_mark(mark, asked.label, was_not_asked=was_not_asked)
        newest = finals.newest.get(place)
        require(
            newest is None or mark != before,
            f"Your final score for {wanted} {asked.label} is {before} already.",
        )
        require(
            mark == before or bool(why), f"Say why {wanted} {asked.label} changes from {before} to {mark}."
        )
        number = newest.number + 1 if newest else 1
        _sign(change, actor, vacancy.id, held, place, number, mark, why)


def keep(context: Context, actor: SignedIn, code: str) -> int:
    """Signs every final score of the actor's that is not signed yet, as it was sealed. Returns how many.

    Raises Refused before the reveal and where nothing is left to sign, Tampered where the plain scores are not
    the sealed ones.
    """
    vacancy = find_vacancy(context, actor, code)
    require_open(vacancy)
    signed = 0
    with context.change(actor) as change:
        rounds = _revealed_and_alike(change, vacancy)
        _require_undecided(change, vacancy.id)
        for held in rounds:
            finals = load_finals(change.connection, held)
            marks = held.sealed_marks()
            for place in sorted(finals.unsigned):
                if place[1] == actor.person.id and owes_finals(held, place):
                    _sign(change, actor, vacancy.id, held, place, 1, marks[place], "")
                    signed += 1
        require(signed > 0, "Every final score of yours is signed already.")
    return signed


def held_id(held: RevealedRound, code: str) -> str:
    """The id of a candidate of this round."""
    return next(candidate for candidate, it in held.codes.items() if it == code)


def _revealed_and_alike(change: Recorder, vacancy: Vacancy) -> tuple[RevealedRound, ...]:
    """The revealed rounds, their plain scores held against the sheets: nobody signs a row somebody wrote."""
    rounds = require_revealed(change.connection, vacancy)
    check_scores(change.connection, vacancy)
    return rounds


def _round_of(rounds: tuple[RevealedRound, ...], actor: SignedIn, candidate: str) -> RevealedRound:
    for held in rounds:
        if any(
            held.codes[it.candidate_id] == candidate and it.member_id == actor.person.id for it in held.scores
        ):
            return held
    raise Refused(
        f"You have no sheet for {candidate}, and nobody gives another's final score.",
        safe="Nothing was changed.",
    )


def _require_undecided(change: Recorder, vacancy_id: str) -> None:
    require(
        decision_store.get_confirmed(change.connection, vacancy_id) is None,
        "The decision is confirmed on the final scores as they are.",
        do="A later decision stands beside it, on the same scores.",
    )


def _check_mark(mark: Mark, label: str, *, was_not_asked: bool) -> None:
    if mark is NoMark.NOT_ASKED and not was_not_asked:
        raise Refused(
            f"The chair has not recorded that {label} was not asked of this candidate.",
            safe="Nothing was changed.",
        )
    if mark not in {NoMark.NOT_ASKED, NoMark.NOT_HEARD} and not (is_scored(mark) and 0 <= mark <= TOP_MARK):
        raise BadInput(
            f"A final score is a whole number from 0 to {TOP_MARK}, or not heard.",
            safe="Nothing was changed.",
        )


def _sign(
    change: Recorder,
    actor: SignedIn,
    vacancy_id: str,
    held: RevealedRound,
    place: Place,
    number: int,
    mark: Mark,
    reason: str,
) -> None:
    candidate, member, question = place
    record = FinalRecord(
        member_id=member,
        candidate_id=held_id(held, candidate),
        question_id=question,
        number=number,
        mark=None if isinstance(mark, NoMark) else mark,
        state=str(mark) if isinstance(mark, NoMark) else "scored",
        reason=reason,
        body="",
        signature=b"",
    )
    body, signature = sign_final(
        round_files.holder_of(actor),
        held.manifest,
        held.reveal_digest,
        bytes.fromhex(member),
        content_of(record, held.record.id),
    )
    store.add_final(
        change.connection, held.record.id, replace(record, body=body.decode(), signature=signature)
    )
    change.record(
        "final.signed",
        record.candidate_id,
        vacancy=vacancy_id,
        round=held.record.id,
        question=question,
        number=number,
    )

"""The decision: its draft, and every confirmed one, which a later one supersedes and never replaces."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select

from panelguide.store.store import update_versioned
from panelguide.store.tables import candidate, decision, decision_line

DRAFT = 0


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """number: 0 for the draft, then from 1. body: what was signed, canonical JSON, empty in the draft.

    signatures: canonical JSON, the digest of each reveal it stands over -> the chair's signature.
    """

    id: str
    vacancy_id: str
    number: int
    explanation: str
    tie_words: str
    body: str
    signatures: str
    reveals: str
    confirmed_at: str
    version: int


@dataclass(frozen=True, slots=True)
class LineRecord:
    """One candidate's line, with their code. outcome: "" until chosen. version: 0 before it was saved."""

    candidate_id: str
    candidate: str
    outcome: str
    reserve_place: int
    reason: str
    comparison: str
    version: int


def get_draft(connection: Connection, vacancy_id: str) -> DecisionRecord | None:
    return _one(connection, _decisions(vacancy_id).where(decision.c.number == DRAFT))


def get_confirmed(connection: Connection, vacancy_id: str) -> DecisionRecord | None:
    """The decision in force: the confirmed one of the highest number."""
    wanted = _decisions(vacancy_id).where(decision.c.number > DRAFT)
    return _one(connection, wanted.order_by(decision.c.number.desc()).limit(1))


def list_confirmed(connection: Connection, vacancy_id: str) -> tuple[DecisionRecord, ...]:
    """Every decision that was ever confirmed, oldest first."""
    wanted = _decisions(vacancy_id).where(decision.c.number > DRAFT).order_by(decision.c.number)
    return tuple(DecisionRecord(*row) for row in connection.execute(wanted))


def add_decision(connection: Connection, it: DecisionRecord) -> None:
    values = {name: getattr(it, name) for name in DecisionRecord.__slots__}
    connection.execute(insert(decision).values(values))


def change_decision(
    connection: Connection, it: DecisionRecord, version: int, words: Mapping[str, str]
) -> None:
    """Changes words of the draft; raises SomebodyElseChangedIt with both texts when it has moved on."""
    update_versioned(
        connection,
        decision,
        decision.c.id == it.id,
        version,
        words,
        yours="\n".join(words.values()),
        theirs=lambda: "\n".join(getattr(it, name) for name in words),
    )


def list_lines(connection: Connection, decision_id: str) -> tuple[LineRecord, ...]:
    """By candidate code."""
    it = decision_line.c
    wanted = (
        select(
            it.candidate_id,
            candidate.c.code,
            it.outcome,
            it.reserve_place,
            it.reason,
            it.comparison,
            it.version,
        )
        .join(candidate, candidate.c.id == it.candidate_id)
        .where(it.decision_id == decision_id)
        .order_by(candidate.c.code)
    )
    return tuple(LineRecord(*row) for row in connection.execute(wanted))


def add_lines(connection: Connection, decision_id: str, lines: Iterable[LineRecord]) -> None:
    for it in lines:
        connection.execute(
            insert(decision_line).values(
                decision_id=decision_id,
                candidate_id=it.candidate_id,
                outcome=it.outcome,
                reserve_place=it.reserve_place,
                reason=it.reason,
                comparison=it.comparison,
                version=1,
            )
        )


def change_line(
    connection: Connection, decision_id: str, before: LineRecord, version: int, yours: str, **values: object
) -> None:
    """Changes one line; raises SomebodyElseChangedIt with both reasons when it is no longer at this version."""
    row = (decision_line.c.decision_id == decision_id) & (decision_line.c.candidate_id == before.candidate_id)
    update_versioned(
        connection, decision_line, row, version, values, yours=yours, theirs=lambda: before.reason
    )


def highest_number(connection: Connection, vacancy_id: str) -> int:
    wanted = select(func.coalesce(func.max(decision.c.number), 0)).where(decision.c.vacancy_id == vacancy_id)
    return int(connection.execute(wanted).scalar_one())


def _decisions(vacancy_id: str) -> Select[Any]:
    return select(*(decision.c[name] for name in DecisionRecord.__slots__)).where(
        decision.c.vacancy_id == vacancy_id
    )


def _one(connection: Connection, wanted: Select[Any]) -> DecisionRecord | None:
    row = connection.execute(wanted).first()
    return DecisionRecord(*row) if row else None

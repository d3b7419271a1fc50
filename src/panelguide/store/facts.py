"""Counts that checklist rules are answered from: of people, sheets and letters, never of marks."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from panelguide.store.tables import (
    candidate,
    decision,
    decision_line,
    feedback_point,
    final_score,
    kit,
    letter,
    round,
    sheet,
)

INTERVIEWED = ("attended", "decided", "offered", "accepted", "declined", "appointed")
ACCOUNTED_FOR = (*INTERVIEWED, "withdrew", "did_not_attend")
INVITED = ("shortlisted", "due", "rescheduled", *ACCOUNTED_FOR)


@dataclass(frozen=True, slots=True)
class RoundCount:
    """One interview round. sheets_sealed: members and candidates with at least one sealed sheet."""

    id: str
    state: str
    sheets_sealed: int
    finals: int
    discussion_closed: bool


@dataclass(frozen=True, slots=True)
class Counts:
    applied: int
    invited: int
    interviewed: int
    accounted_for: int
    not_shortlisted: int
    reasons_for_not_shortlisted: int
    kit_locked: bool
    rounds: tuple[RoundCount, ...]
    decided: bool
    decision_reasons: int
    feedback_approved: int
    letters: int


def count(connection: Connection, vacancy_id: str) -> Counts:
    """Everything counted for one vacancy, in a handful of queries whatever its size."""
    states = _by_state(connection, vacancy_id)
    return Counts(
        applied=sum(states.values()),
        invited=sum(states.get(state, 0) for state in INVITED),
        interviewed=sum(states.get(state, 0) for state in INTERVIEWED),
        accounted_for=sum(states.get(state, 0) for state in ACCOUNTED_FOR),
        not_shortlisted=states.get("not_shortlisted", 0),
        reasons_for_not_shortlisted=_reasons_for_not_shortlisted(connection, vacancy_id),
        kit_locked=_number(connection, kit, kit.c.vacancy_id == vacancy_id, kit.c.locked_at != "") > 0,
        rounds=_rounds(connection, vacancy_id),
        decided=_number(connection, decision, decision.c.vacancy_id == vacancy_id, decision.c.number > 0) > 0,
        decision_reasons=_decision_reasons(connection, vacancy_id),
        feedback_approved=_feedback_approved(connection, vacancy_id),
        letters=_letters(connection, vacancy_id),
    )


def _by_state(connection: Connection, vacancy_id: str) -> Mapping[str, int]:
    wanted = (
        select(candidate.c.state, func.count())
        .where(candidate.c.vacancy_id == vacancy_id)
        .group_by(candidate.c.state)
    )
    return {row[0]: row[1] for row in connection.execute(wanted)}


def _reasons_for_not_shortlisted(connection: Connection, vacancy_id: str) -> int:
    return _number(
        connection,
        candidate,
        candidate.c.vacancy_id == vacancy_id,
        candidate.c.state == "not_shortlisted",
        candidate.c.reason != "",
    )


def _rounds(connection: Connection, vacancy_id: str) -> tuple[RoundCount, ...]:
    sealed = (
        select(func.count())
        .select_from(sheet)
        .where(sheet.c.round_id == round.c.id, sheet.c.attempt == 1)
        .scalar_subquery()
    )
    pairs = (
        select(final_score.c.member_id, final_score.c.candidate_id)
        .where(final_score.c.round_id == round.c.id)
        .distinct()
        .correlate(round)
        .subquery()
    )
    finals = select(func.count()).select_from(pairs).scalar_subquery()
    wanted = (
        select(round.c.id, round.c.state, sealed, finals, round.c.discussion_closed_at)
        .where(round.c.vacancy_id == vacancy_id, round.c.kind == "interview")
        .order_by(round.c.number)
    )
    return tuple(
        RoundCount(row[0], row[1], row[2], row[3], bool(row[4])) for row in connection.execute(wanted)
    )


def _decision_reasons(connection: Connection, vacancy_id: str) -> int:
    newest = (
        select(decision.c.id)
        .where(decision.c.vacancy_id == vacancy_id)
        .order_by(decision.c.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    return _number(
        connection, decision_line, decision_line.c.decision_id == newest, decision_line.c.reason != ""
    )


def _feedback_approved(connection: Connection, vacancy_id: str) -> int:
    """Candidates every one of whose points is approved."""
    wanted = (
        select(feedback_point.c.candidate_id)
        .where(feedback_point.c.vacancy_id == vacancy_id)
        .group_by(feedback_point.c.candidate_id)
        .having(func.min(func.length(feedback_point.c.approved_by)) > 0)
        .subquery()
    )
    return int(connection.execute(select(func.count()).select_from(wanted)).scalar_one())


def _letters(connection: Connection, vacancy_id: str) -> int:
    """Candidates who have at least one letter."""
    wanted = select(func.count(letter.c.candidate_id.distinct())).where(letter.c.vacancy_id == vacancy_id)
    return int(connection.execute(wanted).scalar_one())


def _number(connection: Connection, table: Table, *conditions: object) -> int:
    wanted = select(func.count()).select_from(table).where(*conditions)  # type: ignore[arg-type]
    return int(connection.execute(wanted).scalar_one())

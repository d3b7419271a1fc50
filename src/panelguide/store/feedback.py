"""Feedback points as they stand, and the panel's own notes they rest on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select

from panelguide.store.store import update_versioned
from panelguide.store.tables import feedback_point


@dataclass(frozen=True, slots=True)
class PointRecord:
    """One point of one candidate's letter. position: from 1 in the letter, whatever its kind.

    evidence: canonical JSON. cautions: comma-separated names. written_by, agreed_by, approved_by: person ids or "".
    """

    id: str
    vacancy_id: str
    candidate_id: str
    position: int
    kind: str
    question_id: str
    indicator: int
    text: str
    evidence: str
    quotes: bool
    cautions: str
    written_by: str
    agreed_by: str
    approved_by: str
    version: int


def list_points(connection: Connection, vacancy_id: str) -> tuple[PointRecord, ...]:
    """Every point of a vacancy, each candidate's in their order."""
    it = feedback_point.c
    wanted = _points().where(it.vacancy_id == vacancy_id).order_by(it.candidate_id, it.position, it.id)
    return tuple(PointRecord(*row) for row in connection.execute(wanted))


def list_points_of(connection: Connection, candidate_id: str) -> tuple[PointRecord, ...]:
    """One candidate's points in their order."""
    it = feedback_point.c
    wanted = _points().where(it.candidate_id == candidate_id).order_by(it.position, it.id)
    return tuple(PointRecord(*row) for row in connection.execute(wanted))


def get_point(connection: Connection, vacancy_id: str, point_id: str) -> PointRecord | None:
    wanted = _points().where(feedback_point.c.vacancy_id == vacancy_id, feedback_point.c.id == point_id)
    row = connection.execute(wanted).first()
    return PointRecord(*row) if row else None


def add_points(connection: Connection, points: Iterable[PointRecord]) -> None:
    rows = [{name: getattr(it, name) for name in PointRecord.__slots__} for it in points]
    if rows:
        connection.execute(insert(feedback_point), rows)


def next_position(connection: Connection, candidate_id: str) -> int:
    """The place after a candidate's last point. Call it inside the transaction that uses it."""
    it = feedback_point.c
    wanted = select(func.coalesce(func.max(it.position), 0)).where(it.candidate_id == candidate_id)
    return int(connection.execute(wanted).scalar_one()) + 1


def change_point(
    connection: Connection, it: PointRecord, version: int, values: dict[str, object], *, yours: str = ""
) -> None:
    """Changes a point only if it is still at that version. Raises SomebodyElseChangedIt with both texts."""
    row = feedback_point.c.id == it.id
    update_versioned(connection, feedback_point, row, version, values, yours=yours, theirs=lambda: it.text)


def remove_point(connection: Connection, point_id: str) -> None:
    connection.execute(delete(feedback_point).where(feedback_point.c.id == point_id))


def remove_points_of(connection: Connection, candidate_id: str) -> None:
    connection.execute(delete(feedback_point).where(feedback_point.c.candidate_id == candidate_id))


def _points() -> Select[Any]:
    return select(*(feedback_point.c[name] for name in PointRecord.__slots__))

"""Sheets and drafts as the database holds them: bytes it cannot read, and whose they are."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, insert, select, update

from panelguide.store.tables import draft, sheet


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Which sheet of a round: nothing of what is on it."""

    round_id: str
    member_id: str
    candidate_id: str


@dataclass(frozen=True, slots=True)
class SheetRecord:
    """A sealed sheet's self-contained file and its place. attempt: from 1."""

    member_id: str
    candidate_id: str
    attempt: int
    file: bytes
    digest: bytes


def get_draft(connection: Connection, place: SheetPlace) -> bytes | None:
    """The sealed draft; None before the sheet was begun and after it was sealed."""
    wanted = select(draft.c.box).where(_draft_row(place))
    box = connection.execute(wanted).scalar()
    return None if box is None else bytes(box)


def add_draft(connection: Connection, place: SheetPlace, box: bytes) -> None:
    connection.execute(
        insert(draft).values(
            round_id=place.round_id, member_id=place.member_id, candidate_id=place.candidate_id, box=box
        )
    )


def replace_draft(connection: Connection, place: SheetPlace, before: bytes, box: bytes) -> bool:
    """Puts the new draft in the place of exactly the one that was read. False when that is no longer there."""
    statement = update(draft).where(_draft_row(place), draft.c.box == before).values(box=box)
    return connection.execute(statement).rowcount == 1


def remove_draft(connection: Connection, place: SheetPlace) -> None:
    connection.execute(delete(draft).where(_draft_row(place)))


def list_begun(connection: Connection, round_id: str) -> frozenset[tuple[str, str]]:
    """Member and candidate of every draft."""
    wanted = select(draft.c.member_id, draft.c.candidate_id).where(draft.c.round_id == round_id)
    return frozenset((row[0], row[1]) for row in connection.execute(wanted))


def list_sealed(connection: Connection, round_id: str) -> frozenset[tuple[str, str]]:
    """Member and candidate of every sheet that was sealed at least once."""
    wanted = select(sheet.c.member_id, sheet.c.candidate_id).where(sheet.c.round_id == round_id).distinct()
    return frozenset((row[0], row[1]) for row in connection.execute(wanted))


def has_sheet(connection: Connection, place: SheetPlace) -> bool:
    wanted = select(sheet.c.attempt).where(
        sheet.c.round_id == place.round_id,
        sheet.c.member_id == place.member_id,
        sheet.c.candidate_id == place.candidate_id,
    )
    return connection.execute(wanted.limit(1)).first() is not None


def add_sheet(connection: Connection, round_id: str, it: SheetRecord) -> None:
    values = {name: getattr(it, name) for name in SheetRecord.__slots__}
    connection.execute(insert(sheet).values(round_id=round_id, **values))


def list_sheets(connection: Connection, round_id: str) -> tuple[SheetRecord, ...]:
    """Every sheet of a round, every attempt."""
    wanted = select(*(sheet.c[name] for name in SheetRecord.__slots__)).where(sheet.c.round_id == round_id)
    return _sheets(connection, wanted)


def list_own_sheets(connection: Connection, place: SheetPlace) -> tuple[SheetRecord, ...]:
    """One member's sheets for one candidate, the first attempt first."""
    wanted = (
        select(*(sheet.c[name] for name in SheetRecord.__slots__))
        .where(
            sheet.c.round_id == place.round_id,
            sheet.c.member_id == place.member_id,
            sheet.c.candidate_id == place.candidate_id,
        )
        .order_by(sheet.c.attempt)
    )
    return _sheets(connection, wanted)


def _sheets(connection: Connection, wanted: Select[Any]) -> tuple[SheetRecord, ...]:
    return tuple(
        SheetRecord(row[0], row[1], row[2], bytes(row[3]), bytes(row[4]))
        for row in connection.execute(wanted)
    )


def _draft_row(place: SheetPlace) -> ColumnElement[bool]:
    return (
        (draft.c.round_id == place.round_id)
        & (draft.c.member_id == place.member_id)
        & (draft.c.candidate_id == place.candidate_id)
    )

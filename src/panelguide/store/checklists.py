"""What people recorded on checklist items."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from panelguide.domain.checklist import ItemState
from panelguide.store.store import update_versioned
from panelguide.store.tables import checklist_state, person


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """The last thing somebody recorded on an item. agreed_on: ISO date. by: their name."""

    item_id: str
    state: ItemState
    person_id: str
    by: str
    at: str
    note: str
    why_not: str
    what_instead: str
    agreed_by: str
    agreed_on: str
    version: int


def list_records(connection: Connection, vacancy_id: str) -> dict[str, ItemRecord]:
    """By item id."""
    it = checklist_state.c
    wanted = (
        select(
            it.item_id,
            it.state,
            it.person_id,
            person.c.name,
            it.at,
            it.note,
            it.why_not,
            it.what_instead,
            it.agreed_by,
            it.agreed_on,
            it.version,
        )
        .join(person, person.c.id == it.person_id)
        .where(it.vacancy_id == vacancy_id)
    )
    records = (ItemRecord(row[0], ItemState(row[1]), *row[2:]) for row in connection.execute(wanted))
    return {record.item_id: record for record in records}


def put_record(connection: Connection, vacancy_id: str, record: ItemRecord, version: int) -> None:
    """version: the one that was read, 0 when nothing was recorded. Raises SomebodyElseChangedIt."""
    values = {
        "state": record.state,
        "person_id": record.person_id,
        "at": record.at,
        "note": record.note,
        "why_not": record.why_not,
        "what_instead": record.what_instead,
        "agreed_by": record.agreed_by,
        "agreed_on": record.agreed_on,
    }
    there = list_records(connection, vacancy_id).get(record.item_id)
    if version == 0 and there is None:
        connection.execute(
            insert(checklist_state).values(vacancy_id=vacancy_id, item_id=record.item_id, version=1, **values)
        )
        return
    row = (checklist_state.c.vacancy_id == vacancy_id) & (checklist_state.c.item_id == record.item_id)
    update_versioned(
        connection,
        checklist_state,
        row,
        version,
        values,
        yours=_said(record),
        theirs=lambda: _said(there) if there else "",
    )


def _said(record: ItemRecord) -> str:
    parts = (record.state.name_for_people, record.note, record.why_not, record.what_instead)
    return ": ".join(part for part in parts if part)

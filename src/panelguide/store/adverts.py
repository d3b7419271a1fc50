"""The text of an advert, and the findings somebody chose to keep."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from panelguide.store.store import update_versioned
from panelguide.store.tables import advert, kept_word, person


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding that stays in the advert, and why. by: the person's name."""

    finding: str
    why: str
    by: str
    at: str


def get_advert(connection: Connection, vacancy_id: str) -> tuple[str, int]:
    """The text and its version; "" and 0 while there is none."""
    row = connection.execute(
        select(advert.c.text, advert.c.version).where(advert.c.vacancy_id == vacancy_id)
    ).first()
    return (row.text, row.version) if row else ("", 0)


def put_advert(connection: Connection, vacancy_id: str, text: str, version: int) -> None:
    """version: the one that was read. Raises SomebodyElseChangedIt with both texts."""
    stored, current = get_advert(connection, vacancy_id)
    if version == 0 and current == 0:
        connection.execute(insert(advert).values(vacancy_id=vacancy_id, text=text, version=1))
        return
    update_versioned(
        connection,
        advert,
        advert.c.vacancy_id == vacancy_id,
        version,
        {"text": text},
        yours=text,
        theirs=lambda: stored,
    )


def list_kept(connection: Connection, vacancy_id: str) -> dict[str, Kept]:
    """By finding."""
    wanted = (
        select(kept_word.c.finding, kept_word.c.why, person.c.name, kept_word.c.at)
        .join(person, person.c.id == kept_word.c.person_id)
        .where(kept_word.c.vacancy_id == vacancy_id)
    )
    return {row[0]: Kept(*row) for row in connection.execute(wanted)}


def put_kept(connection: Connection, vacancy_id: str, kept: Kept, person_id: str) -> None:
    row = (kept_word.c.vacancy_id == vacancy_id) & (kept_word.c.finding == kept.finding)
    connection.execute(delete(kept_word).where(row))
    connection.execute(
        insert(kept_word).values(
            vacancy_id=vacancy_id, finding=kept.finding, why=kept.why, person_id=person_id, at=kept.at
        )
    )

"""The organisation, its people, their keys and their enrolment codes."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select, update

from panelguide.domain.people import Person, Role
from panelguide.store.tables import enrolment_code, organisation, person, person_key


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who this database belongs to. recovery_key is empty where no recovery cards were made."""

    database_id: bytes
    name: str
    nation: str
    concerns_route: str
    letter_contact: str
    recovery_key: bytes
    version: int


@dataclass(frozen=True, slots=True)
class StoredKey:
    """One of a person's keys: the newest has the highest number."""

    number: int
    public_key: bytes
    wrapped: str


@dataclass(frozen=True, slots=True)
class EnrolmentCode:
    code_hash: bytes
    expires_at: str


def add_organisation(connection: Connection, it: Organisation) -> None:
    connection.execute(
        insert(organisation).values(
            id=1,
            database_id=it.database_id,
            name=it.name,
            nation=it.nation,
            concerns_route=it.concerns_route,
            letter_contact=it.letter_contact,
            recovery_key=it.recovery_key,
            version=1,
        )
    )


def get_organisation(connection: Connection) -> Organisation | None:
    columns = [organisation.c[name] for name in Organisation.__slots__]
    row = connection.execute(select(*columns)).first()
    return Organisation(*row) if row else None


def add_person(connection: Connection, it: Person) -> None:
    connection.execute(
        insert(person).values(
            id=it.id, name=it.name, email=it.email, roles=_roles_text(it.roles), version=it.version
        )
    )


def get_person(connection: Connection, person_id: str) -> Person | None:
    return _one(connection, person.c.id == person_id)


def find_person(connection: Connection, email: str) -> Person | None:
    """The person with this e-mail address, however it is written in capitals."""
    return _one(connection, func.lower(person.c.email) == email.strip().lower())


def list_people(connection: Connection) -> tuple[Person, ...]:
    rows = connection.execute(_people().order_by(person.c.name, person.c.id))
    return tuple(_person(*row) for row in rows)


def add_key(connection: Connection, person_id: str, key: StoredKey) -> None:
    connection.execute(
        insert(person_key).values(
            person_id=person_id, number=key.number, public_key=key.public_key, wrapped=key.wrapped
        )
    )


def list_keys(connection: Connection, person_id: str) -> tuple[StoredKey, ...]:
    """Oldest first."""
    columns = [person_key.c[name] for name in StoredKey.__slots__]
    wanted = select(*columns).where(person_key.c.person_id == person_id).order_by(person_key.c.number)
    return tuple(StoredKey(*row) for row in connection.execute(wanted))


def all_public_keys(connection: Connection) -> dict[str, tuple[bytes, ...]]:
    """Every public key each person has had, oldest first, by person id."""
    wanted = select(person_key.c.person_id, person_key.c.public_key).order_by(person_key.c.number)
    keys: dict[str, tuple[bytes, ...]] = {}
    for person_id, public in connection.execute(wanted):
        keys[person_id] = (*keys.get(person_id, ()), public)
    return keys


def replace_wrapped(connection: Connection, person_id: str, number: int, wrapped: str) -> None:
    """The same seed under another passphrase."""
    row = (person_key.c.person_id == person_id) & (person_key.c.number == number)
    connection.execute(update(person_key).where(row).values(wrapped=wrapped))


def put_enrolment_code(connection: Connection, person_id: str, code: EnrolmentCode) -> None:
    """The one code that person can use; an earlier one is gone."""
    remove_enrolment_code(connection, person_id)
    connection.execute(
        insert(enrolment_code).values(
            person_id=person_id, code_hash=code.code_hash, expires_at=code.expires_at
        )
    )


def get_enrolment_code(connection: Connection, person_id: str) -> EnrolmentCode | None:
    wanted = select(enrolment_code.c.code_hash, enrolment_code.c.expires_at)
    row = connection.execute(wanted.where(enrolment_code.c.person_id == person_id)).first()
    return EnrolmentCode(*row) if row else None


def remove_enrolment_code(connection: Connection, person_id: str) -> None:
    connection.execute(delete(enrolment_code).where(enrolment_code.c.person_id == person_id))


def _people() -> Select[tuple[Any, ...]]:
    keys = (
        select(func.count())
        .select_from(person_key)
        .where(person_key.c.person_id == person.c.id)
        .scalar_subquery()
    )
    return select(person.c.id, person.c.name, person.c.email, person.c.roles, keys, person.c.version)


def _one(connection: Connection, condition: ColumnElement[bool]) -> Person | None:
    row = connection.execute(_people().where(condition)).first()
    return _person(*row) if row else None


def _person(id: str, name: str, email: str, roles: str, keys: int, version: int) -> Person:
    held = frozenset(Role(role) for role in roles.split(",") if role)
    return Person(id, name, email, held, keys > 0, version)


def _roles_text(roles: frozenset[Role]) -> str:
    return ",".join(sorted(roles))

"""Candidates, and in a table of its own who they are."""

from collections.abc import Iterable

from sqlalchemy import Connection, Select, func, insert, select

from panelguide.domain.candidates import Candidate, CandidateState, Identity
from panelguide.store.store import update_versioned
from panelguide.store.tables import candidate, identity, import_source


def list_candidates(connection: Connection, vacancy_id: str) -> tuple[Candidate, ...]:
    """In the order of their codes."""
    rows = connection.execute(_candidates().where(candidate.c.vacancy_id == vacancy_id))
    found = [_candidate(tuple(row)) for row in rows]
    return tuple(sorted(found, key=lambda it: (len(it.code), it.code)))


def count_candidates(connection: Connection, vacancy_id: str) -> int:
    wanted = select(func.count()).select_from(candidate).where(candidate.c.vacancy_id == vacancy_id)
    return int(connection.execute(wanted).scalar_one())


def references(connection: Connection, vacancy_id: str) -> frozenset[str]:
    """The application references a vacancy has already."""
    wanted = select(candidate.c.reference).where(candidate.c.vacancy_id == vacancy_id)
    return frozenset(connection.execute(wanted).scalars())


def add_candidates(
    connection: Connection, vacancy_id: str, people: Iterable[tuple[Candidate, Identity]]
) -> None:
    """Several at once, each with who they are."""
    candidates, identities = [], []
    for it, who in people:
        row = {name: getattr(it, name) for name in Candidate.__slots__}
        candidates.append({**row, "vacancy_id": vacancy_id})
        identities.append(
            {"candidate_id": it.id, **{name: getattr(who, name) for name in Identity.__slots__}}
        )
    if candidates:
        connection.execute(insert(candidate), candidates)
        connection.execute(insert(identity), identities)


def change_candidate(connection: Connection, candidate_id: str, version: int, **values: object) -> None:
    """Raises SomebodyElseChangedIt, with both texts of the arrangements, when it is no longer at this version."""
    wanted = select(candidate.c.arrangements).where(candidate.c.id == candidate_id)
    update_versioned(
        connection,
        candidate,
        candidate.c.id == candidate_id,
        version,
        values,
        yours=str(values.get("arrangements", "")),
        theirs=lambda: connection.execute(wanted).scalar() or "",
    )


def identities(connection: Connection, vacancy_id: str) -> dict[str, Identity]:
    """Who each candidate is, by candidate id. Only for those the rules let see names."""
    columns = [identity.c[name] for name in Identity.__slots__]
    wanted = (
        select(identity.c.candidate_id, *columns)
        .join(candidate, candidate.c.id == identity.c.candidate_id)
        .where(candidate.c.vacancy_id == vacancy_id)
    )
    return {row[0]: Identity(*row[1:]) for row in connection.execute(wanted)}


def remembered_mapping(connection: Connection, fingerprint: str) -> str:
    """How the columns of this kind of export were mapped last time; "" for a new kind."""
    wanted = select(import_source.c.mapping).where(import_source.c.fingerprint == fingerprint)
    return connection.execute(wanted).scalar() or ""


def remember_mapping(connection: Connection, fingerprint: str, mapping: str) -> None:
    wanted = select(import_source.c.version).where(import_source.c.fingerprint == fingerprint)
    version = connection.execute(wanted).scalar()
    if version is None:
        connection.execute(insert(import_source).values(fingerprint=fingerprint, mapping=mapping, version=1))
        return
    row = import_source.c.fingerprint == fingerprint
    update_versioned(connection, import_source, row, version, {"mapping": mapping})


def _candidates() -> Select[tuple[object, ...]]:
    return select(*(candidate.c[name] for name in Candidate.__slots__))


def _candidate(row: tuple[object, ...]) -> Candidate:
    values = dict(zip(Candidate.__slots__, row, strict=True))
    values["state"] = CandidateState(str(values["state"]))
    return Candidate(**values)  # type: ignore[arg-type]

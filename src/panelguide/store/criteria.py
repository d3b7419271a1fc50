"""The person specification of a vacancy, and its method."""

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import Connection, delete, insert, select

from panelguide.domain.criteria import Criterion, CriterionKind, TestedAt
from panelguide.domain.questions import Value
from panelguide.store.store import update_versioned
from panelguide.store.tables import criterion, method


def list_criteria(connection: Connection, vacancy_id: str) -> tuple[Criterion, ...]:
    """In the order of the person specification."""
    wanted = (
        select(
            criterion.c.id,
            criterion.c.code,
            criterion.c.kind,
            criterion.c.text,
            criterion.c.tested_at,
            criterion.c.weight,
            criterion.c.vals,
            criterion.c.competencies,
            criterion.c.confirmed,
        )
        .where(criterion.c.vacancy_id == vacancy_id)
        .order_by(criterion.c.position, criterion.c.code)
    )
    return tuple(
        Criterion(
            id=row.id,
            code=row.code,
            kind=CriterionKind(row.kind),
            text=row.text,
            tested_at=frozenset(TestedAt(place) for place in _split(row.tested_at)),
            weight=Decimal(row.weight),
            values=tuple(Value(value) for value in _split(row.vals)),
            competencies=_split(row.competencies),
            confirmed=row.confirmed,
        )
        for row in connection.execute(wanted)
    )


def replace_criteria(connection: Connection, vacancy_id: str, criteria: Iterable[Criterion]) -> None:
    """The whole person specification anew."""
    connection.execute(delete(criterion).where(criterion.c.vacancy_id == vacancy_id))
    for position, it in enumerate(criteria, start=1):
        connection.execute(
            insert(criterion).values(
                id=it.id,
                vacancy_id=vacancy_id,
                position=position,
                code=it.code,
                kind=it.kind,
                text=it.text,
                tested_at=",".join(sorted(it.tested_at)),
                weight=str(it.weight),
                vals=",".join(it.values),
                competencies=",".join(it.competencies),
                confirmed=it.confirmed,
                version=1,
            )
        )


def get_method(connection: Connection, vacancy_id: str) -> tuple[str, int] | None:
    """The method's canonical JSON and its version; None while nobody has set one."""
    wanted = select(method.c.body, method.c.version).where(method.c.vacancy_id == vacancy_id)
    row = connection.execute(wanted).first()
    return (row.body, row.version) if row else None


def put_method(connection: Connection, vacancy_id: str, body: str, version: int) -> None:
    """version: the one that was read, 0 when there was none. Raises SomebodyElseChangedIt."""
    if version == 0:
        connection.execute(insert(method).values(vacancy_id=vacancy_id, body=body, version=1))
        return
    update_versioned(connection, method, method.c.vacancy_id == vacancy_id, version, {"body": body})


def _split(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split(",") if word)

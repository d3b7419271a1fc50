"""The kit of a vacancy: its questions in order, with the texts as they were taken."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from panelguide.store.store import update_versioned
from panelguide.store.tables import kit, kit_question, person, vacancy


@dataclass(frozen=True, slots=True)
class KitRecord:
    """digest: of the frozen texts once locked, empty before. minutes: for the questions."""

    id: str
    number: int
    minutes: int
    seed: int
    locked_at: str
    digest: bytes
    version: int


@dataclass(frozen=True, slots=True)
class KitQuestionRecord:
    """body: canonical JSON of the frozen question. criteria: codes, comma-separated. asker: name, "" if none."""

    id: str
    position: int
    question_id: str
    title: str
    body: str
    minutes: int
    weight: str
    asker_id: str
    asker: str
    criteria: str
    is_exercise: bool


def has_locked_kit(connection: Connection, vacancy_id: str) -> bool:
    wanted = (
        select(func.count()).select_from(kit).where(kit.c.vacancy_id == vacancy_id, kit.c.locked_at != "")
    )
    return bool(connection.execute(wanted).scalar_one())


def get_kit(connection: Connection, vacancy_id: str) -> KitRecord | None:
    """The newest kit of a vacancy."""
    wanted = select(*(kit.c[name] for name in KitRecord.__slots__))
    row = connection.execute(
        wanted.where(kit.c.vacancy_id == vacancy_id).order_by(kit.c.number.desc()).limit(1)
    ).first()
    return KitRecord(*row) if row else None


def list_questions(connection: Connection, kit_id: str) -> tuple[KitQuestionRecord, ...]:
    """In the order they are asked, exercises last."""
    it = kit_question.c
    wanted = (
        select(
            it.id,
            it.position,
            it.question_id,
            it.title,
            it.body,
            it.minutes,
            it.weight,
            it.asker_id,
            func.coalesce(person.c.name, ""),
            it.criteria,
            it.is_exercise,
        )
        .join(person, person.c.id == it.asker_id, isouter=True)
        .where(it.kit_id == kit_id)
        .order_by(it.position)
    )
    return tuple(KitQuestionRecord(*row) for row in connection.execute(wanted))


def put_kit(connection: Connection, vacancy_id: str, it: KitRecord, version: int) -> None:
    """version: the one that was read, 0 for a new kit. Raises SomebodyElseChangedIt."""
    if version == 0:
        values = {name: getattr(it, name) for name in KitRecord.__slots__ if name != "version"}
        connection.execute(insert(kit).values(vacancy_id=vacancy_id, version=1, **values))
        return
    values = {"minutes": it.minutes, "seed": it.seed, "locked_at": it.locked_at, "digest": it.digest}
    update_versioned(connection, kit, kit.c.id == it.id, version, values)


def replace_questions(connection: Connection, kit_id: str, questions: Iterable[KitQuestionRecord]) -> None:
    """The kit's questions anew, in this order."""
    connection.execute(delete(kit_question).where(kit_question.c.kit_id == kit_id))
    for position, it in enumerate(questions, start=1):
        connection.execute(
            insert(kit_question).values(
                id=it.id,
                kit_id=kit_id,
                position=position,
                question_id=it.question_id,
                title=it.title,
                body=it.body,
                minutes=it.minutes,
                weight=it.weight,
                asker_id=it.asker_id,
                criteria=it.criteria,
                is_exercise=it.is_exercise,
            )
        )


def asked_last_time(connection: Connection, vacancy_id: str, title: str) -> frozenset[str]:
    """Ids of the questions of the newest locked kit of another vacancy for the same post (same title)."""
    newest = (
        select(kit.c.id)
        .join(vacancy, vacancy.c.id == kit.c.vacancy_id)
        .where(
            func.lower(vacancy.c.title) == title.lower(),
            kit.c.vacancy_id != vacancy_id,
            kit.c.locked_at != "",
        )
        .order_by(kit.c.locked_at.desc(), vacancy.c.code.desc())
        .limit(1)
        .scalar_subquery()
    )
    wanted = select(kit_question.c.question_id).where(kit_question.c.kit_id == newest)
    return frozenset(connection.execute(wanted).scalars())

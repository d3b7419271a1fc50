"""Vacancies: reading them whole, and changing one field at a time."""

from sqlalchemy import Connection, Row, Select, func, insert, select

from panelguide.domain.bands import Grade, PayScale
from panelguide.domain.questions import StaffGroup
from panelguide.domain.stages import Stage
from panelguide.domain.vacancy import Vacancy, VacancyStatus
from panelguide.store.store import update_versioned
from panelguide.store.tables import person, vacancy


def manager_of(connection: Connection, vacancy_id: str) -> str:
    """The id of the recruiting manager; "" when there is no such vacancy."""
    found = connection.execute(select(vacancy.c.manager_id).where(vacancy.c.id == vacancy_id)).scalar()
    return found or ""


def shortlist_locked_at(connection: Connection, vacancy_id: str) -> str:
    """When the shortlist was locked; "" while it is open."""
    wanted = select(vacancy.c.shortlist_locked_at).where(vacancy.c.id == vacancy_id)
    return connection.execute(wanted).scalar() or ""


def next_code(connection: Connection) -> str:
    """The next vacancy code: V001, V002 and so on. Call it inside the transaction that uses it."""
    count = connection.execute(select(func.count()).select_from(vacancy)).scalar_one()
    return f"V{count + 1:03d}"


def add_vacancy(connection: Connection, it: Vacancy) -> None:
    connection.execute(
        insert(vacancy).values(
            id=it.id,
            code=it.code,
            title=it.title,
            pay_scale=it.grade.scale,
            band=it.grade.band,
            posts=it.posts,
            staff_group=it.staff_group,
            reference=it.reference,
            workplace=it.workplace,
            manager_id=it.manager_id,
            stage=it.stage,
            status=it.status,
            flags=",".join(sorted(it.flags)),
            slot_minutes=it.slot_minutes,
            closing_date=it.closing_date,
            shortlist_date=it.shortlist_date,
            interview_date=it.interview_date,
            letters_due=it.letters_due,
            retention_date=it.retention_date,
            contact=it.contact,
            checklist_digest=it.checklist_digest,
            created_at=it.created_at,
            version=it.version,
        )
    )


def get_vacancy(connection: Connection, code: str) -> Vacancy | None:
    """The vacancy of this code, however it is written in capitals."""
    row = connection.execute(_vacancies().where(func.upper(vacancy.c.code) == code.strip().upper())).first()
    return _vacancy(row) if row else None


def list_vacancies(connection: Connection) -> tuple[Vacancy, ...]:
    """Every vacancy, the newest code first."""
    rows = connection.execute(_vacancies().order_by(vacancy.c.code.desc()))
    return tuple(_vacancy(row) for row in rows)


def change_vacancy(connection: Connection, vacancy_id: str, version: int, **values: object) -> None:
    """Changes columns of one vacancy; raises SomebodyElseChangedIt when it is no longer at this version."""
    update_versioned(connection, vacancy, vacancy.c.id == vacancy_id, version, values)


def _vacancies() -> Select[tuple[object, ...]]:
    return select(vacancy, person.c.name.label("manager_name")).join(
        person, person.c.id == vacancy.c.manager_id
    )


def _vacancy(row: Row[tuple[object, ...]]) -> Vacancy:
    it = row._mapping
    return Vacancy(
        id=it["id"],
        code=it["code"],
        title=it["title"],
        grade=Grade(PayScale(it["pay_scale"]), it["band"]),
        posts=it["posts"],
        staff_group=StaffGroup(it["staff_group"]),
        reference=it["reference"],
        workplace=it["workplace"],
        manager_id=it["manager_id"],
        manager_name=it["manager_name"],
        stage=Stage(it["stage"]),
        status=VacancyStatus(it["status"]),
        flags=frozenset(flag for flag in it["flags"].split(",") if flag),
        slot_minutes=it["slot_minutes"],
        closing_date=it["closing_date"],
        shortlist_date=it["shortlist_date"],
        interview_date=it["interview_date"],
        letters_due=it["letters_due"],
        retention_date=it["retention_date"],
        contact=it["contact"],
        checklist_digest=it["checklist_digest"],
        created_at=it["created_at"],
        version=it["version"],
    )

"""The kit of a vacancy: its questions in order, with the texts as they were taken."""

from sqlalchemy import Connection, func, select

from panelguide.store.tables import kit


def has_locked_kit(connection: Connection, vacancy_id: str) -> bool:
    wanted = (
        select(func.count()).select_from(kit).where(kit.c.vacancy_id == vacancy_id, kit.c.locked_at != "")
    )
    return bool(connection.execute(wanted).scalar_one())

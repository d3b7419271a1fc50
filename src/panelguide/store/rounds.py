"""Rounds and everything sealed in them."""

from sqlalchemy import Connection, func, select

from panelguide.store.tables import round


def has_round(connection: Connection, vacancy_id: str) -> bool:
    wanted = select(func.count()).select_from(round).where(round.c.vacancy_id == vacancy_id)
    return bool(connection.execute(wanted).scalar_one())

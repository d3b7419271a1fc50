"""Column kinds every table uses, and the names constraints get on both databases."""

from typing import Any, cast

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, MetaData, String, Table, Text
from sqlmodel import SQLModel

metadata: MetaData = SQLModel.metadata
metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def key() -> Column[str]:
    """The primary key of a row: 32 hex digits made by the program, so a retried command cannot double."""
    return Column(String(32), primary_key=True)


def refers_to(target: str, *, nullable: bool = False, index: bool = False) -> Column[str]:
    return Column(String(32), ForeignKey(f"{target}.id"), nullable=nullable, index=index)


def words(*, nullable: bool = False) -> Column[str]:
    """Text of any length; "" where nothing was said."""
    return Column(Text, nullable=nullable, server_default=None if nullable else "")


def whole(default: int | None = None) -> Column[int]:
    return Column(Integer, nullable=False, server_default=None if default is None else str(default))


def flag() -> Column[bool]:
    """Yes or no, always said."""
    return Column(Boolean, nullable=False)


def counter() -> Column[int]:
    """Grows by one with each change, so that a stale write is seen and refused."""
    return Column(Integer, nullable=False, server_default="1")


def sealed(*, nullable: bool = False) -> Column[bytes]:
    """Bytes the database cannot read."""
    return Column(LargeBinary, nullable=nullable)


def part_of_key(kind: Any, *foreign: ForeignKey) -> Column[Any]:
    return Column(kind, *foreign, primary_key=True)


def core(row: type[SQLModel]) -> Table:
    """The core table behind a row class: what queries and inserts are written with."""
    return cast(Table, row.__table__)  # type: ignore[attr-defined]

"""The organisation, its people and their keys, and the audit chain."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlmodel import Field, SQLModel

from panelguide.store.tables.base import counter, key, part_of_key, sealed, whole, words


class OrganisationRow(SQLModel, table=True):
    """One row: who this database belongs to. recovery_key is empty where no recovery cards were made."""

    __tablename__ = "organisation"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    database_id: bytes = Field(sa_column=sealed())
    name: str = Field(sa_column=words())
    nation: str = Field(sa_column=words())
    concerns_route: str = Field(sa_column=words())
    letter_contact: str = Field(sa_column=words())
    recovery_key: bytes = Field(sa_column=sealed())
    version: int = Field(sa_column=counter())


class PersonRow(SQLModel, table=True):
    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("email"),)

    id: str = Field(sa_column=key())
    name: str = Field(sa_column=words())
    email: str = Field(sa_column=Column(String(254), nullable=False))
    roles: str = Field(sa_column=words())
    version: int = Field(sa_column=counter())


class PersonKeyRow(SQLModel, table=True):
    """A person's signing keys, the newest with the highest number, each with its wrapped seed."""

    __tablename__ = "person_key"
    __table_args__ = (CheckConstraint("length(public_key) = 32", name="public_key_length"),)

    person_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("person.id")))
    number: int = Field(sa_column=part_of_key(Integer))
    public_key: bytes = Field(sa_column=sealed())
    wrapped: str = Field(sa_column=words())


class EnrolmentCodeRow(SQLModel, table=True):
    """A one-time code by which somebody sets their passphrase; only its hash is kept."""

    __tablename__ = "enrolment_code"

    person_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("person.id")))
    code_hash: bytes = Field(sa_column=sealed())
    expires_at: str = Field(sa_column=words())


class AuditRow(SQLModel, table=True):
    """The chain. vacancy_id repeats what the body says, so that a window can poll its own vacancy."""

    __tablename__ = "audit"
    __table_args__ = (UniqueConstraint("digest"),)

    seq: int = Field(
        sa_column=Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)
    )
    previous: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    at: str = Field(sa_column=words())
    actor: str = Field(sa_column=words())
    action: str = Field(sa_column=words())
    subject: str = Field(sa_column=words())
    body: str = Field(sa_column=words())
    digest: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    signature: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    vacancy_id: str = Field(sa_column=Column(String(32), nullable=False, server_default="", index=True))


class AuditHeadRow(SQLModel, table=True):
    """The one row every write locks first, so that the chain cannot fork on PostgreSQL."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    seq: int = Field(sa_column=whole(0))
    digest: bytes = Field(sa_column=sealed())

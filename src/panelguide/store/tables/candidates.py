"""Candidates: the code the panel works with, and apart from it who they are."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlmodel import Field, SQLModel

from panelguide.store.tables.base import counter, flag, key, part_of_key, refers_to, words


class CandidateRow(SQLModel, table=True):
    """One application. salt: 32 bytes that tie the code to the application reference in a round's manifest.

    criterion_code and reason: what a "not shortlisted" turned on.
    """

    __tablename__ = "candidate"
    __table_args__ = (
        UniqueConstraint("vacancy_id", "code"),
        UniqueConstraint("vacancy_id", "reference"),
        CheckConstraint(
            "state IN ('applied','shortlisted','not_shortlisted','due','attended','did_not_attend',"
            "'withdrew','rescheduled','decided','offered','accepted','declined','appointed')",
            name="state",
        ),
    )

    id: str = Field(sa_column=key())
    vacancy_id: str = Field(sa_column=refers_to("vacancy"))
    code: str = Field(sa_column=Column(String(8), nullable=False))
    reference: str = Field(sa_column=Column(String(200), nullable=False))
    salt: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    state: str = Field(sa_column=words())
    statement: str = Field(sa_column=words())
    employer: str = Field(sa_column=words())
    submitted_at: str = Field(sa_column=words())
    internal: bool = Field(sa_column=flag())
    interview_scheme: bool = Field(sa_column=flag())
    adjustments: str = Field(sa_column=words())
    arrangements: str = Field(sa_column=words())
    criterion_code: str = Field(sa_column=words())
    reason: str = Field(sa_column=words())
    slot: str = Field(sa_column=words())
    version: int = Field(sa_column=counter())


class IdentityRow(SQLModel, table=True):
    """Name and contact of one candidate, in a table of their own so that a blind read cannot touch them."""

    __tablename__ = "identity"

    candidate_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("candidate.id")))
    title: str = Field(sa_column=words())
    first_name: str = Field(sa_column=words())
    last_name: str = Field(sa_column=words())
    full_name: str = Field(sa_column=words())
    preferred_name: str = Field(sa_column=words())
    email: str = Field(sa_column=words())
    telephone: str = Field(sa_column=words())


class ImportSourceRow(SQLModel, table=True):
    """How the columns of one kind of export were mapped, so that the next file asks nothing."""

    __tablename__ = "import_source"

    fingerprint: str = Field(sa_column=part_of_key(String(64)))
    mapping: str = Field(sa_column=words())
    version: int = Field(sa_column=counter())

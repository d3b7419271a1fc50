"""A vacancy and what is settled about it before anybody is interviewed."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from panelguide.store.tables.base import counter, flag, key, part_of_key, refers_to, whole, words


class VacancyRow(SQLModel, table=True):
    __tablename__ = "vacancy"
    __table_args__ = (
        UniqueConstraint("code"),
        CheckConstraint("posts >= 1", name="posts"),
        CheckConstraint("slot_minutes BETWEEN 15 AND 240", name="slot_minutes"),
        CheckConstraint(
            "stage IN ('prepare','advertise','shortlist','interview','outcome','after')", name="stage"
        ),
        CheckConstraint("status IN ('open','cancelled','closed')", name="status"),
    )

    id: str = Field(sa_column=key())
    code: str = Field(sa_column=Column(String(8), nullable=False))
    title: str = Field(sa_column=words())
    pay_scale: str = Field(sa_column=words())
    band: str = Field(sa_column=words())
    posts: int = Field(sa_column=whole(1))
    staff_group: str = Field(sa_column=words())
    reference: str = Field(sa_column=words())
    workplace: str = Field(sa_column=words())
    manager_id: str = Field(sa_column=refers_to("person", index=True))
    stage: str = Field(sa_column=words())
    status: str = Field(sa_column=words())
    flags: str = Field(sa_column=words())
    slot_minutes: int = Field(sa_column=whole(45))
    closing_date: str = Field(sa_column=words())
    shortlist_date: str = Field(sa_column=words())
    interview_date: str = Field(sa_column=words())
    letters_due: str = Field(sa_column=words())
    retention_date: str = Field(sa_column=words())
    contact: str = Field(sa_column=words())
    checklist_digest: str = Field(sa_column=words())
    ended_because: str = Field(sa_column=words())
    shortlist_locked_at: str = Field(sa_column=words())
    created_at: str = Field(sa_column=words())
    version: int = Field(sa_column=counter())


class CriterionRow(SQLModel, table=True):
    """A person specification line. tested_at, vals and competencies are comma-separated ids."""

    __tablename__ = "criterion"
    __table_args__ = (
        UniqueConstraint("vacancy_id", "code"),
        CheckConstraint("kind IN ('essential','desirable')", name="kind"),
    )

    id: str = Field(sa_column=key())
    vacancy_id: str = Field(sa_column=refers_to("vacancy"))
    position: int = Field(sa_column=whole(0))
    code: str = Field(sa_column=Column(String(12), nullable=False))
    kind: str = Field(sa_column=words())
    text: str = Field(sa_column=words())
    tested_at: str = Field(sa_column=words())
    weight: str = Field(sa_column=words())
    vals: str = Field(sa_column=words())
    competencies: str = Field(sa_column=words())
    confirmed: bool = Field(sa_column=flag())
    version: int = Field(sa_column=counter())


class MethodRow(SQLModel, table=True):
    """How figures will be made and read, fixed in Prepare. body: canonical JSON of the domain's method."""

    __tablename__ = "method"

    vacancy_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("vacancy.id")))
    body: str = Field(sa_column=words())
    version: int = Field(sa_column=counter())


class PanelSeatRow(SQLModel, table=True):
    __tablename__ = "panel_seat"
    __table_args__ = (
        Index("ix_panel_seat_vacancy_person", "vacancy_id", "person_id"),
        UniqueConstraint("vacancy_id", "person_id", "seat"),
    )

    id: str = Field(sa_column=key())
    vacancy_id: str = Field(sa_column=refers_to("vacancy"))
    person_id: str = Field(sa_column=refers_to("person", index=True))
    seat: str = Field(sa_column=Column(String(24), nullable=False))
    scores: bool = Field(sa_column=flag())
    trained_on: str = Field(sa_column=words())
    declaration: str = Field(sa_column=words())
    has_left: bool = Field(sa_column=flag())
    left_because: str = Field(sa_column=words())
    version: int = Field(sa_column=counter())


class ChecklistStateRow(SQLModel, table=True):
    """What was said of one checklist item by hand. No row: open, or answered by its rule."""

    __tablename__ = "checklist_state"
    __table_args__ = (CheckConstraint("state IN ('done','explained','not_needed','open')", name="state"),)

    vacancy_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("vacancy.id")))
    item_id: str = Field(sa_column=part_of_key(String(40)))
    state: str = Field(sa_column=words())
    person_id: str = Field(sa_column=refers_to("person"))
    at: str = Field(sa_column=words())
    note: str = Field(sa_column=words())
    why_not: str = Field(sa_column=words())
    what_instead: str = Field(sa_column=words())
    agreed_by: str = Field(sa_column=words())
    agreed_on: str = Field(sa_column=words())
    version: int = Field(sa_column=counter())


class AdvertRow(SQLModel, table=True):
    __tablename__ = "advert"

    vacancy_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("vacancy.id")))
    text: str = Field(sa_column=words())
    version: int = Field(sa_column=counter())


class KeptWordRow(SQLModel, table=True):
    """A finding of the advert check that somebody chose to keep, and why."""

    __tablename__ = "kept_word"

    vacancy_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("vacancy.id")))
    finding: str = Field(sa_column=part_of_key(String(200)))
    why: str = Field(sa_column=words())
    person_id: str = Field(sa_column=refers_to("person"))
    at: str = Field(sa_column=words())

"""Kits, rounds and everything sealed in them, and after the reveal the plain scores."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlmodel import Field, SQLModel

from panelguide.store.tables.base import counter, flag, key, part_of_key, refers_to, sealed, whole, words


class KitRow(SQLModel, table=True):
    """The ordered questions of a vacancy. digest: of the frozen texts once locked, else empty."""

    __tablename__ = "kit"
    __table_args__ = (UniqueConstraint("vacancy_id", "number"),)

    id: str = Field(sa_column=key())
    vacancy_id: str = Field(sa_column=refers_to("vacancy"))
    number: int = Field(sa_column=whole(1))
    minutes: int = Field(sa_column=whole())
    seed: int = Field(sa_column=whole())
    locked_at: str = Field(sa_column=words())
    digest: bytes = Field(sa_column=sealed())
    version: int = Field(sa_column=counter())


class KitQuestionRow(SQLModel, table=True):
    """One question in a kit with its text as it was taken. body: canonical JSON of the frozen question."""

    __tablename__ = "kit_question"
    __table_args__ = (UniqueConstraint("kit_id", "position"), UniqueConstraint("kit_id", "question_id"))

    id: str = Field(sa_column=key())
    kit_id: str = Field(sa_column=refers_to("kit"))
    position: int = Field(sa_column=whole())
    question_id: str = Field(sa_column=Column(String(40), nullable=False))
    title: str = Field(sa_column=words())
    body: str = Field(sa_column=words())
    minutes: int = Field(sa_column=whole())
    weight: str = Field(sa_column=words())
    asker_id: str = Field(sa_column=words())
    criteria: str = Field(sa_column=words())
    is_exercise: bool = Field(sa_column=flag())


class RoundRow(SQLModel, table=True):
    """The sheets that open together. state only ever moves forward; nothing trusts it without the sheets."""

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("vacancy_id", "number"),
        CheckConstraint("kind IN ('shortlist','interview')", name="kind"),
        CheckConstraint("state IN ('proposed','open','released','revealed')", name="state"),
    )

    id: str = Field(sa_column=key())
    vacancy_id: str = Field(sa_column=refers_to("vacancy"))
    kit_id: str = Field(sa_column=refers_to("kit"))
    number: int = Field(sa_column=whole(1))
    kind: str = Field(sa_column=words())
    state: str = Field(sa_column=words())
    shuffle_seed: int = Field(sa_column=whole(0))
    discussion_closed_at: str = Field(sa_column=words())
    discussion_closed_by: str = Field(sa_column=words())
    version: int = Field(sa_column=counter())


class ManifestRow(SQLModel, table=True):
    """One version of a round's manifest: canonical body and the signatures on it (canonical JSON)."""

    __tablename__ = "manifest"

    round_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("round.id")))
    number: int = Field(sa_column=part_of_key(Integer))
    body: str = Field(sa_column=words())
    signatures: str = Field(sa_column=words())
    reason: str = Field(sa_column=words())
    in_force: bool = Field(sa_column=flag())


class DraftRow(SQLModel, table=True):
    """A sheet being written, sealed under its author's draft key and replaced on each save: no time, no count."""

    __tablename__ = "draft"

    round_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("round.id")))
    member_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("person.id")))
    candidate_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("candidate.id")))
    box: bytes = Field(sa_column=sealed())


class SheetRow(SQLModel, table=True):
    """A sealed sheet: the self-contained file in one column of bytes, and its digest."""

    __tablename__ = "sheet"
    __table_args__ = (UniqueConstraint("digest"), CheckConstraint("attempt >= 1", name="attempt"))

    round_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("round.id")))
    member_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("person.id")))
    candidate_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("candidate.id")))
    attempt: int = Field(sa_column=part_of_key(Integer))
    file: bytes = Field(sa_column=sealed())
    digest: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class ReleaseRow(SQLModel, table=True):
    """One member's release of their own keys, over the list the chair's release defined."""

    __tablename__ = "release"

    round_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("round.id")))
    person_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("person.id")))
    body: str = Field(sa_column=words())
    signatures: str = Field(sa_column=words())


class RevealRow(SQLModel, table=True):
    __tablename__ = "reveal"

    round_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("round.id")))
    body: str = Field(sa_column=words())
    digest: bytes = Field(sa_column=sealed())
    signatures: str = Field(sa_column=words())


class ScoreRow(SQLModel, table=True):
    """A mark as it was opened: rebuilt from the sheets and compared before anything is built on it.

    mark is null exactly when state is "not asked" or "not heard".
    """

    __tablename__ = "score"
    __table_args__ = (
        CheckConstraint("mark IS NULL OR mark BETWEEN 0 AND 5", name="mark"),
        CheckConstraint("(mark IS NULL) = (state <> 'scored')", name="state"),
        CheckConstraint("state IN ('scored','not asked','not heard')", name="states"),
        Index("ix_score_matrix", "round_id", "candidate_id", "member_id", "question_id", "mark", "state"),
    )

    round_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("round.id")))
    member_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("person.id")))
    candidate_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("candidate.id")))
    question_id: str = Field(sa_column=part_of_key(String(40)))
    mark: int | None = Field(sa_column=Column(Integer, nullable=True))
    state: str = Field(sa_column=Column(String(10), nullable=False))
    note: str = Field(sa_column=words())


class NotAskedRow(SQLModel, table=True):
    """The chair's fact that a question was not asked of one candidate, and why."""

    __tablename__ = "not_asked"

    round_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("round.id")))
    candidate_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("candidate.id")))
    question_id: str = Field(sa_column=part_of_key(String(40)))
    reason: str = Field(sa_column=words())
    person_id: str = Field(sa_column=refers_to("person"))


class FinalScoreRow(SQLModel, table=True):
    """A member's own score after the discussion, signed by them, beside the sealed one. number counts changes."""

    __tablename__ = "final_score"
    __table_args__ = (CheckConstraint("mark IS NULL OR mark BETWEEN 0 AND 5", name="mark"),)

    round_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("round.id")))
    member_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("person.id")))
    candidate_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("candidate.id")))
    question_id: str = Field(sa_column=part_of_key(String(40)))
    number: int = Field(sa_column=part_of_key(Integer))
    mark: int | None = Field(sa_column=Column(Integer, nullable=True))
    state: str = Field(sa_column=Column(String(10), nullable=False))
    reason: str = Field(sa_column=words())
    body: str = Field(sa_column=words())
    signature: bytes = Field(sa_column=sealed())

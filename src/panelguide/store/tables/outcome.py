"""The decision, the feedback and the letters."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from panelguide.store.tables.base import counter, flag, key, part_of_key, refers_to, whole, words


class DecisionRow(SQLModel, table=True):
    """A decision. The draft is number 0; each confirmed one keeps its number, and a later one supersedes it.

    body: canonical JSON that the signatures cover, empty in the draft. signatures: the reveal's digest ->
    the chair's signature over it, canonical JSON. explanation: why an order other than the method's was
    chosen. tie_words: the panel's own words for treating people differently who tie.
    """

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("vacancy_id", "number"), CheckConstraint("number >= 0", name="number"))

    id: str = Field(sa_column=key())
    vacancy_id: str = Field(sa_column=refers_to("vacancy"))
    number: int = Field(sa_column=whole(0))
    explanation: str = Field(sa_column=words())
    tie_words: str = Field(sa_column=words())
    body: str = Field(sa_column=words())
    signatures: str = Field(sa_column=words())
    reveals: str = Field(sa_column=words())
    confirmed_at: str = Field(sa_column=words())
    version: int = Field(sa_column=counter())


class DecisionLineRow(SQLModel, table=True):
    """comparison: why a flagged figure can be compared with the others."""

    __tablename__ = "decision_line"
    __table_args__ = (CheckConstraint("outcome IN ('offer','reserve','not_this_time','')", name="outcome"),)

    decision_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("decision.id")))
    candidate_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("candidate.id")))
    outcome: str = Field(sa_column=words())
    reserve_place: int = Field(sa_column=whole(0))
    reason: str = Field(sa_column=words())
    comparison: str = Field(sa_column=words())
    version: int = Field(sa_column=counter())


class FeedbackPointRow(SQLModel, table=True):
    """One thing a candidate's letter will say.

    indicator: the question's positive indicator it speaks of, from 1; 0 for the panel's own words. evidence:
    canonical JSON of the panel's own notes it rests on. quotes: whether the letter quotes them. cautions:
    comma-separated names. written_by: who last wrote its words, empty while they are the bank's.
    """

    __tablename__ = "feedback_point"
    __table_args__ = (
        CheckConstraint("kind IN ('strength','develop')", name="kind"),
        CheckConstraint("indicator >= 0", name="indicator"),
    )

    id: str = Field(sa_column=key())
    vacancy_id: str = Field(sa_column=refers_to("vacancy", index=True))
    candidate_id: str = Field(sa_column=refers_to("candidate", index=True))
    position: int = Field(sa_column=whole(0))
    kind: str = Field(sa_column=words())
    question_id: str = Field(sa_column=words())
    indicator: int = Field(sa_column=whole(0))
    text: str = Field(sa_column=words())
    evidence: str = Field(sa_column=words())
    quotes: bool = Field(sa_column=flag())
    cautions: str = Field(sa_column=words())
    written_by: str = Field(sa_column=words())
    agreed_by: str = Field(sa_column=words())
    approved_by: str = Field(sa_column=words())
    version: int = Field(sa_column=counter())


class LetterRow(SQLModel, table=True):
    """A letter that was made. sha256: of the file as written, so that an edited one is recognised."""

    __tablename__ = "letter"
    __table_args__ = (UniqueConstraint("vacancy_id", "candidate_id", "kind", "number"),)

    id: str = Field(sa_column=key())
    vacancy_id: str = Field(sa_column=refers_to("vacancy", index=True))
    candidate_id: str = Field(sa_column=refers_to("candidate"))
    kind: str = Field(sa_column=Column(String(20), nullable=False))
    number: int = Field(sa_column=whole(1))
    file_name: str = Field(sa_column=words())
    folder: str = Field(sa_column=words())
    sha256: str = Field(sa_column=words())
    made_at: str = Field(sa_column=words())
    made_by: str = Field(sa_column=refers_to("person"))


class OfferRow(SQLModel, table=True):
    """What an offer letter says. salary: "" for the range of the band. salary_point: "" for "to be confirmed"."""

    __tablename__ = "offer"

    candidate_id: str = Field(sa_column=part_of_key(String(32), ForeignKey("candidate.id")))
    vacancy_id: str = Field(sa_column=refers_to("vacancy", index=True))
    salary: str = Field(sa_column=words())
    salary_point: str = Field(sa_column=words())
    workplace: str = Field(sa_column=words())
    hours: str = Field(sa_column=words())
    start_date: str = Field(sa_column=words())
    reply_by: str = Field(sa_column=words())
    version: int = Field(sa_column=counter())

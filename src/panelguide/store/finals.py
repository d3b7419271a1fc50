"""Each member's own scores after the discussion, signed by them, beside what they sealed."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from panelguide.store.tables import final_score


@dataclass(frozen=True, slots=True)
class FinalRecord:
    """number: from 1, one more with each change. mark: None exactly when state is not "scored".

    body: the canonical bytes the signature covers, as text.
    """

    member_id: str
    candidate_id: str
    question_id: str
    number: int
    mark: int | None
    state: str
    reason: str
    body: str
    signature: bytes


def add_final(connection: Connection, round_id: str, it: FinalRecord) -> None:
    values = {name: getattr(it, name) for name in FinalRecord.__slots__}
    connection.execute(insert(final_score).values(round_id=round_id, **values))


def list_finals(connection: Connection, round_id: str) -> tuple[FinalRecord, ...]:
    """Every final score of a round, earlier ones before later ones."""
    wanted = (
        select(*(final_score.c[name] for name in FinalRecord.__slots__))
        .where(final_score.c.round_id == round_id)
        .order_by(
            final_score.c.candidate_id,
            final_score.c.member_id,
            final_score.c.question_id,
            final_score.c.number,
        )
    )
    return tuple(FinalRecord(*row) for row in connection.execute(wanted))

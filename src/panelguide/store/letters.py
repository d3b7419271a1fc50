"""What a letter is written from beside the record of the interviews, and the letters that were made."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from panelguide.store.store import update_versioned
from panelguide.store.tables import candidate, letter, offer, round, score, vacancy


@dataclass(frozen=True, slots=True)
class LetterRecord:
    """A letter that was made. number: from 1 for one candidate and kind. sha256: of the file, in hex.

    folder: where it was put. made_at: UTC. made_by: person id.
    """

    id: str
    vacancy_id: str
    candidate_id: str
    kind: str
    number: int
    file_name: str
    folder: str
    sha256: str
    made_at: str
    made_by: str


@dataclass(frozen=True, slots=True)
class OfferRecord:
    """The terms of one offer. salary: "" for the range of the band. salary_point: "" for to be confirmed.

    start_date and reply_by: ISO dates, start_date "" while not agreed. version: 0 before it is stored.
    """

    candidate_id: str
    vacancy_id: str
    salary: str
    salary_point: str
    workplace: str
    hours: str
    start_date: str
    reply_by: str
    version: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How the rows stand that one letter is written from. offer_version: 0 without terms of an offer."""

    vacancy_status: str
    vacancy_version: int
    shortlist_locked_at: str
    candidate_state: str
    candidate_version: int
    offer_version: int


def standing(connection: Connection, candidate_id: str) -> Standing:
    """How they stand now. Call it inside the transaction that records the letter."""
    wanted = (
        select(
            vacancy.c.status,
            vacancy.c.version,
            vacancy.c.shortlist_locked_at,
            candidate.c.state,
            candidate.c.version,
            func.coalesce(offer.c.version, 0),
        )
        .join(vacancy, vacancy.c.id == candidate.c.vacancy_id)
        .outerjoin(offer, offer.c.candidate_id == candidate.c.id)
        .where(candidate.c.id == candidate_id)
    )
    return Standing(*connection.execute(wanted).one())


def list_letters(connection: Connection, vacancy_id: str) -> tuple[LetterRecord, ...]:
    """Every letter ever made for a vacancy, each candidate's and kind's oldest first."""
    columns = [letter.c[name] for name in LetterRecord.__slots__]
    wanted = select(*columns).where(letter.c.vacancy_id == vacancy_id)
    rows = connection.execute(wanted.order_by(letter.c.candidate_id, letter.c.kind, letter.c.number))
    return tuple(LetterRecord(*row) for row in rows)


def add_letter(connection: Connection, it: LetterRecord) -> None:
    connection.execute(insert(letter).values({name: getattr(it, name) for name in LetterRecord.__slots__}))


def next_number(connection: Connection, candidate_id: str, kind: str) -> int:
    """The number of a candidate's next letter of this kind. Call it inside the transaction that uses it."""
    wanted = select(func.coalesce(func.max(letter.c.number), 0))
    rows = (letter.c.candidate_id == candidate_id) & (letter.c.kind == kind)
    return int(connection.execute(wanted.where(rows)).scalar_one()) + 1


def list_offers(connection: Connection, vacancy_id: str) -> dict[str, OfferRecord]:
    """The terms of each offer, by candidate id."""
    columns = [offer.c[name] for name in OfferRecord.__slots__]
    rows = connection.execute(select(*columns).where(offer.c.vacancy_id == vacancy_id))
    return {row[0]: OfferRecord(*row) for row in rows}


def put_offer(connection: Connection, it: OfferRecord) -> None:
    """Stores terms as they were read and changed. Raises SomebodyElseChangedIt when they are no longer so."""
    values = {name: getattr(it, name) for name in OfferRecord.__slots__ if name != "version"}
    if it.version == 0:
        connection.execute(insert(offer).values(**values, version=1))
        return
    update_versioned(connection, offer, offer.c.candidate_id == it.candidate_id, it.version, values)


def count_raters(connection: Connection, vacancy_id: str) -> dict[str, int]:
    """How many members scored each candidate, by candidate id, in the revealed interview rounds."""
    wanted = (
        select(score.c.candidate_id, func.count(score.c.member_id.distinct()))
        .join(round, round.c.id == score.c.round_id)
        .where(round.c.vacancy_id == vacancy_id, round.c.kind == "interview", score.c.mark.is_not(None))
        .group_by(score.c.candidate_id)
    )
    return {row[0]: row[1] for row in connection.execute(wanted)}

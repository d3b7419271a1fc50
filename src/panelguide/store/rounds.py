"""Rounds: their manifests, releases and reveal as they were signed, and the candidates they score."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import starmap

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from panelguide.store.store import update_versioned
from panelguide.store.tables import candidate, manifest, not_asked, release, reveal, round, score

AWAITING_INTERVIEW = ("shortlisted", "due", "rescheduled")
NOT_HERE = ("withdrew", "did_not_attend")


@dataclass(frozen=True, slots=True)
class RoundRecord:
    """state: for queries only; what may happen next is judged from the signed objects."""

    id: str
    vacancy_id: str
    kit_id: str
    number: int
    kind: str
    state: str
    shuffle_seed: int
    discussion_closed_at: str
    discussion_closed_by: str
    version: int


@dataclass(frozen=True, slots=True)
class ManifestRecord:
    """One version of a manifest: canonical body and signatures. in_force: said when all had signed."""

    number: int
    body: str
    signatures: str
    reason: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class ReleaseRecord:
    person_id: str
    body: str
    signatures: str


@dataclass(frozen=True, slots=True)
class RevealRecord:
    body: str
    digest: bytes
    signatures: str


@dataclass(frozen=True, slots=True)
class RoundCandidate:
    """What a round needs to know of a candidate, without who they are. salt: 32 bytes."""

    id: str
    code: str
    reference: str
    salt: bytes
    state: str
    slot: str


@dataclass(frozen=True, slots=True)
class NotAskedRecord:
    """The chair's fact that a question was not asked of a candidate. person_id: who said so."""

    candidate_id: str
    question_id: str
    reason: str
    person_id: str


@dataclass(frozen=True, slots=True)
class ScoreRecord:
    """A plain mark after the reveal. mark: None exactly when state is "not asked" or "not heard"."""

    member_id: str
    candidate_id: str
    question_id: str
    mark: int | None
    state: str
    note: str


_SCORES = (
    select(*(score.c[name] for name in ScoreRecord.__slots__))
    .where(score.c.round_id == bindparam("round_id"))
    .order_by(score.c.candidate_id, score.c.member_id, score.c.question_id)
)


def has_round(connection: Connection, vacancy_id: str) -> bool:
    wanted = select(func.count()).select_from(round).where(round.c.vacancy_id == vacancy_id)
    return bool(connection.execute(wanted).scalar_one())


def list_rounds(connection: Connection, vacancy_id: str) -> tuple[RoundRecord, ...]:
    """The interview rounds of a vacancy, oldest first."""
    wanted = (
        select(*(round.c[name] for name in RoundRecord.__slots__))
        .where(round.c.vacancy_id == vacancy_id, round.c.kind == "interview")
        .order_by(round.c.number)
    )
    return tuple(RoundRecord(*row) for row in connection.execute(wanted))


def list_every_round(connection: Connection) -> tuple[RoundRecord, ...]:
    """Every round of every vacancy, for checking them all."""
    wanted = select(*(round.c[name] for name in RoundRecord.__slots__)).order_by(
        round.c.vacancy_id, round.c.number
    )
    return tuple(RoundRecord(*row) for row in connection.execute(wanted))


def add_round(connection: Connection, it: RoundRecord) -> None:
    connection.execute(insert(round).values({name: getattr(it, name) for name in RoundRecord.__slots__}))


def change_round(connection: Connection, it: RoundRecord, **values: object) -> None:
    """Changes a round as it was read; raises SomebodyElseChangedIt when it is no longer at that version."""
    update_versioned(connection, round, round.c.id == it.id, it.version, values)


def list_manifests(connection: Connection, round_id: str) -> tuple[ManifestRecord, ...]:
    """Every version, the one still waiting for a signature included, oldest first."""
    wanted = (
        select(*(manifest.c[name] for name in ManifestRecord.__slots__))
        .where(manifest.c.round_id == round_id)
        .order_by(manifest.c.number)
    )
    return tuple(ManifestRecord(*row) for row in connection.execute(wanted))


def put_manifest(connection: Connection, round_id: str, it: ManifestRecord) -> None:
    """This version in place of what stands under its number: a proposal, or the same with more signatures."""
    connection.execute(
        delete(manifest).where(manifest.c.round_id == round_id, manifest.c.number == it.number)
    )
    values = {name: getattr(it, name) for name in ManifestRecord.__slots__}
    connection.execute(insert(manifest).values(round_id=round_id, **values))


def list_releases(connection: Connection, round_id: str) -> tuple[ReleaseRecord, ...]:
    wanted = (
        select(release.c.person_id, release.c.body, release.c.signatures)
        .where(release.c.round_id == round_id)
        .order_by(release.c.person_id)
    )
    return tuple(ReleaseRecord(*row) for row in connection.execute(wanted))


def add_release(connection: Connection, round_id: str, it: ReleaseRecord) -> None:
    connection.execute(
        insert(release).values(
            round_id=round_id, person_id=it.person_id, body=it.body, signatures=it.signatures
        )
    )


def get_reveal(connection: Connection, round_id: str) -> RevealRecord | None:
    wanted = select(reveal.c.body, reveal.c.digest, reveal.c.signatures).where(reveal.c.round_id == round_id)
    row = connection.execute(wanted).first()
    return RevealRecord(*row) if row else None


def add_reveal(connection: Connection, round_id: str, it: RevealRecord) -> None:
    connection.execute(
        insert(reveal).values(round_id=round_id, body=it.body, digest=it.digest, signatures=it.signatures)
    )


def list_round_candidates(connection: Connection, vacancy_id: str) -> tuple[RoundCandidate, ...]:
    """Every candidate of a vacancy by code, without name or contact."""
    wanted = (
        select(*(candidate.c[name] for name in RoundCandidate.__slots__))
        .where(candidate.c.vacancy_id == vacancy_id)
        .order_by(candidate.c.code)
    )
    return tuple(RoundCandidate(*row) for row in connection.execute(wanted))


def set_attended(connection: Connection, candidate_ids: Collection[str]) -> None:
    """The first sealed sheet says that a candidate came; whoever is further along stays as they are."""
    rows = candidate.c.id.in_(candidate_ids) & candidate.c.state.in_(AWAITING_INTERVIEW)
    connection.execute(
        update(candidate).where(rows).values(state="attended", version=candidate.c.version + 1)
    )


def set_outcome_state(connection: Connection, candidate_id: str, state: str) -> None:
    """offered or decided after the interview; what the candidate answered since stays as it is."""
    row = (candidate.c.id == candidate_id) & candidate.c.state.in_(("attended", "decided", "offered"))
    connection.execute(update(candidate).where(row).values(state=state, version=candidate.c.version + 1))


def list_not_asked(connection: Connection, round_id: str) -> tuple[NotAskedRecord, ...]:
    wanted = (
        select(*(not_asked.c[name] for name in NotAskedRecord.__slots__))
        .where(not_asked.c.round_id == round_id)
        .order_by(not_asked.c.candidate_id, not_asked.c.question_id)
    )
    return tuple(NotAskedRecord(*row) for row in connection.execute(wanted))


def add_not_asked(connection: Connection, round_id: str, it: NotAskedRecord) -> None:
    values = {name: getattr(it, name) for name in NotAskedRecord.__slots__}
    connection.execute(insert(not_asked).values(round_id=round_id, **values))


def add_scores(connection: Connection, round_id: str, scores: Iterable[ScoreRecord]) -> None:
    rows: list[Mapping[str, object]] = [
        {"round_id": round_id, **{name: getattr(it, name) for name in ScoreRecord.__slots__}} for it in scores
    ]
    if rows:
        connection.execute(insert(score), rows)


def list_scores(connection: Connection, round_id: str) -> tuple[ScoreRecord, ...]:
    """The plain marks of a revealed round; nothing before the reveal."""
    return tuple(starmap(ScoreRecord, connection.execute(_SCORES, {"round_id": round_id}).all()))

"""The decision in force: what the chair signed over the reveals, checked against what the rows say."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from panelguide.domain.decision import Choice, Decision, Outcome, decision_body
from panelguide.domain.figures import flag_sentence
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import Tampered
from panelguide.seal.canonical import Json, decode, encode, encode_text, read_bytes_map, write_bytes_map
from panelguide.seal.digest import DIGEST_SIZE
from panelguide.seal.final import check_decision, sign_decision
from panelguide.seal.keys import SIGNATURE_SIZE
from panelguide.services.context import Context, Recorder
from panelguide.services.figures import Ranked
from panelguide.services.round_files import holder_of
from panelguide.services.round_marks import load_revealed
from panelguide.services.session import SignedIn
from panelguide.store import decisions as store
from panelguide.store import rounds as round_store
from panelguide.store.decisions import DecisionRecord, LineRecord
from panelguide.store.store import Connection


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The decision in force, with its signatures checked. reasons, outcomes, reserve: by candidate code."""

    number: int
    outcomes: Mapping[str, Outcome]
    reserve_places: Mapping[str, int]
    reasons: Mapping[str, str]
    explanation: str
    tie_words: str
    confirmed_at: str


def in_force(context: Context, vacancy: Vacancy) -> Confirmed | None:
    """The confirmed decision letters and offers rest on, checked; None before the first.

    Raises Tampered when a signature or a row does not hold.
    """
    with context.store.read() as connection:
        record = store.get_confirmed(connection, vacancy.id)
        return None if record is None else checked(connection, vacancy, record)


def checked(connection: Connection, vacancy: Vacancy, record: DecisionRecord) -> Confirmed:
    """A confirmed decision whose signatures stand over the reveals here and whose rows say what was signed."""
    rounds = {it.reveal_digest: it for it in load_revealed(connection, vacancy)}
    signatures = signatures_of(record)
    if not signatures or not set(signatures) <= set(rounds):
        raise _tampered("is not signed over the reveals of this vacancy")
    said: dict[str, Json] = {}
    for reveal, signature in signatures.items():
        said = check_decision(rounds[reveal].manifest, reveal, record.body.encode(), signature)
    lines = store.list_lines(connection, record.id)
    if said.get("decision") != _plain(decision_body(as_decision(_posts_of(said), lines, record))):
        raise _tampered("does not say what was signed")
    if said.get("number") != record.number or said.get("vacancy") != vacancy.id:
        raise _tampered("is another's, or stands under another number")
    return Confirmed(
        number=record.number,
        outcomes={it.candidate: Outcome(it.outcome) for it in lines},
        reserve_places={it.candidate: it.reserve_place for it in lines if it.reserve_place},
        reasons={it.candidate: it.reason for it in lines},
        explanation=record.explanation,
        tie_words=record.tie_words,
        confirmed_at=record.confirmed_at,
    )


def signatures_of(record: DecisionRecord) -> dict[bytes, bytes]:
    """The digest of each reveal the decision stands over, and the chair's signature."""
    return decode(
        record.signatures.encode(),
        lambda value: read_bytes_map(value, "The signatures", key=DIGEST_SIZE, item=SIGNATURE_SIZE),
        what="The signatures",
    )


def as_decision(posts: int, lines: tuple[LineRecord, ...], record: DecisionRecord | None) -> Decision:
    return Decision(
        posts=posts,
        choices=tuple(
            Choice(it.candidate, Outcome(it.outcome) if it.outcome else None, it.reason, it.reserve_place)
            for it in lines
        ),
        explanation=record.explanation if record else "",
        tie_words=record.tie_words if record else "",
        comparisons={it.candidate: it.comparison for it in lines if it.comparison},
    )


def digest_to_sign(
    vacancy: Vacancy, ranked: Ranked, decision: Decision, before: DecisionRecord | None
) -> str:
    """The SHA-256, in hex, of everything a signature would rest on: the decision, the figures, the reveals.

    before: the decision in force, whose place it would take. Equal for equal content, whoever reads it.
    """
    ranking = ranked.ranking
    figures: list[Json] = []
    for it in (*ranking.appointable, *ranking.below_line):
        place = ranking.place_of(it.candidate)
        figures.append(
            {
                "candidate": it.candidate,
                "place": place.number if place else 0,
                "final": str(it.final),
                "counted": it.counted_text,
                "flags": [flag_sentence(it, flag) for flag in it.flags],
            }
        )
    content = _content(vacancy, ranked, decision, before.number if before else 0, "")
    read: Json = {**content, "figures": figures, "unranked": [*ranking.unranked]}
    return hashlib.sha256(encode(read)).hexdigest()


def add_confirmed(
    change: Recorder,
    context: Context,
    actor: SignedIn,
    vacancy: Vacancy,
    ranked: Ranked,
    lines: tuple[LineRecord, ...],
    draft: DecisionRecord | None,
    because: str,
) -> None:
    """Signs the decision over every reveal it rests on and writes it down under the next number."""
    number = store.highest_number(change.connection, vacancy.id) + 1
    decision = as_decision(vacancy.posts, lines, draft)
    content = _content(vacancy, ranked, decision, number, because)
    body = ""
    signatures: dict[bytes, bytes] = {}
    for held in ranked.rounds:
        canonical, signature = sign_decision(holder_of(actor), held.manifest, held.reveal_digest, content)
        body, signatures[held.reveal_digest] = canonical.decode(), signature
    record = DecisionRecord(
        id=context.new_id(),
        vacancy_id=vacancy.id,
        number=number,
        explanation=draft.explanation if draft else "",
        tie_words=draft.tie_words if draft else "",
        body=body,
        signatures=encode_text(write_bytes_map(signatures)),
        reveals=",".join(held.reveal_digest.hex() for held in ranked.rounds),
        confirmed_at=context.now(),
        version=1,
    )
    store.add_decision(change.connection, record)
    store.add_lines(change.connection, record.id, lines)
    for it in lines:
        state = "offered" if it.outcome == Outcome.OFFER else "decided"
        round_store.set_outcome_state(change.connection, it.candidate_id, state)
    change.record("decision.confirmed", record.id, vacancy=vacancy.id, number=number)


def _content(
    vacancy: Vacancy, ranked: Ranked, decision: Decision, number: int, because: str
) -> dict[str, Json]:
    """What the chair signs: the decision, which one it is, and the reveals and method it rests on."""
    return {
        "vacancy": vacancy.id,
        "number": number,
        "because": because,
        "reveals": [held.reveal_digest.hex() for held in ranked.rounds],
        "method": ranked.terms.method_digest.hex(),
        "decision": _plain(decision_body(decision)),
    }


def _posts_of(said: Mapping[str, Json]) -> int:
    """How many posts there were when the decision was signed."""
    body = said.get("decision")
    posts = body.get("posts") if isinstance(body, dict) else None
    return int(posts) if isinstance(posts, str) and posts.isdecimal() else 0


def _plain(value: object) -> Json:
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return str(value)


def _tampered(what: str) -> Tampered:
    return Tampered(
        f"The confirmed decision {what}.",
        safe="Nothing was done.",
        do="Run panelguide audit verify, and put the database back from a backup.",
    )

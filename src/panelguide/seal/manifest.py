"""The manifest of a round: who scores whom on which questions, with whose keys. One version of it.

Source: byte definition 5. What one version may be by itself stands here; who signs it and what a later
version may change stands in `versions`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from panelguide.errors import Tampered
from panelguide.seal.canonical import (
    Json,
    decode,
    encode,
    read_bytes,
    read_bytes_map,
    read_int,
    read_list,
    read_map,
    read_object,
    read_text,
    write_bytes_map,
)
from panelguide.seal.digest import DIGEST_SIZE, tagged_hash
from panelguide.seal.ids import ID_SIZE, Id
from panelguide.seal.keys import KEY_SIZE

FEWEST_MEMBERS = 2
HIGHEST_TOP_MARK = 100
MOST_VERSIONS = 2**32 - 1


class Kind(StrEnum):
    """What a round scores."""

    SHORTLIST = "shortlist"
    INTERVIEW = "interview"


@dataclass(frozen=True, slots=True)
class KitLine:
    """One question of the kit in its place, and the highest mark it can have."""

    question: Id
    top: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """One version of a round's manifest.

    version: from 1. previous: the digest of the version before, empty in the first.
    kit_text, method: digests of the frozen question texts and of the method. recovery: the organisation's
    recovery public key, or empty without cards. people: everybody with a part, with their public keys, newest
    last; a member for whom somebody else types has none. follows: the round this one supplements, or empty.
    candidates: each with the commitment to their application reference. away: candidates who withdrew or did
    not come. aside: member and candidate pairs that do not meet (a declared interest). struck: questions that
    leave the figures for all. errata: a correction shown beside a question's frozen text. typed_for: a lay
    member's paper sheets and the non-scorer who types, signs and releases them.
    """

    version: int
    previous: bytes
    vacancy: Id
    round: Id
    kind: Kind
    kit: tuple[KitLine, ...]
    kit_text: bytes
    method: bytes
    recovery: bytes
    people: Mapping[Id, tuple[bytes, ...]]
    members: frozenset[Id]
    chair: Id
    deputy: Id
    confirmer: Id
    stand_in: Id
    follows: bytes
    candidates: Mapping[Id, bytes]
    away: frozenset[Id] = frozenset()
    aside: frozenset[tuple[Id, Id]] = frozenset()
    struck: frozenset[Id] = frozenset()
    errata: Mapping[Id, str] = field(default_factory=dict)
    typed_for: Mapping[Id, Id] = field(default_factory=dict)

    def canonical(self) -> bytes:
        """The bytes the digest covers and the database keeps."""
        return encode(_as_json(self))

    @property
    def digest(self) -> bytes:
        return tagged_hash("pg1-manifest", self.canonical())

    def newest_key(self, person: Id) -> bytes:
        """The key this person signs with now; empty when they have none."""
        keys = self.people.get(person, ())
        return keys[-1] if keys else b""

    def author_of(self, member: Id) -> Id:
        """Who signs and releases this member's sheets: the member, or the one who types for them."""
        return self.typed_for.get(member, member)

    def expected(self) -> frozenset[tuple[Id, Id]]:
        """Every member and candidate pair that needs a sheet before the round is complete."""
        return frozenset(
            (member, candidate)
            for member in self.members
            for candidate in self.candidates
            if candidate not in self.away and (member, candidate) not in self.aside
        )


def candidate_commitment(salt: bytes, reference: str) -> bytes:
    """What the manifest says of a candidate: nothing readable, and nothing provable once the salt is erased."""
    return tagged_hash("pg1-cand", salt, reference)


def read_manifest(data: bytes) -> Manifest:
    """The manifest in these canonical bytes. Raises Tampered when they are no well-formed manifest."""
    manifest = decode(data, manifest_from_json, what="The manifest")
    if manifest.canonical() != data:
        raise Tampered("The manifest is not in canonical form.")
    return manifest


def manifest_from_json(value: Json) -> Manifest:
    """The manifest that these parsed fields make. Raises Tampered."""
    names = (
        "v", "prev", "vacancy", "round", "kind", "kit", "kit_text", "method", "recovery", "people", "members",
        "chair", "deputy", "confirmer", "stand_in", "follows", "candidates", "away", "aside", "struck",
        "errata", "typed_for",
    )  # fmt: skip
    fields = read_object(value, names, "The manifest")
    kind = read_text(fields["kind"], "The kind of round")
    if kind not in list(Kind):
        raise Tampered("The kind of round is neither shortlist nor interview.")
    manifest = Manifest(
        version=read_int(fields["v"], "The version", low=1, high=MOST_VERSIONS),
        previous=read_bytes(fields["prev"], "The version before", 0, DIGEST_SIZE),
        vacancy=_id(fields["vacancy"]),
        round=_id(fields["round"]),
        kind=Kind(kind),
        kit=tuple(_read_kit_line(line) for line in read_list(fields["kit"], "The kit")),
        kit_text=read_bytes(fields["kit_text"], "The kit's texts", DIGEST_SIZE),
        method=read_bytes(fields["method"], "The method", DIGEST_SIZE),
        recovery=read_bytes(fields["recovery"], "The recovery key", 0, KEY_SIZE),
        people={
            _id(person): tuple(
                read_bytes(key, "A key", KEY_SIZE) for key in read_list(keys, "A person's keys")
            )
            for person, keys in read_map(fields["people"], "The people").items()
        },
        members=_ids(fields["members"]),
        chair=_id(fields["chair"]),
        deputy=_id(fields["deputy"]),
        confirmer=_id(fields["confirmer"]),
        stand_in=_id(fields["stand_in"]),
        follows=read_bytes(fields["follows"], "The round it supplements", 0, ID_SIZE),
        candidates=read_bytes_map(fields["candidates"], "The candidates", key=ID_SIZE, item=DIGEST_SIZE),
        away=_ids(fields["away"]),
        aside=frozenset(_read_pair(pair) for pair in read_list(fields["aside"], "The pairs set aside")),
        struck=_ids(fields["struck"]),
        errata={
            _id(question): read_text(text, "An erratum")
            for question, text in read_map(fields["errata"], "The errata").items()
        },
        typed_for=read_bytes_map(fields["typed_for"], "Those typed for", key=ID_SIZE, item=ID_SIZE),
    )
    problem = problem_with(manifest)
    if problem:
        raise Tampered(problem)
    return manifest


def problem_with(manifest: Manifest) -> str:
    """What makes this version impossible by itself, as a sentence; empty when nothing does."""
    return next((sentence for sentence, wrong in _problems(manifest) if wrong), "")


def _problems(m: Manifest) -> list[tuple[str, bool]]:
    seats = (m.chair, m.deputy, m.confirmer, m.stand_in)
    keys = [key for held in m.people.values() for key in held]
    questions = [line.question for line in m.kit]
    people = set(m.people)
    return [
        ("The first version of a round follows no other.", (m.version == 1) != (m.previous == b"")),
        ("A round needs at least two members.", len(m.members) < FEWEST_MEMBERS),
        ("A round needs at least one question.", not questions),
        ("A question stands twice in the kit.", len(set(questions)) != len(questions)),
        ("Chair, deputy, confirmer and stand-in must be four different people.", len(set(seats)) != 4),
        ("A seat is held by somebody without a key.", not all(m.newest_key(seat) for seat in seats)),
        ("A key stands twice in the manifest.", len(set(keys)) != len(keys)),
        ("A member is not among the people of the round.", not m.members <= people),
        (
            "A member has no key and nobody who types for them.",
            any(not m.people[member] and member not in m.typed_for for member in m.members & people),
        ),
        (
            "Somebody types for a member who has a key of their own.",
            any(m.people.get(member) for member in m.typed_for),
        ),
        (
            "Paper sheets can be typed only by somebody with a key who does not score.",
            any(not m.newest_key(typist) or typist in m.members for typist in m.typed_for.values()),
        ),
        ("Somebody is typed for who is not among the people of the round.", not set(m.typed_for) <= people),
        ("A candidate is away who is not in the round.", not m.away <= set(m.candidates)),
        (
            "A pair is set aside that is not in the round.",
            any(member not in people or candidate not in m.candidates for member, candidate in m.aside),
        ),
        ("A question is struck that is not in the kit.", not m.struck <= set(questions)),
        ("A question is corrected that is not in the kit.", not set(m.errata) <= set(questions)),
    ]


def _as_json(m: Manifest) -> Json:
    return {
        "v": m.version,
        "prev": m.previous.hex(),
        "vacancy": m.vacancy.hex(),
        "round": m.round.hex(),
        "kind": m.kind.value,
        "kit": [[line.question.hex(), line.top] for line in m.kit],
        "kit_text": m.kit_text.hex(),
        "method": m.method.hex(),
        "recovery": m.recovery.hex(),
        "people": {person.hex(): [key.hex() for key in keys] for person, keys in m.people.items()},
        "members": [member.hex() for member in sorted(m.members)],
        "chair": m.chair.hex(),
        "deputy": m.deputy.hex(),
        "confirmer": m.confirmer.hex(),
        "stand_in": m.stand_in.hex(),
        "follows": m.follows.hex(),
        "candidates": write_bytes_map(m.candidates),
        "away": [candidate.hex() for candidate in sorted(m.away)],
        "aside": [[member.hex(), candidate.hex()] for member, candidate in sorted(m.aside)],
        "struck": [question.hex() for question in sorted(m.struck)],
        "errata": {question.hex(): text for question, text in m.errata.items()},
        "typed_for": write_bytes_map(m.typed_for),
    }


def _id(value: Json) -> Id:
    return read_bytes(value, "An id", ID_SIZE)


def _ids(value: Json) -> frozenset[Id]:
    return frozenset(_id(item) for item in read_list(value, "A list of ids"))


def _read_pair(value: Json) -> tuple[Id, Id]:
    pair = read_list(value, "A pair")
    if len(pair) != 2:
        raise Tampered("A pair does not have two ids.")
    return _id(pair[0]), _id(pair[1])


def _read_kit_line(value: Json) -> KitLine:
    line = read_list(value, "A line of the kit")
    if len(line) != 2:
        raise Tampered("A line of the kit does not have a question and a top mark.")
    return KitLine(_id(line[0]), read_int(line[1], "A top mark", low=1, high=HIGHEST_TOP_MARK))

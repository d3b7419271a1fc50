"""The audit chain: each entry is hashed over the one before it and signed by whoever acted.

Source: byte definition 12. A subject is the id of what the entry is about, as text: a code such as `V014`,
or the lower hex of a 16-byte id, or empty; it enters the hash as UTF-8. A body is one canonical JSON object
that names fields and never holds contents. The first entry is the machine's and its body is
`{"machine": public key}`; another computer's key joins by an entry of action `machine.added` with such a
body, signed by a person. The stored text of a body is hashed as it stands, so that checking a million
entries costs little more than hashing them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from struct import Struct

from panelguide.errors import BadInput, PanelguideError, Tampered
from panelguide.seal.canonical import Json, decode, encode_text, is_time, read_bytes, read_map, read_object
from panelguide.seal.digest import DIGEST_SIZE, framed, tagged_hash
from panelguide.seal.ids import ID_SIZE, Id
from panelguide.seal.keys import KEY_SIZE, SignatureType, Signer, verifies_under_any

MACHINE_ADDED = "machine.added"

AuditRow = tuple[int, bytes, str, bytes, str, str, str, bytes, bytes]
"""seq, previous, at, actor, action, subject, body, digest, signature: the columns of one entry, in order."""

Verifies = Callable[[SignatureType, Collection[bytes], bytes, bytes], bool]

_framed_numbers = Struct(">QIQ").pack
_length = Struct(">Q").pack


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """An entry before it is stamped.

    seq: its number, from 1 without gaps. at: `canonical.time_text`. actor: the person's id, empty for the
    machine. action: such as `sheet.sealed`. subject: id as text. body: canonical JSON object as text.
    """

    seq: int
    at: str
    actor: Id
    action: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A stamped entry, as it is stored. previous: the digest before it, empty for the first."""

    seq: int
    previous: bytes
    at: str
    actor: Id
    action: str
    subject: str
    body: str
    digest: bytes
    signature: bytes

    def row(self) -> AuditRow:
        """The entry as the tuple that `check_rows` reads."""
        return (
            self.seq,
            self.previous,
            self.at,
            self.actor,
            self.action,
            self.subject,
            self.body,
            self.digest,
            self.signature,
        )


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What checking a chain found.

    length and head: the last entry that holds together. broken_at: the number of the first that does not,
    0 when all do. problem: what is wrong with it, one sentence. anchored_at: the highest entry that something
    known outside the file vouches for, 0 when nothing does - then a cut-off end cannot be seen.
    """

    length: int
    head: bytes
    broken_at: int
    problem: str
    anchored_at: int
    machine_keys: tuple[bytes, ...]

    @property
    def sound(self) -> bool:
        return self.broken_at == 0

    def require_sound(self) -> None:
        """Raise Tampered naming the first entry that is broken."""
        if not self.sound:
            raise Tampered(f"The audit trail is broken at entry {self.broken_at}: {self.problem}")


def body_text(body: Mapping[str, Json]) -> str:
    """The body of an entry: canonical JSON of an object that names fields, never contents."""
    return encode_text(dict(body))


def machine_body(public: bytes) -> str:
    """The body of entry 1 and of every `machine.added`: the machine's public key."""
    return body_text({"machine": public.hex()})


def cards_replaced_body(recovery: bytes) -> str:
    """The body of the two `cards.replaced` entries, one by each of the two people (byte definition 14)."""
    return body_text({"recovery": recovery.hex()})


def entry_digest(database_id: bytes, previous: bytes, draft: EntryDraft) -> bytes:
    """The digest that the next entry names and the signature covers."""
    return tagged_hash(
        "pg1-audit",
        database_id,
        draft.seq,
        previous,
        draft.at,
        draft.actor,
        draft.action,
        draft.subject,
        draft.body,
    )


def stamp(database_id: bytes, previous: bytes, draft: EntryDraft, signer: Signer) -> AuditEntry:
    """The entry that follows `previous` (the last digest, empty before the first), hashed and signed.

    signer: the actor's keys, or the machine's key when the draft has no actor.
    Raises BadInput for a draft that could never be verified.
    """
    _require_stampable(previous, draft)
    digest = entry_digest(database_id, previous, draft)
    return AuditEntry(
        seq=draft.seq,
        previous=previous,
        at=draft.at,
        actor=draft.actor,
        action=draft.action,
        subject=draft.subject,
        body=draft.body,
        digest=digest,
        signature=signer.sign("audit", digest),
    )


def check_entries(
    database_id: bytes,
    entries: Iterable[AuditEntry],
    keys: Mapping[Id, Collection[bytes]],
    *,
    anchors: Mapping[int, bytes] | None = None,
) -> ChainReport:
    """`check_rows` for entries already made into objects."""
    return check_rows(database_id, (entry.row() for entry in entries), keys, anchors=anchors)


def check_rows(
    database_id: bytes,
    rows: Iterable[AuditRow],
    keys: Mapping[Id, Collection[bytes]],
    *,
    anchors: Mapping[int, bytes] | None = None,
    verifies: Verifies | None = verifies_under_any,
) -> ChainReport:
    """Check a chain from its first entry, one row at a time, and name the first that is broken.

    keys: every public key each person has had. anchors: entry number -> digest, known from outside the file
    (a printed head, a receipt). verifies: None checks the hashes only.
    """
    known = dict(anchors or {})
    machines: list[bytes] = []
    start = blake2b(framed(database_id), digest_size=DIGEST_SIZE, person=b"pg1-audit")
    head, length, anchored_at = b"", 0, 0

    def report(problem: str = "") -> ChainReport:
        broken_at = length + 1 if problem else 0
        return ChainReport(length, head, broken_at, problem, anchored_at, tuple(machines))

    for row in rows:
        seq, previous, _, actor, action, _, body, digest, signature = row
        if seq != length + 1:
            return report(f"the next number in the record is {seq}.")
        if previous != head:
            return report("it does not follow from the entry before it.")
        if _row_digest(start.copy(), row) != digest:
            return report("what it says is not what was stamped.")
        if seq == 1 or action == MACHINE_ADDED:
            problem = _admit_machine(seq, actor, body, machines)
            if problem:
                return report(problem)
        if verifies is not None:
            publics = keys.get(actor, ()) if actor else machines
            if not verifies("audit", publics, digest, signature):
                return report("it is not signed by the one it names.")
        if seq in known:
            if known[seq] != digest:
                return report("it is not the entry that was seen outside this file.")
            anchored_at = seq
        head, length = digest, seq
    missing = [seq for seq in known if seq > length]
    if missing:
        return report(f"the record ends before it, though entry {max(missing)} was seen outside this file.")
    return report()


def _row_digest(hashing: blake2b, row: AuditRow) -> bytes:
    """`entry_digest` of a stored row, written out flat: a record of a million entries is read through here."""
    seq, previous, at, actor, action, subject, body, _, _ = row
    at_raw, action_raw, subject_raw, body_raw = at.encode(), action.encode(), subject.encode(), body.encode()
    hashing.update(
        b"".join(
            (
                _framed_numbers(4, seq, len(previous)),
                previous,
                _length(len(at_raw)),
                at_raw,
                _length(len(actor)),
                actor,
                _length(len(action_raw)),
                action_raw,
                _length(len(subject_raw)),
                subject_raw,
                _length(len(body_raw)),
                body_raw,
            )
        )
    )
    return hashing.digest()


def _require_stampable(previous: bytes, draft: EntryDraft) -> None:
    if not 1 <= draft.seq < 2**32:
        raise BadInput("An audit entry's number starts at 1.")
    if (draft.seq == 1) != (previous == b"") or len(previous) not in (0, DIGEST_SIZE):
        raise BadInput("Every audit entry but the first follows another.")
    if len(draft.actor) not in (0, ID_SIZE):
        raise BadInput(f"An actor's id is {ID_SIZE} bytes, or empty for the machine.")
    if not is_time(draft.at):
        raise BadInput("An audit entry's moment must be written like 2026-01-31T09:30:00Z.")
    if draft.seq == 1 and draft.actor:
        raise BadInput("The first audit entry is the machine's.")
    introduces_machine = draft.seq == 1 or draft.action == MACHINE_ADDED
    try:
        decode(
            draft.body.encode("utf-8"), _read_machine if introduces_machine else _read_any, what="The body"
        )
    except PanelguideError:
        wanted = "the machine's public key" if introduces_machine else "one canonical JSON object"
        raise BadInput(f"The body of this audit entry must be {wanted}.") from None


def _admit_machine(seq: int, actor: Id, body: str, machines: list[bytes]) -> str:
    """Take up the machine key that an entry introduces; gives the problem, or nothing."""
    if seq == 1 and actor:
        return "the first entry is not the machine's."
    if seq > 1 and not actor:
        return "a machine cannot let another machine in."
    try:
        machines.append(decode(body.encode("utf-8"), _read_machine, what="The body"))
    except PanelguideError:
        return "it does not hold the machine's public key."
    return ""


def _read_any(value: Json) -> object:
    return read_map(value, "The body")


def _read_machine(value: Json) -> bytes:
    fields = read_object(value, ("machine",), "The body")
    return read_bytes(fields["machine"], "The machine's key", KEY_SIZE)

"""The audit chain: whatever is changed, left out, added or signed by another is named."""

from dataclasses import replace
from hashlib import blake2b

import nacl.bindings
import pytest
from tests.unit.seal.chance import chance, flipped

from panelguide.errors import BadInput, Tampered
from panelguide.seal.chain import (
    MACHINE_ADDED,
    AuditEntry,
    EntryDraft,
    body_text,
    cards_replaced_body,
    check_entries,
    check_rows,
    entry_digest,
    machine_body,
    stamp,
)
from panelguide.seal.keys import Signer, new_keys, new_machine_key

DATABASE = b"\x01" * 16
ANN_ID, BEN_ID = b"\xaa" * 16, b"\xbb" * 16
ANN, BEN = new_keys(chance("Ann")), new_keys(chance("Ben"))
MACHINE = new_machine_key(chance("machine"))
KEYS = {ANN_ID: [ANN.public], BEN_ID: [BEN.public]}


def drafted(seq: int, actor: bytes, action: str, body: str = "{}") -> EntryDraft:
    return EntryDraft(seq, f"2026-03-01T10:00:{seq:02}Z", actor, action, "V014", body)


def chained(*steps: tuple[EntryDraft, Signer]) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    for draft, signer in steps:
        entries.append(stamp(DATABASE, entries[-1].digest if entries else b"", draft, signer))
    return entries


@pytest.fixture
def trail() -> list[AuditEntry]:
    return chained(
        (drafted(1, b"", "machine.first", machine_body(MACHINE.public)), MACHINE),
        (drafted(2, ANN_ID, "vacancy.created"), ANN),
        (drafted(3, BEN_ID, "sheet.sealed", body_text({"candidate": "C07"})), BEN),
        (drafted(4, b"", "vacancy.paused"), MACHINE),
        (drafted(5, ANN_ID, "round.released"), ANN),
    )


def test_an_entry_is_hashed_and_signed_as_defined(trail):
    entry = trail[2]
    fields = (
        DATABASE, b"\x00\x00\x00\x03", trail[1].digest, b"2026-03-01T10:00:03Z", BEN_ID,
        b"sheet.sealed", b"V014", b'{"candidate":"C07"}',
    )  # fmt: skip
    framed = b"".join(len(field).to_bytes(8, "big") + field for field in fields)
    digest = blake2b(framed, digest_size=32, person=b"pg1-audit").digest()
    signed = b"".join(len(part).to_bytes(8, "big") + part for part in (b"audit", BEN.public, digest))
    message = blake2b(signed, digest_size=32, person=b"pg1-sign").digest()

    assert entry.digest == digest
    assert nacl.bindings.crypto_sign_open(entry.signature + message, BEN.public) == message


def test_an_honest_trail_is_sound(trail):
    report = check_entries(DATABASE, trail, KEYS)

    assert report.sound
    assert (report.length, report.head) == (5, trail[-1].digest)
    assert report.machine_keys == (MACHINE.public,)
    report.require_sound()


def test_an_empty_trail_is_sound_and_says_nothing():
    assert check_entries(DATABASE, [], {}).length == 0


@pytest.mark.parametrize("position", range(5))
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seq", 9),
        ("previous", b"\x00" * 32),
        ("at", "2026-03-01T09:00:00Z"),
        ("actor", b"\xcc" * 16),
        ("action", "sheet.opened"),
        ("subject", "V015"),
        ("body", '{"machine":"00"}'),
        ("digest", b"\x00" * 32),
        ("signature", b"\x00" * 64),
    ],
)
def test_a_change_to_any_field_of_any_entry_is_named(trail, position, field, value):
    trail[position] = replace(trail[position], **{field: value})

    report = check_entries(DATABASE, trail, KEYS)

    assert report.broken_at == position + 1
    with pytest.raises(Tampered, match=f"entry {position + 1}"):
        report.require_sound()


@pytest.mark.parametrize("position", range(4))
def test_an_entry_taken_out_is_named(trail, position):
    del trail[position]

    assert check_entries(DATABASE, trail, KEYS).broken_at == position + 1


def test_two_entries_in_each_other_s_place_are_named(trail):
    trail[1], trail[2] = trail[2], trail[1]

    assert check_entries(DATABASE, trail, KEYS).broken_at == 2


def test_a_trail_of_another_database_is_broken_from_the_start(trail):
    assert check_entries(b"\x02" * 16, trail, KEYS).broken_at == 1


def test_an_entry_rewritten_with_the_machine_s_key_is_not_its_author_s(trail):
    forged = stamp(DATABASE, trail[1].digest, drafted(3, BEN_ID, "sheet.sealed"), MACHINE)

    report = check_entries(DATABASE, [*trail[:2], forged], KEYS)

    assert report.broken_at == 3
    assert "not signed by the one it names" in report.problem


def test_an_insider_s_own_entry_in_a_place_it_was_not_stamped_for_is_named(trail):
    beside = stamp(DATABASE, trail[0].digest, drafted(3, BEN_ID, "sheet.sealed"), BEN)
    ahead = stamp(DATABASE, trail[1].digest, drafted(5, BEN_ID, "sheet.sealed"), BEN)

    besides = check_entries(DATABASE, [*trail[:2], beside], KEYS)
    assert (besides.broken_at, "does not follow" in besides.problem) == (3, True)
    gap = check_entries(DATABASE, [*trail[:2], ahead], KEYS)
    assert (gap.broken_at, "next number" in gap.problem) == (3, True)


def test_an_actor_nobody_enrolled_is_named(trail):
    assert check_entries(DATABASE, trail, {ANN_ID: [ANN.public]}).broken_at == 3


def test_a_cut_off_end_is_seen_only_with_an_anchor_from_outside(trail):
    assert check_entries(DATABASE, trail[:3], KEYS).sound

    report = check_entries(DATABASE, trail[:3], KEYS, anchors={5: trail[4].digest})

    assert report.broken_at == 4
    assert "ends before" in report.problem


def test_a_trail_made_anew_from_the_first_entry_is_seen_with_an_anchor(trail):
    anew = chained(
        (drafted(1, b"", "machine.first", machine_body(MACHINE.public)), MACHINE),
        (drafted(2, b"", "nothing.happened"), MACHINE),
    )

    assert check_entries(DATABASE, anew, KEYS).sound
    assert check_entries(DATABASE, anew, KEYS, anchors={2: trail[1].digest}).broken_at == 2
    assert check_entries(DATABASE, trail, KEYS, anchors={2: trail[1].digest}).anchored_at == 2


def test_an_entry_signed_with_an_older_key_of_its_actor_is_sound(trail):
    newer = new_keys(chance("Ann again"))

    assert check_entries(DATABASE, trail, KEYS | {ANN_ID: [ANN.public, newer.public]}).sound


def test_a_second_computer_joins_through_a_person(trail):
    other = new_machine_key(chance("other machine"))
    joined = stamp(
        DATABASE, trail[-1].digest, drafted(6, ANN_ID, MACHINE_ADDED, machine_body(other.public)), ANN
    )
    paused = stamp(DATABASE, joined.digest, drafted(7, b"", "vacancy.paused"), other)

    assert check_entries(DATABASE, [*trail, joined, paused], KEYS).sound

    let_in_by_machine = stamp(
        DATABASE, trail[-1].digest, drafted(6, b"", MACHINE_ADDED, machine_body(other.public)), MACHINE
    )
    assert check_entries(DATABASE, [*trail, let_in_by_machine], KEYS).broken_at == 6


def test_the_hashes_alone_can_be_checked_one_row_at_a_time(trail):
    trail[2] = replace(trail[2], signature=bytes(64))

    assert check_rows(DATABASE, (entry.row() for entry in trail), {}, verifies=None).sound


def test_the_flat_hash_of_checking_is_the_hash_of_stamping(trail):
    draft = drafted(6, ANN_ID, "note.changed", body_text({"field": "Zoë’s"}))
    entry = stamp(DATABASE, trail[-1].digest, draft, ANN)

    assert entry.digest == entry_digest(DATABASE, trail[-1].digest, draft)
    assert check_entries(DATABASE, [*trail, entry], KEYS).head == entry.digest


def test_replaced_cards_name_the_new_key():
    assert cards_replaced_body(b"\x09" * 32) == '{"recovery":"' + "09" * 32 + '"}'


@pytest.mark.parametrize(
    "crooked",
    [
        replace(drafted(2, ANN_ID, "x"), seq=0),
        replace(drafted(2, ANN_ID, "x"), seq=1),
        replace(drafted(2, ANN_ID, "x"), at="yesterday"),
        replace(drafted(2, ANN_ID, "x"), actor=b"Ann"),
        replace(drafted(2, ANN_ID, "x"), body="[]"),
        replace(drafted(2, ANN_ID, "x"), body='{"a": 1}'),
        replace(drafted(2, ANN_ID, "x"), body="not JSON"),
        drafted(2, ANN_ID, MACHINE_ADDED),
    ],
)
def test_an_entry_that_could_never_be_checked_is_not_stamped(crooked):
    with pytest.raises(BadInput):
        stamp(DATABASE, bytes(32), crooked, ANN)


def test_the_first_entry_is_the_machine_s_alone_and_names_its_key():
    for crooked, signer in (
        (drafted(1, ANN_ID, "x", machine_body(ANN.public)), ANN),
        (drafted(1, b"", "x"), MACHINE),
        (drafted(1, b"", "x", body_text({"machine": "00"})), MACHINE),
    ):
        with pytest.raises(BadInput):
            stamp(DATABASE, b"", crooked, signer)
        forced = by_hand(b"", crooked, signer)
        assert check_entries(DATABASE, [forced], KEYS).broken_at == 1


def by_hand(previous: bytes, draft: EntryDraft, signer: Signer) -> AuditEntry:
    """An entry stamped by a program that checks nothing."""
    digest = entry_digest(DATABASE, previous, draft)
    return AuditEntry(
        draft.seq,
        previous,
        draft.at,
        draft.actor,
        draft.action,
        draft.subject,
        draft.body,
        digest,
        signer.sign("audit", digest),
    )


def test_one_turned_bit_in_every_byte_of_digest_and_signature_is_seen(trail):
    for position in range(32):
        changed = replace(trail[4], digest=flipped(trail[4].digest, position))
        assert check_entries(DATABASE, [*trail[:4], changed], KEYS).broken_at == 5
    for position in range(64):
        changed = replace(trail[4], signature=flipped(trail[4].signature, position))
        assert check_entries(DATABASE, [*trail[:4], changed], KEYS).broken_at == 5

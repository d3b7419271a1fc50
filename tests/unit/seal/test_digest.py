"""The one hash: pinned to its definition, and no way to move bytes from field to field."""

from hashlib import blake2b

from panelguide.seal.digest import tagged_hash


def test_the_hash_is_blake2b_over_length_and_bytes_of_each_field():
    by_hand = blake2b(
        bytes.fromhex("0000000000000003") + b"abc"
        + bytes.fromhex("0000000000000002") + "é".encode()
        + bytes.fromhex("0000000000000004") + bytes.fromhex("00000102")
        + bytes.fromhex("0000000000000000"),
        digest_size=32,
        person=b"pg1-head",
    ).digest()  # fmt: skip

    assert tagged_hash("pg1-head", b"abc", "é", 258, b"") == by_hand


def test_a_known_answer_stays_what_it_is():
    assert tagged_hash("pg1-sign", "sheet", bytes(32), 1).hex() == (
        "2128c551197cb5698011ff19079fbee65c24151d87e3c927a07c8f8e208b0d95"
    )


def test_a_key_and_a_tag_each_change_the_hash():
    plain = tagged_hash("pg1-k", b"x")

    assert tagged_hash("pg1-k", b"x", key=bytes(32)) != plain
    assert tagged_hash("pg1-commit", b"x") != plain


def test_a_byte_moved_to_the_next_field_changes_the_hash():
    assert tagged_hash("pg1-head", b"ab", b"c") != tagged_hash("pg1-head", b"a", b"bc")
    assert tagged_hash("pg1-head", b"abc") != tagged_hash("pg1-head", b"abc", b"")

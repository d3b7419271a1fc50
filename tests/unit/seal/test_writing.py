"""What a sheet says, and that its length says nothing."""

import json
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.seal.chance import flipped
from tests.unit.seal.panel import KIT, Q1, Q2, wrote

from panelguide.errors import BadInput, Tampered
from panelguide.seal.writing import (
    Answered,
    NoMark,
    Writing,
    blank,
    bytes_left,
    pad,
    padded_size,
    problem_with_sealing,
    read_draft,
    read_sealed,
)

SIZE = 3 * 4096

notes = st.text(max_size=600).map(lambda text: unicodedata.normalize("NFC", text))
marks = st.integers(0, 5) | st.sampled_from(NoMark)


def by_hand(value: object) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return text + b"\x80" + bytes(SIZE - len(text) - 1)


@settings(max_examples=60, deadline=None)
@given(marks, marks, notes, notes, st.sampled_from(["", "I mixed up two candidates."]))
def test_whatever_is_written_comes_back_and_is_equally_long(first, second, one, two, reason):
    writing = Writing((Answered(Q1, first, one), Answered(Q2, second, two)), reason)

    padded = pad(writing)

    assert len(padded) == padded_size(2) == SIZE
    assert read_sealed(padded, KIT, attempt=2 if reason else 1) == writing
    assert read_draft(padded, KIT) == writing


def test_the_bytes_are_canonical_json_an_end_and_zeros():
    answers = [[Q1.hex(), 4, "Zoë’s “plan”"], [Q2.hex(), "not asked", ""]]
    writing = Writing((Answered(Q1, 4, "Zoë’s “plan”"), Answered(Q2, NoMark.NOT_ASKED)))

    assert pad(writing) == by_hand({"q": answers, "reason": ""})


def test_not_asked_not_heard_not_scored_and_nought_are_four_things():
    four = {pad(wrote(mark)) for mark in (NoMark.NOT_ASKED, NoMark.NOT_HEARD, None, 0)}

    assert len(four) == 4


def test_the_editor_knows_to_the_byte_how_much_fits():
    short = wrote(note="")
    room = bytes_left(short)

    full = wrote(note="x" * room)
    assert bytes_left(full) == 0
    assert len(pad(full)) == SIZE
    assert read_sealed(pad(full), KIT, 1) == full

    over = wrote(note="x" * (room + 1))
    assert bytes_left(over) == -1
    with pytest.raises(BadInput, match="1 bytes too long"):
        pad(over)
    assert bytes_left(wrote(note="é")) == room - 2
    assert bytes_left(wrote(note='"')) == room - 2


def test_text_that_is_not_in_normal_form_is_refused():
    with pytest.raises(BadInput):
        pad(wrote(note="e\u0301"))


def test_a_blank_sheet_misses_every_mark():
    assert blank(KIT).missing() == (Q1, Q2)
    assert read_draft(pad(blank(KIT)), KIT) == blank(KIT)
    assert wrote().missing() == ()


@pytest.mark.parametrize(
    ("writing", "attempt", "says"),
    [
        (Writing(wrote().answers[::-1]), 1, "in their order"),
        (Writing(wrote().answers[:1]), 1, "in their order"),
        (blank(KIT), 1, "has no mark"),
        (wrote(6), 1, "from 0 to 5"),
        (wrote(-1), 1, "from 0 to 5"),
        (wrote(reason="Mixed up."), 1, "gives no reason"),
        (wrote(), 2, "needs the reason"),
        (wrote(reason=" "), 2, "needs the reason"),
    ],
)
def test_what_cannot_be_sealed_is_said(writing, attempt, says):
    assert says in problem_with_sealing(writing, KIT, attempt)


ANSWERS = [[Q1.hex(), 4, ""], [Q2.hex(), 2, ""]]


@pytest.mark.parametrize(
    "value",
    [
        {"q": ANSWERS[::-1], "reason": ""},
        {"q": ANSWERS[:1], "reason": ""},
        {"q": [[Q1.hex(), 4, ""], [Q1.hex(), 2, ""]], "reason": ""},
        {"q": [[Q1.hex(), 6, ""], ANSWERS[1]], "reason": ""},
        {"q": [[Q1.hex(), -1, ""], ANSWERS[1]], "reason": ""},
        {"q": [[Q1.hex(), True, ""], ANSWERS[1]], "reason": ""},
        {"q": [[Q1.hex(), 4.5, ""], ANSWERS[1]], "reason": ""},
        {"q": [[Q1.hex(), "4", ""], ANSWERS[1]], "reason": ""},
        {"q": [[Q1.hex(), None, ""], ANSWERS[1]], "reason": ""},
        {"q": [[Q1.hex(), 4], ANSWERS[1]], "reason": ""},
        {"q": [[Q1.hex(), 4, None], ANSWERS[1]], "reason": ""},
        {"q": [[Q1.hex(), 4, "e\u0301"], ANSWERS[1]], "reason": ""},
        {"q": ANSWERS, "reason": "Why?"},
        {"q": ANSWERS},
        {"q": ANSWERS, "reason": "", "total": 6},
        ANSWERS,
    ],
)
def test_w9_a_plaintext_not_valid_for_the_kit_is_refused(value):
    with pytest.raises(Tampered):
        read_sealed(by_hand(value), KIT, attempt=1)


def test_w9_a_plaintext_that_is_not_canonical_or_not_padded_is_refused():
    good = pad(wrote())
    text = good.rstrip(b"\x00")[:-1]
    spaced = text.replace(b'"reason":', b'"reason": ')

    for crooked in (
        spaced + b"\x80" + bytes(SIZE - len(spaced) - 1),
        text + bytes(SIZE - len(text)),
        good[:-1] + b"\x01",
        good[:-1],
        good + b"\x00",
        text + b"\x80\x80" + bytes(SIZE - len(text) - 2),
        bytes(SIZE),
        b"",
    ):
        with pytest.raises(Tampered):
            read_sealed(crooked, KIT, attempt=1)
    assert read_sealed(good, KIT, attempt=1) == wrote()


def test_a_draft_of_another_kit_is_refused():
    with pytest.raises(Tampered):
        read_draft(pad(wrote()), KIT[:1])
    with pytest.raises(Tampered):
        read_draft(pad(Writing(wrote().answers[:1])) + bytes(4096), KIT)


def test_a_replacement_reads_only_with_its_reason():
    replaced = replace(wrote(), reason="Two candidates were mixed up.")

    assert read_sealed(pad(replaced), KIT, attempt=2) == replaced
    with pytest.raises(Tampered):
        read_sealed(pad(replaced), KIT, attempt=1)
    with pytest.raises(Tampered):
        read_sealed(pad(wrote()), KIT, attempt=2)


def test_one_turned_bit_at_the_end_of_the_text_is_seen():
    padded = pad(wrote())
    end = len(padded.rstrip(b"\x00"))

    for position in (end - 1, end, end + 7, SIZE - 1):
        with pytest.raises(Tampered):
            read_sealed(flipped(padded, position), KIT, attempt=1)

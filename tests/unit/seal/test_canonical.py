"""Canonical JSON: one value, one text; everything else is refused."""

import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panelguide.errors import BadInput, Tampered
from panelguide.seal.canonical import (
    Json,
    decode,
    encode,
    is_time,
    read_bytes,
    read_bytes_map,
    read_int,
    read_list,
    read_map,
    read_object,
    read_text,
    time_text,
    write_bytes_map,
)

nfc_text = st.text().map(lambda text: unicodedata.normalize("NFC", text))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | nfc_text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(nfc_text, inner, max_size=4),
    max_leaves=12,
)


def as_it_is(value: Json) -> Json:
    return value


@settings(deadline=None)
@given(values)
def test_what_is_written_is_read_again_unchanged(value):
    assert decode(encode(value), as_it_is, what="The value") == value


def test_the_text_is_sorted_and_tight_and_in_utf_8():
    assert encode({"b": [1, True, None], "a": "Zoë"}) == '{"a":"Zoë","b":[1,true,null]}'.encode()


@pytest.mark.parametrize(
    "data",
    [
        b'{"b":1,"a":2}',
        b'{"a": 2}',
        b'{"a":1,"a":1}',
        b"1.0",
        b"1e3",
        b"NaN",
        b"-0",
        b'"\\u00eb"',
        b'"\\ud800"',
        '"Zoe\u0308"'.encode(),
        "\ufeff{}".encode(),
        "{}".encode("utf-16"),
        b'"\xff"',
        b"{}\n",
        b"",
        b"[" * 3_000 + b"]" * 3_000,
        b"[" * 200_000,
        b"9" * 5_000,
    ],
)
def test_bytes_that_are_not_canonical_are_refused(data):
    with pytest.raises(Tampered):
        decode(data, as_it_is, what="The value")


@pytest.mark.parametrize("value", ["Zoe\u0308", {"e\u0308": 1}, "\ud800", 1.5, {1: 2}, (1, 2), b"x"])
def test_values_without_a_canonical_text_are_refused(value):
    with pytest.raises(BadInput):
        encode(value)


@pytest.mark.parametrize(
    "read",
    [
        lambda: read_object({"a": 1}, ("a", "b"), "It"),
        lambda: read_object({"a": 1, "b": 2}, ("a",), "It"),
        lambda: read_map([], "It"),
        lambda: read_list({}, "It"),
        lambda: read_text(1, "It"),
        lambda: read_int(True, "It", low=0, high=5),
        lambda: read_int(6, "It", low=0, high=5),
        lambda: read_int("1", "It", low=0, high=5),
        lambda: read_bytes("AB", "It"),
        lambda: read_bytes("abc", "It"),
        lambda: read_bytes("abcd", "It", 1, 3),
        lambda: read_bytes("ab\n", "It"),
    ],
)
def test_a_value_of_another_shape_is_refused(read):
    with pytest.raises(Tampered):
        read()


def test_bytes_travel_as_lower_hex():
    held = {b"\xab" * 2: b"\x01"}

    assert write_bytes_map(held) == {"abab": "01"}
    assert read_bytes_map({"abab": "01"}, "It", key=2, item=1) == held


def test_moments_are_written_in_utc_to_the_second():
    summer_time = timezone(timedelta(hours=1))

    assert time_text(datetime(2026, 7, 1, 10, 0, 30, 999, summer_time)) == "2026-07-01T09:00:30Z"
    with pytest.raises(BadInput):
        time_text(datetime(2026, 7, 1, tzinfo=UTC).replace(tzinfo=None))


def test_only_a_real_moment_in_that_form_is_a_moment():
    assert is_time("2026-07-01T09:00:30Z")
    for other in (
        "2026-02-30T00:00:00Z",
        "2026-7-1T9:0:30Z",
        "2026-07-01 09:00:30Z",
        "",
        "٢٠٢٦-07-01T09:00:30Z",
    ):
        assert not is_time(other)

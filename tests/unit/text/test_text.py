"""What may be in a name or a note, and what is refused with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelguide.errors import BadInput
from panelguide.text import clean_line, clean_text, is_refused, visible

REAL_NAMES = [
    "Siân O'Neil-Hughes",
    "Ann [/] Smith",
    "Sam [he/him]",
    "Smith & Sons <Ltd>",
    "Þórdís Ævarsdóttir",
    "Nguyễn Thị Ánh",
    "محمد",
    "علی\u200cرضا",
    "क्\u200dषमा",
    "王小明",
    "Łukasz",
    "D’Souza",
]


@pytest.mark.parametrize("name", REAL_NAMES)
def test_a_real_name_is_kept_as_it_is(name: str) -> None:
    assert clean_line(f"  {name} ", field="Name") == name


@pytest.mark.parametrize(
    "character", ["\x00", "\x1b", "\x9b", "\x07", "\u202e", "\u2066", "\u200b", "\ufeff", "\ud800", "\u2028"]
)
def test_what_could_drive_a_terminal_is_refused_with_its_place(character: str) -> None:
    with pytest.raises(BadInput, match=r"Name: character 4 "):
        clean_line(f"Ann{character}Lee", field="Name")


def test_a_line_break_is_refused_in_a_name_and_kept_in_a_note() -> None:
    with pytest.raises(BadInput):
        clean_line("Ann\nLee", field="Name")
    assert clean_text("one\r\ntwo\rthree\tfour", field="Note") == "one\ntwo\nthree\tfour"


def test_a_name_of_300_characters_is_refused_with_its_length() -> None:
    with pytest.raises(BadInput, match="300 characters long; 200 is the most"):
        clean_line("a" * 300, field="Name")


def test_a_heap_of_accents_on_one_letter_is_refused() -> None:
    with pytest.raises(BadInput, match="more than 4 accents"):
        clean_line("Z" + "\u0301" * 9, field="Name")


def test_nothing_is_refused_only_where_something_is_wanted() -> None:
    assert clean_line("", field="Reference", required=False) == ""
    with pytest.raises(BadInput, match="Name is empty"):
        clean_line("   ", field="Name")


@given(st.text(max_size=60))
def test_what_is_cleaned_once_stays_the_same(text: str) -> None:
    try:
        once = clean_text(text, field="Note")
    except BadInput:
        return
    assert clean_text(once, field="Note") == once
    assert not any(is_refused(character) for character in once if character not in "\n\t")


@given(st.text(st.characters(), max_size=60))
def test_what_is_shown_never_holds_a_character_that_is_refused(text: str) -> None:
    assert not any(is_refused(character) for character in visible(text, keep=""))

"""Sentences, syllables and the Flesch figures, held against counts made by hand."""

import pytest

from panelguide.domain.readability import readability, sentences_of, syllables_in, words_of

SPOKEN = {
    1: "care asked helped eyes wards used times whole goes shared stayed queue",
    2: "patient being noticed people table changes places doing client something settled wanted "
    "colleague player argue quiet someone sometimes wheelchair being doctor safely",
    3: "compassion carefully dignity quality behaviour example idea everyone medicine serious audience employee "
    "creative barrier continue interview",
    4: "equality experience emergency information responsible diversity society material evaluate",
    5: "individual immediately association simultaneous",
}


@pytest.mark.parametrize(
    ("count", "word"), [(n, word) for n, listed in SPOKEN.items() for word in listed.split()]
)
def test_syllables_are_counted_as_spoken(count: int, word: str) -> None:
    assert syllables_in(word) == count


@pytest.mark.parametrize(
    ("word", "count"), [("NHS", 3), ("24", 2), ("8a", 2), ("step-free", 2), ("didn’t", 2)]
)
def test_signs_and_joined_words_are_counted_as_spoken(word: str, count: int) -> None:
    assert syllables_in(word) == count


def test_figures_follow_the_published_formulas() -> None:
    counts = readability("The cat sat on the mat. It was happy.")
    assert (counts.words, counts.sentences, counts.syllables) == (9, 2, 10)
    assert counts.reading_ease == pytest.approx(206.835 - 1.015 * 9 / 2 - 84.6 * 10 / 9)
    hard = readability("Consideration of organisational responsibilities necessitates communication.")
    assert hard.grade == pytest.approx(0.39 * 6 + 11.8 * hard.syllables / 6 - 15.59)
    assert hard.reading_age == pytest.approx(hard.grade + 5)


def test_plain_words_read_younger_than_hard_ones() -> None:
    plain = readability("Tell us about one time you helped a friend. What did you do?")
    hard = readability("Articulate an occasion necessitating considerable interdisciplinary collaboration.")
    assert plain.reading_age < 9 < 14 < hard.reading_age


def test_a_text_without_words_has_no_figures() -> None:
    nothing = readability(" … \n")
    assert (nothing.words, nothing.reading_age, nothing.reading_ease, nothing.words_per_sentence) == (
        0,
        0,
        0,
        0,
    )


def test_abbreviations_and_decimals_end_no_sentence() -> None:
    found = sentences_of("Dr. Jones, e.g. our lead, works 37.5 hours. She is kind!")
    assert [sentence.text for sentence in found] == [
        "Dr. Jones, e.g. our lead, works 37.5 hours.",
        "She is kind!",
    ]


def test_the_word_no_ends_a_sentence() -> None:
    assert len(sentences_of("Now and then we say no. Tell us about one time.")) == 2


def test_bullets_and_headings_are_sentences_of_their_own() -> None:
    text = "What you need\n\n- a car\n- good notes\n1. a plan"
    assert [sentence.words for sentence in sentences_of(text)] == [3, 2, 2, 3]


def test_sentences_know_their_place_and_length() -> None:
    text = "  One two.  Three four five? "
    first, second = sentences_of(text)
    assert text[first.start : first.end] == "One two."
    assert text[second.start : second.end] == "Three four five?"
    assert (first.words, second.words) == (2, 3)


def test_words_keep_their_apostrophes_and_hyphens() -> None:
    assert words_of("We didn’t see the step-free way (yet).") == [
        "We",
        "didn’t",
        "see",
        "the",
        "step-free",
        "way",
        "yet",
    ]

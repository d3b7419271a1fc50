"""Words found in adverts and questions, and the ordinary phrases that stay allowed."""

import pytest

from panelguide.domain.language import WordEntry, WordList, count_kinds, find_words, fold


def words(*listed: str, allowed: tuple[str, ...] = ()) -> WordList:
    entries = tuple(WordEntry(word, "why", "instead", "kind") for word in listed)
    return WordList("test", "about", entries, allowed)


def found(text: str, listed: WordList) -> list[str]:
    return [hit.text for hit in find_words(text, listed)]


def test_a_stem_finds_every_ending_but_not_the_middle_of_a_word() -> None:
    listed = words("dominan*")
    assert found("Dominant, dominance and predominant", listed) == ["Dominant", "dominance"]


def test_a_whole_word_is_not_found_inside_another() -> None:
    assert found("age, stage, ages", words("age")) == ["age"]


def test_phrases_are_found_over_line_breaks_and_hyphens() -> None:
    listed = words("native speaker*", "fast paced")
    assert found("a native\n speaker in a fast-paced team", listed) == ["native\n speaker", "fast-paced"]


@pytest.mark.parametrize("text", ["NAÏVE", "naïve", "Naive", "naı\u0308ve".replace("ı", "i")])
def test_case_and_accents_make_no_difference(text: str) -> None:
    assert found(text, words("naive")) == [text]


def test_places_are_counted_in_the_text_as_written() -> None:
    text = "Ein großer Café-Boss: a naïve dominator"
    hits = find_words(text, words("naive", "dominat*"))
    assert [text[hit.start : hit.end] for hit in hits] == ["naïve", "dominator"]


def test_curly_apostrophes_are_apostrophes() -> None:
    assert found("children’s services", words("children's services")) == ["children’s services"]


@pytest.mark.parametrize(
    ("text", "stem", "allowed"),
    [
        ("The Clinical Lead decides", "lead*", "clinical lead"),
        ("Example NHS Foundation Trust", "trust*", "NHS * trust"),
        ("Example NHS Trust", "trust*", "NHS * trust"),
        ("our children’s services", "child*", "children's services"),
        ("two support workers", "support*", "support worker*"),
    ],
)
def test_allowed_phrases_win_over_the_list(text: str, stem: str, allowed: str) -> None:
    assert found(text, words(stem)) != []
    assert found(text, words(stem, allowed=(allowed,))) == []


def test_an_allowed_phrase_frees_only_its_own_place() -> None:
    listed = words("lead*", allowed=("clinical lead",))
    assert found("The clinical lead will lead from the front", listed) == ["lead"]


def test_a_gap_spans_no_more_than_four_words() -> None:
    listed = words("trust", allowed=("NHS * trust",))
    assert found("NHS one two three four trust", listed) == []
    assert found("NHS one two three four five trust", listed) == ["trust"]


def test_the_longer_of_two_words_at_one_place_is_kept() -> None:
    assert found("a strong leader", words("strong", "strong leader")) == ["strong leader"]


def test_signs_of_patterns_in_a_list_are_only_signs() -> None:
    assert found("c++ (senior) a.b axb", words("a.b", "c++")) == ["c++", "a.b"]


def test_hits_are_in_order_and_counted_by_kind() -> None:
    listed = WordList(
        "test",
        "",
        (
            WordEntry("rock star", "", "", "b"),
            WordEntry("ninja", "", "", "a"),
            WordEntry("guru", "", "", "b"),
        ),
    )
    hits = find_words("guru, ninja, rock star", listed)
    assert [hit.text for hit in hits] == ["guru", "ninja", "rock star"]
    assert count_kinds(hits) == {"a": 1, "b": 2}


def test_a_text_without_words_holds_nothing() -> None:
    assert find_words("", words("a")) == ()
    assert fold("ÉCOLE") == "ecole"

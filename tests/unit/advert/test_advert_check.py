"""What the advert check finds in three whole adverts, and how its findings behave while one is edited."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from tests.unit.advert.adverts import FALSE_FRIENDS, GOOD, POOR

from panelguide.content.loading import load
from panelguide.domain.advert import READING_AGE_KEY, AdvertCheck, Kind, check_advert
from panelguide.domain.language import WordList
from panelguide.domain.statements import Statement

Lists = Mapping[str, WordList]


@pytest.fixture(scope="module")
def words() -> Lists:
    return load(None, None).words


def found(check: AdvertCheck) -> list[tuple[str, str]]:
    return [(finding.kind.value, finding.what) for finding in check.findings]


def only(check: AdvertCheck, kind: Kind) -> list[str]:
    return [finding.what for finding in check.findings if finding.kind is kind]


def test_a_good_advert_has_nothing_to_look_at(words: Lists) -> None:
    check = check_advert(GOOD, words)
    assert found(check) == []
    assert check.summary == (
        "0 words to look at, 0 not said, 0 hard to read; reads at age 12 (aim 11 to 14)."
    )


def test_a_poor_advert_is_told_everything_there_is_to_look_at(words: Lists) -> None:
    check = check_advert(POOR, words)
    assert found(check) == [
        ("jargon", "Dynamic"),
        ("gender-coded", "dominant"),
        ("gender-coded", "driven"),
        ("excluding", "young"),
        ("gender-coded", "fast-paced"),
        ("excluding", "native English"),
        ("excluding", "recent NHS experience"),
        ("excluding", "years' experience"),
        ("disability", "able-bodied"),
        ("excluding", "good fit"),
        ("reading", "A sentence of 45 words"),
        ("jargon", "liaise"),
        ("jargon", "MDT"),
        ("jargon", "in accordance with"),
        ("gender-coded", "competitive"),
        ("disability", "driving licence"),
        ("disability", "suffering from"),
        ("missing", "Nothing on pay"),
        ("missing", "Nothing on weekly hours"),
        ("missing", "Nothing on flexible working"),
        ("missing", "Nothing on adjustments"),
        ("missing", "Nothing on equality"),
        ("missing", "Nothing on a named contact"),
        ("missing", "Nothing on other formats"),
        ("missing", "Nothing on the closing date"),
        ("missing", "Nothing on the interview date"),
    ]
    assert check.summary == (
        "16 words to look at, 9 not said, 1 hard to read; reads at age 12 (aim 11 to 14)."
    )


def test_ordinary_words_of_the_health_service_are_left_alone(words: Lists) -> None:
    assert found(check_advert(FALSE_FRIENDS, words)) == []


def test_it_is_the_allowed_phrases_that_keep_them_safe(words: Lists) -> None:
    strict = {name: replace(entries, allowed=()) for name, entries in words.items()}
    check = check_advert(FALSE_FRIENDS, strict)
    assert only(check, Kind.GENDER_CODED) == ["fight", "competitive"]
    assert only(check, Kind.EXCLUDING) == ["young", "young", "first language"]
    assert only(check, Kind.DISABILITY) == ["The disabled"]


def test_each_finding_stands_where_it_says_and_gives_a_reason_and_another_word(words: Lists) -> None:
    for finding in check_advert(POOR, words).findings:
        assert finding.why.endswith(".")
        assert finding.instead
        if finding.kind in (Kind.GENDER_CODED, Kind.DISABILITY, Kind.EXCLUDING, Kind.JARGON):
            assert POOR[finding.start : finding.end] == finding.what


def test_a_long_sentence_is_marked_from_its_first_word_to_its_last(words: Lists) -> None:
    finding = next(each for each in check_advert(POOR, words).findings if each.kind is Kind.READING)
    sentence = POOR[finding.start : finding.end]
    assert sentence.startswith("You will liaise")
    assert sentence.endswith("and the band.")


def test_keys_stay_while_other_parts_of_the_advert_are_edited(words: Lists) -> None:
    edited = "A new first line.\n\n" + POOR.replace("Apply now.", "").replace(
        "be required by the ward manager", "be required\nby the   ward manager"
    )
    assert check_advert(edited, words).keys == check_advert(POOR, words).keys


def test_a_sentence_that_is_rewritten_is_looked_at_anew(words: Lists) -> None:
    before = check_advert(POOR, words).keys
    after = check_advert(POOR.replace("the full range of", "every one of the many"), words).keys
    assert [key.partition(":")[0] for key in before ^ after] == ["sentence", "sentence"]


def test_one_reason_covers_a_word_wherever_it_stands(words: Lists) -> None:
    check = check_advert("A dominant nurse. Dominant, and\ndominant.", words)
    coded = [finding for finding in check.findings if finding.kind is Kind.GENDER_CODED]
    assert [finding.key for finding in coded] == ["gender-coded:dominant"] * 3


def test_words_leaning_towards_women_are_counted_and_not_held_against_an_advert(words: Lists) -> None:
    check = check_advert("You support and understand people, and are never aggressive.", words)
    assert check.leaning == {"feminine": 2, "masculine": 1}
    assert only(check, Kind.GENDER_CODED) == ["aggressive"]


@pytest.mark.parametrize(
    ("text", "jargon"),
    [
        ("You join the MDT on Mondays.", ["MDT"]),
        ("You join the multidisciplinary team (MDT). The MDT meets on Mondays.", []),
        ("(MDT) work.", ["MDT"]),
    ],
)
def test_initials_written_out_once_are_explained(words: Lists, text: str, jargon: list[str]) -> None:
    assert only(check_advert(text, words), Kind.JARGON) == jargon


@pytest.mark.parametrize(("number", "told"), [(25, False), (26, True)])
def test_a_sentence_may_have_twenty_five_words(words: Lists, number: int, told: bool) -> None:
    sentence = "We " + "run and " * ((number - 1) // 2) + ("sit " if number % 2 == 0 else "") + "."
    assert len(sentence.split()) - 1 == number
    assert bool(only(check_advert(sentence, words), Kind.READING)) is told


def test_a_text_that_reads_at_over_fourteen_is_told_once_for_the_whole(words: Lists) -> None:
    hard = "Organisational accountability necessitates multidisciplinary prioritisation. " * 3
    check = check_advert(hard, words)
    assert [finding.key for finding in check.findings if finding.kind is Kind.READING] == [READING_AGE_KEY]


def test_an_empty_advert_has_only_what_is_not_said(words: Lists) -> None:
    check = check_advert("", words)
    assert check.keys == {statement.key for statement in Statement}
    assert check.words == 0


def test_a_trust_may_take_a_list_away(words: Lists) -> None:
    fewer = {name: entries for name, entries in words.items() if name != Kind.JARGON}
    assert only(check_advert(POOR, fewer), Kind.JARGON) == []
    assert only(check_advert(POOR, fewer), Kind.EXCLUDING)


def test_lists_meant_for_feedback_are_not_used_on_adverts(words: Lists) -> None:
    assert "probably" in {entry.word for entry in words["feedback"].entries}
    check = check_advert("You will probably like it here. Your accent is yours.", words)
    assert check.keys == {statement.key for statement in Statement}

"""What may not stand in feedback, and what only warns."""

import pytest

from panelguide.domain.feedback_lint import feedback_problems

OTHERS = ["C07", "Aisha Khan", "Siân O’Brien", "Hope Wood", "Wei Li", "अनीता देवी"]
PANEL = ["J. Okafor", "A. Begum", "Mark Young"]


def check(text, **options):
    options.setdefault("other_candidates", OTHERS)
    options.setdefault("panel", PANEL)
    return feedback_problems(text, **options)


@pytest.mark.parametrize(
    "text",
    [
        "You were clearer than C07 on this.",
        "As Aisha said too, you listened.",
        "khan gave more detail.",
        "KHAN’s answer went further.",
        "Your answer was like Sian's.",
        "You and O'Brien both asked.",
        "You worked like Hope did.",
        "You spoke as clearly as Li.",
        "Like अनीता you listened.",
    ],
)
def test_another_candidate_may_not_be_named(text):
    assert any("another candidate" in sentence for sentence in check(text).refusals)


@pytest.mark.parametrize(
    "text", ["Begum heard a clear result.", "Ms Okafor noted it", "as Mark said, you asked"]
)
def test_a_panel_member_may_not_be_named(text):
    assert any("a member of the panel" in sentence for sentence in check(text).refusals)


@pytest.mark.parametrize(
    "text",
    [
        "We hope you will apply again.",
        "You supported young people on the ward, made of wood or not.",
        "You followed up with the family and the cohort on C7 corridor.",
        "You marked the risk early.",
        "Jokafor is not a name here; neither is Khanate.",
        "You asked for a li-ion battery.",
    ],
)
def test_words_that_only_look_like_names_are_left_alone(text):
    assert check(text) == check("")


@pytest.mark.parametrize("text", ["Hope was the theme.", "You asked. Mark the result next time."])
def test_an_everyday_word_at_the_beginning_of_a_sentence_only_warns(text):
    found = check(text)
    assert found.refusals == ()
    assert "may be the name" in found.warnings[0]


def test_a_name_the_candidate_shares_is_not_refused():
    assert check("Khan family values", own_name="Bilal Khan").refusals == ()
    assert check("Aisha helped", own_name="Bilal Khan").refusals != ()


@pytest.mark.parametrize(
    "text",
    [
        "You scored 3 on this.",
        "Your mark was 2.",
        "This was 4 out of 5.",
        "a solid 4/5",
        "three out of five",
        "rated 3.5",
        "with a score of 0",
    ],
)
def test_marks_are_refused(text):
    assert any("gives a mark" in sentence for sentence in check(text).refusals)


@pytest.mark.parametrize(
    "text",
    [
        "You helped 3 of 12 patients.",
        "It took 5 days and 2 colleagues.",
        "You scored 45 trials",
        "14/52 weeks",
    ],
)
def test_other_numbers_are_evidence(text):
    assert check(text).refusals == ()


def test_blame_words_warn_as_whole_words_and_phrases():
    found = check("You failed to say. You Lack detail.", blame_words=["you failed", "lack", "poor"])
    assert found.refusals == ()
    assert len(found.warnings) == 2
    assert check("A blacksmith, failing that", blame_words=["lack", "fail"]).warnings == ()


def test_everything_is_said_once():
    found = check("Khan, Khan and Aisha Khan", blame_words=["and", "and"])
    assert found.refusals == ("“Khan” names another candidate.",)
    assert len(found.warnings) == 1


def test_kind_and_concrete_feedback_passes():
    assert check("By asking what would help, you let the person choose.") == check("")

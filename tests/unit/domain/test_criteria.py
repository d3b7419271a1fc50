"""Tags proposed for a criterion from the words it is written in."""

from dataclasses import replace

import pytest

from panelguide.domain.criteria import TestedAt, propose_tags
from panelguide.domain.questions import Bank, Tag

BANK = Bank(
    questions={},
    values={
        "working-together": Tag(
            "working-together", "Working together", ("team", "colleague", "multidisciplin")
        ),
        "compassion": Tag("compassion", "Compassion", ("distress", "kind", "support")),
        "everyone-counts": Tag("everyone-counts", "Everyone counts", ("fair", "unfair")),
    },
    competencies={
        "communication": Tag("communication", "Communication", ("explain", "distress", "famil")),
        "patient-care": Tag("patient-care", "Patient care", ("patient", "distress", "treat")),
        "teaching": Tag("teaching", "Teaching", ("teach", "student")),
        "speaking-up": Tag("speaking-up", "Speaking up", ("unfair", "raise")),
    },
    digest="",
)


def test_a_criterion_is_proposed_the_tags_its_words_speak_of():
    proposal = propose_tags("Works with people in distress and their families", BANK)
    assert [tag.id for tag in proposal.values] == ["compassion"]
    assert [tag.id for tag in proposal.competencies] == ["communication", "patient-care"]


def test_the_tag_with_more_words_stands_first():
    proposal = propose_tags("Supports a colleague, kindly, when distressed", BANK)
    assert [tag.id for tag in proposal.values] == ["compassion", "working-together"]


def test_at_most_two_values_and_three_competencies_are_proposed():
    text = "Fair to colleagues and kind; explains to patients, teaches students, raises what is unfair"
    proposal = propose_tags(text, BANK)
    assert len(proposal.values) == 2
    assert len(proposal.competencies) == 3


def test_the_words_that_matched_are_shown_as_they_are_written():
    proposal = propose_tags("Treats Patients well", BANK)
    assert proposal.competencies[0].words == ("Treats", "Patients")
    assert proposal.competencies[0].because == "Patient care, for the words “Treats”, “Patients”."


def test_a_stem_matches_the_beginning_of_a_word_only():
    assert propose_tags("Carries out an unfairly hidden affair", BANK).values[0].words == ("unfairly",)
    assert propose_tags("steamed and mankind", BANK).empty


@pytest.mark.parametrize(
    "text", ["MULTIDISCIPLINARY work", "multi-disciplinary work", "multidisciplínary work"]
)
def test_case_accents_and_hyphens_do_not_hide_a_word(text):
    assert propose_tags(text, BANK).values[0].id == "working-together"


def test_a_word_said_twice_counts_once():
    proposal = propose_tags("Team, team and TEAM; kind support", BANK)
    assert [tag.id for tag in proposal.values] == ["compassion", "working-together"]
    assert proposal.values[1].words == ("Team",)


def test_nothing_is_proposed_where_no_word_is_known():
    assert propose_tags("Registered physiotherapist", BANK).empty
    assert propose_tags("", BANK).empty


def test_a_stem_of_the_tag_file_is_folded_too():
    accented = replace(BANK, values={"c": Tag("c", "Care", ("Distréss",))})
    assert propose_tags("people in distress", accented).values[0].id == "c"


def test_where_a_criterion_is_tested_reads_well():
    assert TestedAt.APPLICATION_FORM.name_for_people == "application form"

"""Columns are recognised by their headings, and equality answers are left where they are."""

import pytest

from panelguide.documents.candidate_columns import (
    Field,
    guess_mapping,
    mapping_from_json,
    parse_map_option,
)
from panelguide.errors import BadInput

PLAIN = ["Application reference", "First name", "Last name", "Email address"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Application number", Field.REFERENCE),
        ("Applicant ID", Field.REFERENCE),
        ("Title", Field.TITLE),
        ("Forename(s)", Field.FIRST_NAME),
        ("Surname", Field.LAST_NAME),
        ("FAMILY NAME", Field.LAST_NAME),
        ("Candidate name", Field.FULL_NAME),
        ("Known as", Field.PREFERRED_NAME),
        ("E-mail", Field.EMAIL),
        ("Mobile", Field.TELEPHONE),
        ("Application date", Field.DATE_SUBMITTED),
        ("Internal candidate?", Field.INTERNAL),
        ("Guaranteed Interview Scheme", Field.INTERVIEW_SCHEME),
        ("Do you wish to apply under the Disability Confident scheme?", Field.INTERVIEW_SCHEME),
        ("Reasonable adjustments", Field.ADJUSTMENTS),
        ("Current employer", Field.EMPLOYER),
        ("Supporting statement", Field.STATEMENT),
        ("How do you meet the person spec?", Field.STATEMENT),
    ],
)
def test_heading_is_recognised(heading: str, field: Field) -> None:
    assert guess_mapping([heading]).mapping.columns == ((heading, field),)


@pytest.mark.parametrize(
    "heading",
    [
        "Job title",
        "Vacancy reference",
        "Referee email",
        "Line manager name",
        "Emergency contact telephone",
        "Town",
        "Stage",
    ],
)
def test_other_peoples_details_and_the_rest_are_left_out(heading: str) -> None:
    guess = guess_mapping([*PLAIN, heading])
    assert guess.left_out == (heading,)
    assert heading not in dict(guess.mapping.columns)


@pytest.mark.parametrize(
    "heading",
    [
        "Ethnic origin", "ETHNICITY", "Gender", "Sex", "Age", "Age range", "Date of birth", "DOB", "Religion or belief",
        "Sexual orientation", "Marital status", "Pregnancy or maternity", "Disability", "Do you have a disability?",
        "Disability details", "Nationality", "Country of birth", "Trans status", "Pronouns",
        "Is your gender identity the same as the sex you were registered with at birth?",
    ],
)  # fmt: skip
def test_equality_columns_are_recognised_and_cannot_be_mapped(heading: str) -> None:
    guess = guess_mapping([*PLAIN, heading])
    assert [column.heading for column in guess.equality] == [heading]
    assert heading not in dict(guess.mapping.columns)
    with pytest.raises(BadInput, match="never enters a candidate's record"):
        guess_mapping([*PLAIN, heading], [(heading, Field.STATEMENT)])


def test_a_remembered_mapping_cannot_smuggle_an_equality_column_in() -> None:
    with pytest.raises(BadInput, match="never enters"):
        mapping_from_json('{"source": "x", "columns": [["Gender", "title"]]}')


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"source": "x", "columns": [["Name", "shoe_size"]]}'])
def test_a_remembered_mapping_that_is_damaged_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="remembered columns"):
        mapping_from_json(text)


def test_a_job_question_that_mentions_a_characteristic_is_asked_about() -> None:
    question = "Give an example of how you respect people of all religions"
    guess = guess_mapping([*PLAIN, question])
    assert [doubt.heading for doubt in guess.unsure] == [question]
    assert "religion" in guess.unsure[0].reason
    settled = guess_mapping([*PLAIN, question], [(question, Field.STATEMENT)])
    assert settled.unsure == ()
    assert settled.mapping.headings_of(Field.STATEMENT) == (question,)


def test_two_columns_for_one_field_are_asked_about_until_a_person_says() -> None:
    headings = [*PLAIN, "Home telephone", "Mobile"]
    guess = guess_mapping(headings)
    assert {doubt.heading for doubt in guess.unsure} == {"Home telephone", "Mobile"}
    assert guess.mapping.headings_of(Field.TELEPHONE) == ()
    settled = guess_mapping(headings, [parse_map_option("mobile = telephone")])
    assert settled.unsure == ()
    assert settled.mapping.headings_of(Field.TELEPHONE) == ("Mobile",)
    assert settled.left_out == ("Home telephone",)


def test_several_columns_may_feed_the_statement() -> None:
    headings = [*PLAIN, "Supporting information", "Personal statement"]
    assert guess_mapping(headings).mapping.headings_of(Field.STATEMENT) == tuple(headings[-2:])


def test_a_file_without_names_is_asked_about() -> None:
    assert [doubt.field for doubt in guess_mapping(["Reference", "Email"]).unsure] == [Field.FULL_NAME]


def test_mapping_survives_being_remembered() -> None:
    mapping = guess_mapping([*PLAIN, "Vous êtes “où”?"]).mapping
    assert mapping_from_json(mapping.to_json()) == mapping


def test_layout_is_known_again_by_its_headings_alone() -> None:
    again = guess_mapping([heading.upper() + " " for heading in PLAIN]).mapping
    assert again.source == guess_mapping(PLAIN).mapping.source
    assert again.source != guess_mapping(PLAIN[::-1]).mapping.source


def test_map_option_reads_the_last_equals_sign_and_can_leave_a_column_out() -> None:
    assert parse_map_option("a = b=full-name") == ("a = b", Field.FULL_NAME)
    assert parse_map_option("Town=none") == ("Town", None)
    assert "Email" not in dict(guess_mapping(["Name", "Email"], [("Email", None)]).mapping.columns)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Town=shoe size", "“shoe size” is not a field"),
        ("=email", "does not say which"),
        ("email", "does not say which"),
    ],
)
def test_map_option_that_cannot_be_read_says_what_to_write(text: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        parse_map_option(text)


def test_naming_a_column_that_is_not_there_lists_those_that_are() -> None:
    with pytest.raises(BadInput, match="Email address"):
        guess_mapping(PLAIN, [("Mail", Field.EMAIL)])


def test_only_a_statement_may_be_named_twice() -> None:
    with pytest.raises(BadInput, match="Two columns"):
        guess_mapping(PLAIN, [("First name", Field.EMAIL), ("Email address", Field.EMAIL)])


@pytest.mark.parametrize(
    "heading",
    ["Previous surname", "Former name", "Maiden name", "Birth surname", "Previous last name", "Other names"],
)
def test_an_earlier_name_is_never_read_unless_somebody_says_so(heading: str) -> None:
    guess = guess_mapping(["First name", "Surname", heading])
    assert guess.left_out == (heading,)
    assert guess.mapping.columns == (("First name", Field.FIRST_NAME), ("Surname", Field.LAST_NAME))
    assert guess.unsure == ()

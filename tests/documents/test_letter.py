"""What a letter says, whoever it is to."""

from datetime import date

import pytest
from tests.documents.letter_samples import sample_letter

from panelguide.domain.letter import EMPLOYMENT_CHECKS, FIELDS, LetterKind, long_date


@pytest.mark.parametrize(
    ("title", "last_name", "greeting"),
    [
        ("Ms", "Patel", "Ms Patel"),
        ("", "Patel", "Renée Patel"),
        ("Dr", "", "Renée Patel"),
        ("Dr", "Mensah [he/him]", "Dr Mensah"),
        ("Mx", "O'Neil & Sons <Ltd>", "Mx O'Neil & Sons <Ltd>"),
        ("Mr", "Smith (Jones)", "Mr Smith (Jones)"),
    ],
)
def test_the_greeting_uses_a_title_only_where_one_was_given(
    title: str, last_name: str, greeting: str
) -> None:
    letter = sample_letter(LetterKind.OFFER, title=title, last_name=last_name, candidate_name="Renée Patel")
    assert letter.salutation == greeting


def test_dates_are_written_as_british_letters_write_them() -> None:
    assert long_date(date(2026, 11, 3)) == "Tuesday 3 November 2026"
    assert sample_letter(LetterKind.OFFER).context()["retention_date"] == "25 November 2027"


@pytest.mark.parametrize("kind", list(LetterKind))
def test_every_field_is_plain_text_or_made_of_it(kind: LetterKind) -> None:
    def plain(value: object) -> bool:
        if isinstance(value, list):
            return all(map(plain, value))
        if isinstance(value, dict):
            return all(map(plain, value.values()))
        return type(value) is str

    context = sample_letter(kind).context()
    assert set(context) == set(FIELDS)
    assert all(plain(value) for value in context.values())
    for field, parts in FIELDS.items():
        value = context[field]
        first = value[0] if isinstance(value, list) else value
        assert tuple(first) == parts if parts else isinstance(first, str)


def test_an_offer_names_all_six_checks_and_an_unsettled_point() -> None:
    offer = sample_letter(LetterKind.OFFER).context()["offer"]
    assert isinstance(offer, dict)
    assert offer["conditions"] == list(EMPLOYMENT_CHECKS)
    assert len(EMPLOYMENT_CHECKS) == 6
    assert offer["salary_point"] == "to be confirmed"


@pytest.mark.parametrize("kind", list(LetterKind))
def test_how_it_was_decided_counts_the_panel_and_names_nobody(kind: LetterKind) -> None:
    told = sample_letter(kind).how_decided
    assert "Three panel members" in told
    assert "independently" in told
    assert "Okafor" not in told

"""The word list of what nobody may ask: the candidate's own life is found, patients and services are not."""

import pytest

from panelguide.content import load
from panelguide.domain.language import WordList, find_words


@pytest.fixture(scope="module")
def topics() -> WordList:
    return load(None, None).words["protected-topics"]


@pytest.mark.parametrize(
    "question",
    [
        "Do you have any health problems?",
        "How is your mental health?",
        "How many sick days did you take last year?",
        "Do you consider yourself disabled?",
        "Are you pregnant?",
        "Are you planning to have children?",
        "Are you married or single?",
        "Which church do you attend?",
        "How would you cope at your age?",
        "Where are you from originally?",
        "What is your nationality?",
        "Are you a union member?",
        "Which way did you vote, and what are your political views?",
        "What is your sexual orientation?",
    ],
)
def test_a_question_about_the_candidates_own_life_is_found(topics: WordList, question: str) -> None:
    assert find_words(question, topics)


@pytest.mark.parametrize(
    "question",
    [
        "Tell us about a patient on a mental health ward.",
        "How did you help a patient’s family?",
        "What changed in the children's services you ran?",
        "Tell us about disabled patients you helped.",
        "How did you make the clinic better for people with a learning disability?",
        "Tell us about helping a pregnant patient.",
        "What did you learn from a health and safety check?",
        "What did the partner organisation want?",
        "A patient was ill. What did you do?",
    ],
)
def test_a_question_about_patients_and_services_is_not(topics: WordList, question: str) -> None:
    assert not find_words(question, topics)

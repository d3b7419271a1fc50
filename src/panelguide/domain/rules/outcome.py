"""What was decided and why, and what everybody who was interviewed is owed."""

from panelguide.domain.facts import VacancyFacts
from panelguide.domain.rules.answer import Answer, progress

NOBODY_INTERVIEWED = "Nobody has been interviewed yet."


def decision_recorded(facts: VacancyFacts) -> Answer:
    if not facts.outcome.decided:
        return Answer(False, "No decision is recorded yet.")
    noun = "post" if facts.posts == 1 else "posts"
    return Answer(True, f"A decision is recorded for {facts.posts} {noun}.")


def reason_for_each(facts: VacancyFacts) -> Answer:
    """A reason by criterion for every interviewee, appointed or not, whoever they are."""
    return _for_each_interviewed(
        facts, facts.outcome.reasons_written, "people interviewed have a reason recorded"
    )


def feedback_for_each(facts: VacancyFacts) -> Answer:
    return _for_each_interviewed(
        facts, facts.outcome.feedback_approved, "people interviewed have feedback the panel approved"
    )


def letters_made(facts: VacancyFacts) -> Answer:
    return _for_each_interviewed(facts, facts.outcome.letters_made, "people interviewed have their letter")


def _for_each_interviewed(facts: VacancyFacts, done: int, what: str) -> Answer:
    return progress(done, facts.candidates.interviewed, what, none=NOBODY_INTERVIEWED)

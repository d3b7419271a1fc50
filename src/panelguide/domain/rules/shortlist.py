"""Choosing whom to interview, from the form alone, by people who did not see each other's marks."""

from typing import Final

from panelguide.domain.criteria import TestedAt
from panelguide.domain.facts import VacancyFacts
from panelguide.domain.rules.answer import Answer, counted, listed, progress

FEWEST_SHORTLISTERS: Final = 2


def two_shortlisters(facts: VacancyFacts) -> Answer:
    """The NHS shared service asks for two at least (NHSBSA HR shared services KA-23536)."""
    number = len(facts.panel.shortlisters)
    return Answer(
        number >= FEWEST_SHORTLISTERS,
        f"{counted(number, 'shortlister')} named; {FEWEST_SHORTLISTERS} are needed.",
    )


def conflicts_declared(facts: VacancyFacts) -> Answer:
    """Everybody who scores says whether they know anyone who applied (NHS England lay member toolkit)."""
    everyone = {member.name: member.declared for member in (*facts.panel.shortlisters, *facts.panel.members)}
    waiting = [name for name, declared in everyone.items() if not declared]
    answer = progress(
        len(everyone) - len(waiting), len(everyone), "declared", none="Nobody is on the panel yet."
    )
    return Answer(answer.met, f"{answer.sentence} Waiting for {listed(waiting)}.") if waiting else answer


def values_criterion_on_form(facts: VacancyFacts) -> Answer:
    """Values are part of the sift, not only of the interview (MTW action plan, key action 5)."""
    found = [
        each.code for each in facts.criteria if TestedAt.APPLICATION_FORM in each.tested_at and each.values
    ]
    if not found:
        return Answer(False, "No criterion tested on the form is tagged to a value.")
    return Answer(
        True, f"{counted(len(found), 'values criterion', 'values criteria')} on the form: {listed(found)}."
    )


def reason_for_each_not_shortlisted(facts: VacancyFacts) -> Answer:
    if facts.shortlist.locked and not facts.shortlist.reasons_due:
        return Answer(True, f"All {facts.candidates.applied} were shortlisted; no reasons are owed.")
    return progress(
        facts.shortlist.reasons_written,
        facts.shortlist.reasons_due,
        "people not shortlisted have a reason",
        none="Nobody has been left off a shortlist yet.",
    )


def shortlist_locked(facts: VacancyFacts) -> Answer:
    if not facts.shortlist.locked:
        return Answer(False, "The shortlist is not locked yet.")
    return Answer(True, f"Locked with {facts.candidates.shortlisted} of {facts.candidates.applied} invited.")

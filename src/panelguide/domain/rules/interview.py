"""The same questions for everyone, each member's marks sealed alone, opened together, then talked over."""

from typing import Final

from panelguide.domain.criteria import TestedAt
from panelguide.domain.facts import VacancyFacts
from panelguide.domain.rules.answer import Answer, counted, listed, not_asked_below, progress

FEWEST_VALUES: Final = 3
NO_QUESTIONS: Final = "The kit has no questions yet."
NO_ROUND: Final = "No interview round is open yet."


def kit_locked(facts: VacancyFacts) -> Answer:
    """Same questions, same order, fixed beforehand (CIPD, guidance for managers)."""
    if not facts.kit.questions:
        return Answer(False, NO_QUESTIONS)
    state = "locked" if facts.kit.locked else "not locked yet"
    return Answer(facts.kit.locked, f"The kit has {counted(facts.kit.questions, 'question')} and is {state}.")


def values_covered(facts: VacancyFacts) -> Answer:
    """Three values questions at least, as trusts that publish their practice ask (Humber; Oxford)."""
    if not facts.kit.questions:
        return Answer(False, NO_QUESTIONS)
    number = len(facts.kit.values)
    return Answer(
        number >= FEWEST_VALUES,
        f"{number} of the 6 NHS values are covered; {FEWEST_VALUES} are needed.",
    )


def edi_question_asked(facts: VacancyFacts) -> Answer:
    """Equality work is asked about from the band the trust sets (MTW action plan, key action 4)."""
    if facts.kit.has_edi_question:
        return Answer(True, "The kit has an equality question.")
    if not facts.bands.edi_question_needed(facts.grade):
        return not_asked_below(facts.bands.edi_question_from, facts)
    return Answer(
        False, f"The kit has no equality question; one is asked from band {facts.bands.edi_question_from}."
    )


def anchors_on_every_question(facts: VacancyFacts) -> Answer:
    return progress(
        facts.kit.with_anchors,
        facts.kit.questions,
        "questions say what each mark sounds like",
        none=NO_QUESTIONS,
    )


def criteria_covered(facts: VacancyFacts) -> Answer:
    asked = [each.code for each in facts.criteria if TestedAt.INTERVIEW in each.tested_at]
    gaps = [code for code in asked if code not in facts.kit.criteria_covered]
    answer = progress(
        len(asked) - len(gaps),
        len(asked),
        "interview criteria have a question",
        none="No criterion is tested at interview yet.",
    )
    return Answer(answer.met, f"{answer.sentence} Without one: {listed(gaps)}.") if gaps else answer


def kit_fits_time(facts: VacancyFacts) -> Answer:
    kit = facts.kit
    if not kit.questions:
        return Answer(False, NO_QUESTIONS)
    if not kit.minutes_allowed:
        return Answer(False, f"The questions take {counted(kit.minutes, 'minute')}; no slot length is set.")
    return Answer(
        kit.minutes <= kit.minutes_allowed,
        f"The questions take {kit.minutes} of {counted(kit.minutes_allowed, 'minute')}.",
    )


def every_candidate_accounted_for(facts: VacancyFacts) -> Answer:
    return progress(
        facts.candidates.accounted_for,
        facts.candidates.shortlisted,
        "shortlisted candidates attended, withdrew or are marked as not attending",
        none="Nobody is shortlisted yet.",
    )


def every_sheet_sealed(facts: VacancyFacts) -> Answer:
    """Each member records alone, straight after each interview, before any talk."""
    return progress(
        facts.interview.sheets_sealed,
        facts.interview.sheets_expected,
        "interview sheets are sealed",
        none=NO_ROUND,
    )


def rounds_revealed(facts: VacancyFacts) -> Answer:
    number = facts.interview.rounds
    noun = "interview round" if number == 1 else "interview rounds"
    return progress(facts.interview.rounds_revealed, number, f"{noun} revealed", none=NO_ROUND)


def discussion_closed(facts: VacancyFacts) -> Answer:
    """A spread of two marks or more is talked over before any rank is shown."""
    if not facts.interview.rounds_revealed:
        return Answer(False, "Discussion begins when the sheets are revealed.")
    if facts.interview.discussion_closed:
        return Answer(True, "The discussion list is closed.")
    return Answer(False, f"{counted(facts.interview.discussion_open, 'discussion list')} still to be closed.")


def final_scores_given(facts: VacancyFacts) -> Answer:
    """Each member gives their own final scores, beside the sealed ones and never over them."""
    return progress(
        facts.interview.finals_given,
        facts.interview.finals_expected,
        "sheets have their member's final scores",
        none="Final scores follow the discussion.",
    )

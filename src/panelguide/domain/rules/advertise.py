"""The advert: written, complete, dated, and its words looked at. Words are prompts; keeping one is an answer."""

from typing import Final

from panelguide.domain.advert import Kind
from panelguide.domain.facts import VacancyFacts
from panelguide.domain.rules.answer import Answer, counted, listed, on
from panelguide.domain.statements import Statement

NO_ADVERT: Final = "No advert is written yet."


def advert_written(facts: VacancyFacts) -> Answer:
    if not facts.advert.words:
        return Answer(False, NO_ADVERT)
    return Answer(True, f"The advert has {counted(facts.advert.words, 'word')}.")


def closing_date_set(facts: VacancyFacts) -> Answer:
    day = facts.dates.closing
    return Answer(True, f"Closes on {on(day)}.") if day else Answer(False, "No closing date is set yet.")


def equality_and_adjustments_stated(facts: VacancyFacts) -> Answer:
    return _stated(facts, Statement.EQUALITY, Statement.ADJUSTMENTS)


def pay_hours_and_flexibility_stated(facts: VacancyFacts) -> Answer:
    return _stated(facts, Statement.PAY, Statement.HOURS, Statement.FLEXIBILITY)


def contact_and_formats_stated(facts: VacancyFacts) -> Answer:
    return _stated(facts, Statement.CONTACT, Statement.ALTERNATIVE_FORMAT)


def dates_stated(facts: VacancyFacts) -> Answer:
    return _stated(facts, Statement.CLOSING_DATE, Statement.INTERVIEW_DATE)


def coded_words_answered(facts: VacancyFacts) -> Answer:
    return _answered(facts, Kind.GENDER_CODED, "gender-coded word")


def disability_words_answered(facts: VacancyFacts) -> Answer:
    return _answered(facts, Kind.DISABILITY, "phrase about disability", "phrases about disability")


def excluding_words_answered(facts: VacancyFacts) -> Answer:
    return _answered(facts, Kind.EXCLUDING, "word that may shut people out", "words that may shut people out")


def jargon_answered(facts: VacancyFacts) -> Answer:
    return _answered(facts, Kind.JARGON, "piece of jargon", "pieces of jargon")


def reading_answered(facts: VacancyFacts) -> Answer:
    return _answered(facts, Kind.READING, "place that is hard to read", "places that are hard to read")


def _stated(facts: VacancyFacts, *statements: Statement) -> Answer:
    """A statement kept out on purpose, with a reason, counts as answered and is said to be so."""
    if not facts.advert.words:
        return Answer(False, NO_ADVERT)
    wanted = {statement.key: statement for statement in statements}
    missing = [found for found in facts.advert.found if found.key in wanted]
    open_ones = [wanted[found.key].name_for_people for found in missing if not found.kept]
    sentence = f"{len(statements) - len(missing)} of {len(statements)} statements found."
    if open_ones:
        return Answer(False, f"{sentence} Missing: {listed(open_ones)}.")
    return Answer(True, sentence + (f" Left out with a reason: {len(missing)}." if missing else ""))


def _answered(facts: VacancyFacts, kind: Kind, one: str, many: str = "") -> Answer:
    if not facts.advert.words:
        return Answer(False, NO_ADVERT)
    found = [each for each in facts.advert.found if each.kind == kind]
    if not found:
        return Answer(True, f"0 {many or one + 's'} found.")
    kept = sum(each.kept for each in found)
    return Answer(kept == len(found), f"{counted(len(found), one, many)} found, {kept} kept with a reason.")

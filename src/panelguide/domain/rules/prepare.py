"""Before the advert: the person specification, the panel, the method and the dates."""

import re
from datetime import date
from typing import Final

from panelguide.domain.criteria import Criterion, CriterionKind, TestedAt
from panelguide.domain.facts import PanelMember, VacancyFacts
from panelguide.domain.questions import Value
from panelguide.domain.rules.answer import Answer, counted, listed, not_asked_below, on, progress

MOST_ESSENTIALS: Final = 10
SMALLEST_PANEL: Final = 2
ADVISED_PANEL: Final = 3
MONTHS_IN_A_YEAR: Final = 12
INCLUSION: Final = "inclusion"

LENGTH_OF_EXPERIENCE: Final = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|several|many|some)\+?\s*"
    r"(?:or more\s+|plus\s+)?(?:years?|yrs?|months?)\b"
    r"|\byears?['’]?\s+(?:of\s+)?(?:[\w-]+\s+){0,2}experience\b",
    re.IGNORECASE,
)


def criteria_present(facts: VacancyFacts) -> Answer:
    essentials = _essentials(facts)
    desirables = len(facts.criteria) - len(essentials)
    if not essentials:
        return Answer(False, "No essential criterion yet.")
    return Answer(True, f"{len(essentials)} essential and {desirables} desirable criteria.")


def criteria_each_tested(facts: VacancyFacts) -> Answer:
    """A criterion tested nowhere cannot decide anything (the toolkit's tension of many factors, few tests)."""
    untested = [criterion.code for criterion in facts.criteria if not criterion.tested_at]
    answer = progress(
        len(facts.criteria) - len(untested),
        len(facts.criteria),
        "criteria say where they are tested",
        none="No criteria yet.",
    )
    return Answer(answer.met, f"{answer.sentence} Not yet: {listed(untested)}.") if untested else answer


def essentials_ten_or_fewer(facts: VacancyFacts) -> Answer:
    """Ten is this product's own line; published guidance says "avoid a long list" without a number."""
    number = len(_essentials(facts))
    return Answer(
        0 < number <= MOST_ESSENTIALS,
        f"{counted(number, 'essential criterion', 'essential criteria')}; {MOST_ESSENTIALS} is the most advised.",
    )


def no_length_of_experience(facts: VacancyFacts) -> Answer:
    """Length of experience says little about quality and shuts out by age (NHS Providers; Oxford Brookes)."""
    asking = [criterion.code for criterion in facts.criteria if LENGTH_OF_EXPERIENCE.search(criterion.text)]
    if not facts.criteria:
        return Answer(False, "No criteria yet.")
    if asking:
        verb = "asks" if len(asking) == 1 else "ask"
        return Answer(False, f"{listed(asking)} {verb} for a length of time.")
    return Answer(
        True, f"{counted(len(facts.criteria), 'criterion', 'criteria')} read; none asks for a length of time."
    )


def tags_confirmed(facts: VacancyFacts) -> Answer:
    asked = [criterion for criterion in facts.criteria if TestedAt.INTERVIEW in criterion.tested_at]
    return progress(
        sum(criterion.confirmed for criterion in asked),
        len(asked),
        "interview criteria have tags you confirmed",
        none="No criterion is tested at interview yet.",
    )


def compassion_or_inclusion_criterion(facts: VacancyFacts) -> Answer:
    """Every job description carries a compassion and inclusion competency (NHS Providers)."""
    return _any_criterion(
        [
            criterion
            for criterion in facts.criteria
            if _about_inclusion(criterion) or _about_compassion(criterion)
        ],
        "compassion or inclusion",
    )


def edi_criterion(facts: VacancyFacts) -> Answer:
    """Equality work is an essential criterion from the band the trust sets (MTW action plan, key action 4)."""
    if not facts.bands.edi_question_needed(facts.grade):
        return not_asked_below(facts.bands.edi_question_from, facts)
    found = [criterion for criterion in _essentials(facts) if _about_inclusion(criterion)]
    return _any_criterion(found, "equality and inclusion", kind="essential criterion")


def exercise_chosen(facts: VacancyFacts) -> Answer:
    """More skills exercises from the band the trust sets (MTW action plan, key action 6)."""
    if not facts.bands.skills_assessment_needed(facts.grade):
        return not_asked_below(facts.bands.skills_assessment_from, facts)
    tested = [criterion.code for criterion in facts.criteria if TestedAt.EXERCISE in criterion.tested_at]
    if tested:
        noun = counted(len(tested), "criterion is", "criteria are")
        return Answer(True, f"{noun} tested by an exercise: {listed(tested)}.")
    if facts.kit.has_exercise:
        return Answer(True, "The kit has an exercise.")
    return Answer(False, "No criterion is tested by an exercise and the kit has none.")


def panel_of_two(facts: VacancyFacts) -> Answer:
    """Two at least, three advised (NHS Blood and Transplant)."""
    number = len(facts.panel.members)
    verb = "scores" if number == 1 else "score"
    return Answer(
        number >= SMALLEST_PANEL,
        f"{counted(number, 'person', 'people')} {verb}; {SMALLEST_PANEL} are needed, {ADVISED_PANEL} advised.",
    )


def chair_named(facts: VacancyFacts) -> Answer:
    return _named(facts.panel.chair, "chair")


def deputy_named(facts: VacancyFacts) -> Answer:
    return _named(facts.panel.deputy, "deputy chair")


def edi_representative_named(facts: VacancyFacts) -> Answer:
    """A trained representative who can stop an unfair process (MTW action plan, key action 2)."""
    if facts.panel.edi_representative or facts.bands.edi_representative_needed(facts.grade):
        return _named(facts.panel.edi_representative, "EDI representative")
    return not_asked_below(facts.bands.edi_representative_from, facts)


def confirmer_and_stand_in_named(facts: VacancyFacts) -> Answer:
    """Whoever signs what makes a round smaller; the EDI representative unless somebody else is named."""
    confirmer = facts.panel.confirmer or facts.panel.edi_representative
    stand_in = facts.panel.stand_in
    named = sum((bool(confirmer), bool(stand_in)))
    if named == 2 and confirmer == stand_in:
        return Answer(False, f"{confirmer} is both confirmer and stand-in; two people are needed.")
    missing = [name for name, holder in (("confirmer", confirmer), ("stand-in", stand_in)) if not holder]
    rest = f" Missing: {listed(missing)}." if missing else f" {confirmer}, and {stand_in} for them."
    return Answer(not missing, f"{named} of 2 named.{rest}")


def escalation_contact_named(facts: VacancyFacts) -> Answer:
    """Whoever records how a stop ends cannot be one of those it stopped."""
    contact = facts.panel.escalation_contact
    if contact and contact in {member.name for member in facts.panel.members}:
        return Answer(False, f"{contact} sits on the panel; the escalation contact is somebody outside it.")
    return _named(contact, "escalation contact")


def training_in_date(facts: VacancyFacts) -> Answer:
    """How long training counts is the trust's setting, 36 months unless changed."""
    everyone = {member.name: member for member in (*facts.panel.shortlisters, *facts.panel.members)}
    lapsed = [member.name for member in everyone.values() if not _training_counts(member, facts)]
    answer = progress(
        len(everyone) - len(lapsed),
        len(everyone),
        f"trained in the last {facts.training_valid_months} months",
        none="Nobody is on the panel yet.",
    )
    return Answer(answer.met, f"{answer.sentence} Not in date: {listed(lapsed)}.") if lapsed else answer


def dates_set(facts: VacancyFacts) -> Answer:
    days = {
        "closing": facts.dates.closing,
        "shortlisting": facts.dates.shortlist,
        "interviews": facts.dates.interview,
    }
    missing = [name for name, day in days.items() if day is None]
    if missing:
        return Answer(
            False, f"{len(days) - len(missing)} of {len(days)} dates set. Missing: {listed(missing)}."
        )
    in_order = [day for day in days.values() if day is not None]
    if in_order != sorted(in_order):
        return Answer(
            False, "3 of 3 dates set, but they are not in the order closing, shortlisting, interviews."
        )
    return Answer(True, f"3 of 3 dates set; interviews on {on(in_order[-1])}.")


def method_recorded(facts: VacancyFacts) -> Answer:
    """How scores are combined is fixed before anybody is seen (Labour Relations Agency)."""
    if not facts.method.recorded:
        return Answer(False, "No scoring method is recorded yet.")
    if facts.method.tie_margin is None:
        return Answer(False, "The method is recorded without a tie margin.")
    return Answer(True, f"The method is recorded, with a tie margin of {facts.method.tie_margin}.")


def appointable_line_set(facts: VacancyFacts) -> Answer:
    line = facts.method.appointable_line
    if line is None:
        return Answer(False, "No appointable line is set yet.")
    return Answer(True, f"A final figure of {line} of 5 is appointable.")


def retention_date_set(facts: VacancyFacts) -> Answer:
    day = facts.dates.retention
    if day is None:
        return Answer(False, "No day is set for erasing the records.")
    if facts.dates.interview is not None and day <= facts.dates.interview:
        return Answer(False, f"{on(day)} is set, which is not after the interviews.")
    return Answer(True, f"The records are to be erased on {on(day)}.")


def _essentials(facts: VacancyFacts) -> list[Criterion]:
    return [criterion for criterion in facts.criteria if criterion.kind is CriterionKind.ESSENTIAL]


def _about_inclusion(criterion: Criterion) -> bool:
    return Value.EVERYONE_COUNTS in criterion.values or INCLUSION in criterion.competencies


def _about_compassion(criterion: Criterion) -> bool:
    return Value.COMPASSION in criterion.values


def _any_criterion(found: list[Criterion], subject: str, *, kind: str = "criterion") -> Answer:
    if not found:
        return Answer(False, f"No {kind} is tagged to {subject}.")
    verb = "is" if len(found) == 1 else "are"
    return Answer(True, f"{listed(criterion.code for criterion in found)} {verb} about {subject}.")


def _named(name: str, seat: str) -> Answer:
    return Answer(True, f"{name} is {seat}.") if name else Answer(False, f"No {seat} is named yet.")


def _training_counts(member: PanelMember, facts: VacancyFacts) -> bool:
    if member.trained_on is None:
        return False
    return _months_between(member.trained_on, facts.today) < facts.training_valid_months


def _months_between(earlier: date, later: date) -> int:
    months = (later.year - earlier.year) * MONTHS_IN_A_YEAR + later.month - earlier.month
    return months if later.day >= earlier.day else months - 1

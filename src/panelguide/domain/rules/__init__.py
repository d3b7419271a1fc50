"""The rules that answer for a checklist item from what is recorded, by the name the checklist calls them.

`RULES["shortlist.conflicts_declared"](facts)` says whether the item is met and the sentence shown beside it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from panelguide.domain.rules import advertise, after, interview, outcome, prepare, shortlist
from panelguide.domain.rules.answer import Answer, Rule

_BY_STAGE: Final[Mapping[str, tuple[Rule, ...]]] = {
    "prepare": (
        prepare.criteria_present,
        prepare.criteria_each_tested,
        prepare.essentials_ten_or_fewer,
        prepare.no_length_of_experience,
        prepare.tags_confirmed,
        prepare.compassion_or_inclusion_criterion,
        prepare.edi_criterion,
        prepare.exercise_chosen,
        prepare.panel_of_two,
        prepare.chair_named,
        prepare.deputy_named,
        prepare.edi_representative_named,
        prepare.confirmer_and_stand_in_named,
        prepare.escalation_contact_named,
        prepare.training_in_date,
        prepare.dates_set,
        prepare.method_recorded,
        prepare.appointable_line_set,
        prepare.retention_date_set,
    ),
    "advertise": (
        advertise.advert_written,
        advertise.closing_date_set,
        advertise.equality_and_adjustments_stated,
        advertise.pay_hours_and_flexibility_stated,
        advertise.contact_and_formats_stated,
        advertise.dates_stated,
        advertise.coded_words_answered,
        advertise.disability_words_answered,
        advertise.excluding_words_answered,
        advertise.jargon_answered,
        advertise.reading_answered,
    ),
    "shortlist": (
        shortlist.two_shortlisters,
        shortlist.conflicts_declared,
        shortlist.values_criterion_on_form,
        shortlist.reason_for_each_not_shortlisted,
        shortlist.shortlist_locked,
    ),
    "interview": (
        interview.kit_locked,
        interview.values_covered,
        interview.edi_question_asked,
        interview.anchors_on_every_question,
        interview.criteria_covered,
        interview.kit_fits_time,
        interview.every_candidate_accounted_for,
        interview.every_sheet_sealed,
        interview.rounds_revealed,
        interview.discussion_closed,
        interview.final_scores_given,
    ),
    "outcome": (
        outcome.decision_recorded,
        outcome.reason_for_each,
        outcome.feedback_for_each,
        outcome.letters_made,
    ),
    "after": (after.retention_date_after_letters,),
}

RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {f"{stage}.{rule.__name__}": rule for stage, rules in _BY_STAGE.items() for rule in rules}
)

__all__ = ["RULES", "Answer", "Rule"]

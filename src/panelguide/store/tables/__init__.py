"""The tables, as SQLModel classes used for their schema only: nothing is written or read as objects.

Queries use the core tables named below, whose columns are `table.c.name`.

Ids are 32 lower-case hex digits. Times are UTC text YYYY-MM-DDTHH:MM:SSZ, dates ISO text, decimals text:
the two databases then hold and sort the same bytes.
"""

from panelguide.store.tables.base import core, metadata
from panelguide.store.tables.candidates import CandidateRow, IdentityRow, ImportSourceRow
from panelguide.store.tables.interview import (
    DraftRow,
    FinalScoreRow,
    KitQuestionRow,
    KitRow,
    ManifestRow,
    NotAskedRow,
    ReleaseRow,
    RevealRow,
    RoundRow,
    ScoreRow,
    SheetRow,
)
from panelguide.store.tables.organisation import (
    AuditHeadRow,
    AuditRow,
    EnrolmentCodeRow,
    OrganisationRow,
    PersonKeyRow,
    PersonRow,
)
from panelguide.store.tables.outcome import (
    DecisionLineRow,
    DecisionRow,
    FeedbackPointRow,
    LetterRow,
    OfferRow,
)
from panelguide.store.tables.vacancies import (
    AdvertRow,
    ChecklistStateRow,
    CriterionRow,
    KeptWordRow,
    MethodRow,
    PanelSeatRow,
    VacancyRow,
)

advert = core(AdvertRow)
audit_head = core(AuditHeadRow)
audit = core(AuditRow)
candidate = core(CandidateRow)
checklist_state = core(ChecklistStateRow)
criterion = core(CriterionRow)
decision_line = core(DecisionLineRow)
decision = core(DecisionRow)
draft = core(DraftRow)
enrolment_code = core(EnrolmentCodeRow)
feedback_point = core(FeedbackPointRow)
final_score = core(FinalScoreRow)
identity = core(IdentityRow)
import_source = core(ImportSourceRow)
kept_word = core(KeptWordRow)
kit_question = core(KitQuestionRow)
kit = core(KitRow)
letter = core(LetterRow)
manifest = core(ManifestRow)
method = core(MethodRow)
not_asked = core(NotAskedRow)
offer = core(OfferRow)
organisation = core(OrganisationRow)
panel_seat = core(PanelSeatRow)
person_key = core(PersonKeyRow)
person = core(PersonRow)
release = core(ReleaseRow)
reveal = core(RevealRow)
round = core(RoundRow)
score = core(ScoreRow)
sheet = core(SheetRow)
vacancy = core(VacancyRow)

__all__ = [
    "advert",
    "audit",
    "audit_head",
    "candidate",
    "checklist_state",
    "criterion",
    "decision",
    "decision_line",
    "draft",
    "enrolment_code",
    "feedback_point",
    "final_score",
    "identity",
    "import_source",
    "kept_word",
    "kit",
    "kit_question",
    "letter",
    "manifest",
    "metadata",
    "method",
    "not_asked",
    "offer",
    "organisation",
    "panel_seat",
    "person",
    "person_key",
    "release",
    "reveal",
    "round",
    "score",
    "sheet",
    "vacancy",
]

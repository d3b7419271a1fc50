"""Questions and criteria for tests, complete enough to be real and short enough to read."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from panelguide.domain.bands import Grade, GradeRange, PayScale
from panelguide.domain.criteria import Criterion, CriterionKind, TestedAt
from panelguide.domain.questions import (
    Category,
    Phrase,
    Probe,
    Question,
    QuestionStatus,
    QuestionType,
    Source,
    StaffGroup,
    Value,
)

BAND_6 = Grade(PayScale.AFC, "6")
ALL_AFC = GradeRange(frozenset({PayScale.AFC}))


def a_question(
    id: str,
    *,
    value: Value | None = None,
    secondary_values: Iterable[Value] = (),
    competencies: Iterable[str] = (),
    minutes: int = 6,
    category: Category = Category.VALUES,
    status: QuestionStatus = QuestionStatus.ACTIVE,
    grades: GradeRange = ALL_AFC,
    staff_groups: Iterable[StaffGroup] = (StaffGroup.ANY,),
    pass_line: int = 3,
) -> Question:
    """A question of the bank; an exercise when its category says so."""
    exercise = category is Category.EXERCISE
    return Question(
        id=id,
        version=1,
        status=status,
        type=QuestionType.EXERCISE if exercise else QuestionType.BEHAVIOURAL,
        category=category,
        theme=category.value,
        title=f"Something about {id}",
        value=value,
        secondary_values=tuple(secondary_values),
        competencies=tuple(competencies),
        grades=grades,
        staff_groups=frozenset(staff_groups),
        purpose="Seeks one real example.",
        ask=f"Tell us about a time that shows {id}.",
        plain_version=f"Tell us about one time for {id}. What did you do?",
        opening_note="Work, study, volunteering or home life are all fine.",
        minutes=minutes,
        probes=(Probe("What did you do next?", "The example stops early"),),
        positive_indicators=("acts in good time", "checks the result"),
        negative_indicators=("waits for others",),
        anchors={mark: f"{id} heard at {mark}" for mark in range(6)},
        pass_line=pass_line,
        red_flags=("mocks somebody",),
        share_in_advance=True,
        avoid=("the candidate's own health",),
        strength_phrases=(
            Phrase(1, f"In {id} you acted in good time."),
            Phrase(2, f"For {id} you checked the result."),
        ),
        develop_phrases=(
            Phrase(1, f"A stronger answer to {id} would say how soon you acted."),
            Phrase(2, f"Next time, tell the panel what came of it in {id}."),
        ),
        source=Source("own", "values framework"),
        reviewed_on=date(2026, 11, 1),
        reviewed_by="recruitment lead",
        accessibility_notes="Offer the question in writing.",
    )


def a_criterion(
    code: str,
    *,
    values: Iterable[Value] = (),
    competencies: Iterable[str] = (),
    tested_at: Iterable[TestedAt] = (TestedAt.INTERVIEW,),
    weight: str = "1",
    confirmed: bool = True,
    text: str = "Works well with other people",
) -> Criterion:
    """A line of the person specification, its tags confirmed unless said otherwise."""
    return Criterion(
        id=f"id-{code}",
        code=code,
        kind=CriterionKind.DESIRABLE if code.startswith("D") else CriterionKind.ESSENTIAL,
        text=text,
        tested_at=frozenset(tested_at),
        weight=Decimal(weight),
        values=tuple(values),
        competencies=tuple(competencies),
        confirmed=confirmed,
    )

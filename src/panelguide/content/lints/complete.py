"""Lints on what an entry must hold besides its form: indicators, phrases, tags, the parts of an exercise."""

import re
from collections.abc import Iterator
from typing import Final

from panelguide.content.lints.finding import Finding, QuestionLint, Surroundings, phrases_of
from panelguide.domain.feedback import SENTENCE_END
from panelguide.domain.questions import Category, Exercise, Question, QuestionType

INDICATORS: Final = range(4, 7)
MARKING_POINTS: Final = range(4, 7)
FEWEST_PHRASES: Final = 2
ID_GROUPS: Final = ("24", "57", "89", "VSM", "MED", "ALL")
_ID: Final = re.compile(rf"[A-Z]{{2,6}}-(?:{'|'.join(ID_GROUPS)})-[0-9]{{2,3}}")
# What cannot be marked fairly without being written down: how the actor behaves, what each observer notes.
NEEDS_ACTOR: Final = frozenset({"role-play"})
NEEDS_OBSERVERS: Final = frozenset({"group", "stakeholder-event"})


def unknown_competency(question: Question, around: Surroundings) -> Iterator[Finding]:
    for index, name in enumerate(question.competencies):
        if name not in around.competencies:
            yield Finding(
                ("competencies", index),
                f"“{name}” is not a competency of tags.yaml.",
                "Use one that stands there, or add it there first.",
            )
    if not question.competencies:
        yield Finding(("competencies",), "No competency is named.", "Name at least one of tags.yaml.")


def value_missing(question: Question, _: Surroundings) -> Iterator[Finding]:
    if question.category is Category.VALUES and question.value is None:
        yield Finding(("value",), "A values question names no value.", "Name the one it is about.")
    if question.value in question.secondary_values:
        yield Finding(
            ("secondary_values",),
            "The main value stands again among the others.",
            "Take it out of the others.",
        )


def indicators_missing(question: Question, _: Surroundings) -> Iterator[Finding]:
    for side, found in (
        ("positive", question.positive_indicators),
        ("negative", question.negative_indicators),
    ):
        if len(found) not in INDICATORS:
            yield Finding(
                ("indicators", side),
                f"There are {len(found)} {side} indicators; 4 to 6 are wanted.",
                "Write short behaviours that can be seen or heard.",
            )


def phrases_missing(question: Question, _: Surroundings) -> Iterator[Finding]:
    for side, found in (("strength", question.strength_phrases), ("develop", question.develop_phrases)):
        if len(found) < FEWEST_PHRASES:
            yield Finding(
                ("feedback_phrases", side),
                f"There are {len(found)} phrases for {side}; at least {FEWEST_PHRASES} are wanted.",
                "Write one for each indicator people most often show or miss.",
            )


def phrase_without_indicator(question: Question, _: Surroundings) -> Iterator[Finding]:
    last = len(question.positive_indicators)
    for place, _side, phrase in phrases_of(question):
        if not 1 <= phrase.indicator <= last:
            yield Finding(
                (*place, "indicator"),
                f"The phrase speaks of positive indicator {phrase.indicator}; there are {last}.",
                f"Name one from 1 to {last}.",
            )


def advice_without_a_step(question: Question, _: Surroundings) -> Iterator[Finding]:
    """The letter prints what a stronger answer holds, and then the last sentence as the step to take."""
    for place, side, phrase in phrases_of(question):
        if side == "develop" and len(SENTENCE_END.split(phrase.text.strip())) < 2:
            yield Finding(
                (*place, "text"),
                "The advice is one sentence, which the letter gives as the step to take.",
                "Say what a stronger answer holds, and end with one step to take as a sentence of its own.",
            )


def safeguards_missing(question: Question, _: Surroundings) -> Iterator[Finding]:
    if not question.red_flags:
        yield Finding(("red_flags",), "No red flag is named.", "Say what would make the panel stop and talk.")
    if not question.avoid:
        yield Finding(("avoid",), "Nothing to avoid is named.", "Say which follow-ups nobody may ask here.")


def id_out_of_pattern(question: Question, _: Surroundings) -> Iterator[Finding]:
    if not _ID.fullmatch(question.id):
        yield Finding(
            ("id",),
            f"“{question.id}” is not built as PREFIX-GROUP-NN.",
            f"Use a prefix, one of {', '.join(ID_GROUPS)}, and a number: COMP-57-01.",
        )


def exercise_incomplete(question: Question, _: Surroundings) -> Iterator[Finding]:
    is_exercise = question.category is Category.EXERCISE
    if is_exercise is not (question.type is QuestionType.EXERCISE):
        yield Finding(
            ("type",), "Type and category do not both say exercise.", "Make both exercise, or neither."
        )
    if is_exercise and question.exercise is None:
        yield Finding(
            ("exercise",), "The exercise has no exercise part.", "Write kind, times, materials and briefs."
        )
    if not is_exercise and question.exercise is not None:
        yield Finding(("exercise",), "A question that is no exercise has an exercise part.", "Take it out.")
    if question.exercise is not None:
        yield from _parts_missing(question.exercise)


def _parts_missing(exercise: Exercise) -> Iterator[Finding]:
    place = "exercise"
    if len(exercise.marking_guide) not in MARKING_POINTS:
        what = f"The marking guide has {len(exercise.marking_guide)} points; 4 to 6 are wanted."
        yield Finding((place, "marking_guide"), what, "Name what is marked, in the order it is seen.")
    if not exercise.materials:
        yield Finding((place, "materials"), "No materials are listed.", "List what must be in the room.")
    if not exercise.adjustments:
        yield Finding(
            (place, "adjustments"), "No adjustments are listed.", "Say what can be changed, and how."
        )
    if exercise.kind in NEEDS_ACTOR and not exercise.actor_brief:
        what = "A role play has no brief for the actor, so every candidate meets another person."
        yield Finding((place,), what, "Write actor_brief: what they say, hold back and how they respond.")
    if exercise.kind in NEEDS_OBSERVERS and not exercise.observer_sheet:
        what = f"A {exercise.kind} has no sheet for its observers."
        yield Finding((place,), what, "Write observer_sheet: what each observer records.")


COMPLETE_LINTS: Final[dict[str, QuestionLint]] = {
    "unknown-tag": unknown_competency,
    "value": value_missing,
    "indicators": indicators_missing,
    "phrases": phrases_missing,
    "phrase-indicator": phrase_without_indicator,
    "phrase-step": advice_without_a_step,
    "safeguards": safeguards_missing,
    "id": id_out_of_pattern,
    "exercise": exercise_incomplete,
}

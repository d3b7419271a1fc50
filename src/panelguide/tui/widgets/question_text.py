"""A question as it is read: what is asked, how it is followed up, and what each mark sounds like."""

from collections.abc import Iterable

from textual.content import Content

from panelguide.domain.bands import AFC_BANDS, GradeRange, PayScale
from panelguide.domain.questions import MARKS, Question
from panelguide.tui.text import plain, stacked, styled


def facts(question: Question) -> str:
    """Its value, grades, kind and minutes on one line."""
    value = question.value.value.replace("-", " ") if question.value else "no value"
    return (
        f"{question.id}   {value}   {_grades(question.grades)}   {question.type}   {question.minutes} minutes"
    )


def ask_text(question: Question) -> Content:
    """The wording and the follow-ups: enough to choose by."""
    return stacked(
        (
            styled("[bold]$title[/]", title=question.title),
            styled("[$muted]$facts[/]", facts=facts(question)),
            plain(""),
            plain(question.ask),
            *_section("PROBES", _probes(question)),
        )
    )


def question_text(question: Question) -> Content:
    """All of it, in the order a member needs it in the room."""
    anchors = [f"{mark}  {question.anchors[mark]}" for mark in reversed(MARKS) if mark in question.anchors]
    return stacked(
        (
            styled("[bold]$title[/]", title=question.title),
            styled("[$muted]$facts[/]", facts=facts(question)),
            *_section("ASK", (question.ask,)),
            *_section("IN PLAIN WORDS", (question.plain_version,)),
            *_section("SAY FIRST", (question.opening_note,)),
            *_section("PROBES", _probes(question)),
            *_section("MARKS", anchors),
            *_section("GOOD SIGNS", _listed(question.positive_indicators)),
            *_section("POOR SIGNS", _listed(question.negative_indicators)),
            *_section("RED FLAGS", _listed(question.red_flags)),
            *_section("DO NOT ASK OR MARK", _listed(question.avoid)),
            *_section("FOR ACCESS", (question.accessibility_notes,)),
            *_exercise(question),
            *_section("WHY IT IS ASKED", (question.purpose,)),
            *_section("WHERE IT COMES FROM", (question.source.basis, question.source.url)),
        )
    )


def _exercise(question: Question) -> tuple[Content, ...]:
    it = question.exercise
    if it is None:
        return ()
    return (
        *_section("BRIEF FOR THE CANDIDATE", (it.candidate_brief,)),
        *_section("TO HAVE READY", _listed(it.materials)),
        *_section("TIME TO PREPARE", (f"{it.preparation_minutes} minutes",)),
        *_section("BRIEF FOR THE ACTOR", (it.actor_brief,)),
        *_section("MARKING GUIDE", _listed(it.marking_guide)),
        *_section("WHAT TO WATCH FOR", _listed(it.observer_sheet)),
        *_section("ADJUSTMENTS", _listed(it.adjustments)),
    )


def _section(title: str, lines: Iterable[str]) -> tuple[Content, ...]:
    """A title with its lines and an empty line before it; nothing where no line has words."""
    kept = [plain(text) for text in lines if text]
    return (plain(""), styled("[bold $focus]$title[/]", title=title), *kept) if kept else ()


def _probes(question: Question) -> list[str]:
    return [f"- {probe.text}" + (f" ({probe.when})" if probe.when else "") for probe in question.probes]


def _listed(lines: Iterable[str]) -> list[str]:
    return [f"- {text}" for text in lines]


def _grades(grades: GradeRange) -> str:
    names = [scale.value for scale in sorted(grades.scales) if scale is not PayScale.AFC]
    if PayScale.AFC in grades.scales:
        whole = (grades.lowest, grades.highest) == (AFC_BANDS[0], AFC_BANDS[-1])
        bands = (
            f"bands {grades.lowest} to {grades.highest}"
            if grades.lowest != grades.highest
            else f"band {grades.lowest}"
        )
        names.insert(0, "all bands" if whole else bands)
    return ", ".join(names)

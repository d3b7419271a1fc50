"""The content check: small functions that each look for one fault and say where it is and how to mend it."""

from collections.abc import Collection, Iterator
from typing import Final

from panelguide.content.bank import PlacedQuestion
from panelguide.content.lints.anchors import ANCHOR_BANK_LINTS, ANCHOR_LINTS
from panelguide.content.lints.asking import ASKING_LINTS
from panelguide.content.lints.complete import COMPLETE_LINTS
from panelguide.content.lints.duplicates import DUPLICATE_LINTS
from panelguide.content.lints.finding import BankLint, Finding, QuestionLint, Surroundings
from panelguide.content.lints.items import unknown_rules, unused_rules
from panelguide.content.lints.wording import WORDING_LINTS
from panelguide.content.problems import Problem
from panelguide.content.reading import SourceContent
from panelguide.domain.questions import QuestionStatus

QUESTION_LINTS: Final[dict[str, QuestionLint]] = ASKING_LINTS | ANCHOR_LINTS | COMPLETE_LINTS | WORDING_LINTS
BANK_LINTS: Final[dict[str, BankLint]] = ANCHOR_BANK_LINTS | DUPLICATE_LINTS


def lint(source: SourceContent, rule_names: Collection[str]) -> Iterator[Problem]:
    """Every fault in the questions and items that are in use. rule_names: the rules an item may name."""
    around = Surroundings(source.bank.competencies, source.words)
    looked_at = tuple(
        placed
        for placed in (*source.bank.questions.values(), *source.bank.misfits)
        if placed.question.status is not QuestionStatus.RETIRED
    )
    for placed, finding, name in _findings(looked_at, around):
        if not (finding.place and finding.place[0] in placed.stood_in):
            yield _problem(placed, finding, name)
    yield from unknown_rules(source.checklist.items.values(), rule_names)
    yield from unused_rules(source.checklist, rule_names)


def _findings(
    questions: tuple[PlacedQuestion, ...], around: Surroundings
) -> Iterator[tuple[PlacedQuestion, Finding, str]]:
    for name, question_lint in QUESTION_LINTS.items():
        for placed in questions:
            for finding in question_lint(placed.question, around):
                yield placed, finding, name
    for name, bank_lint in BANK_LINTS.items():
        for placed, finding in bank_lint(questions):
            yield placed, finding, name


def _problem(placed: PlacedQuestion, finding: Finding, name: str) -> Problem:
    what = finding.what if placed.question.id in finding.what else f"{placed.question.id}: {finding.what}"
    return Problem(placed.parsed.file.name, placed.line(*finding.place), what, finding.fix, name)

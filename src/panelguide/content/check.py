"""The content check: every problem of every file, and counts of what the content offers."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Final

from panelguide.content.lints import lint
from panelguide.content.locate import Folder, read_files
from panelguide.content.problems import Problem
from panelguide.content.reading import read_content
from panelguide.domain.bands import BandGroup
from panelguide.domain.checklist import Item
from panelguide.domain.questions import Question, QuestionType, StaffGroup, Value
from panelguide.domain.stages import STAGES

NO_VALUE: Final = "none"


@dataclass(frozen=True, slots=True)
class QuestionCounts:
    """Questions in use. coverage: by main value and, within it, by band group; a question for several
    groups counts in each."""

    total: int
    by_value: Mapping[str, int]
    by_band_group: Mapping[str, int]
    by_type: Mapping[str, int]
    by_staff_group: Mapping[str, int]
    coverage: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class ItemCounts:
    total: int
    by_stage: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Report:
    """What the content check found. folders: where the content was read from, the trust's own last."""

    folders: tuple[str, ...]
    problems: tuple[Problem, ...]
    questions: QuestionCounts
    items: ItemCounts
    rules: int

    @property
    def clean(self) -> bool:
        return not self.problems

    def as_json(self) -> dict[str, object]:
        """The report as plain maps and lists, the form that --json prints."""
        return {
            "folders": list(self.folders),
            "problems": [asdict(problem) for problem in self.problems],
            "questions": asdict(self.questions),
            "items": asdict(self.items),
            "rules": {"total": self.rules},
        }


def check(folders: Iterable[Folder], rule_names: Collection[str]) -> Report:
    """Read all content anew, past any cache, and look at everything in it.

    folders: from locate.content_folders. rule_names: the rules a checklist item may name.
    """
    looked_in = tuple(folders)
    source = read_content(read_files(looked_in))
    problems = sorted({*source.problems, *lint(source, rule_names)})
    questions = [placed.question for placed in source.bank.questions.values() if placed.question.active]
    items = [placed.item for placed in source.checklist.items.values()]
    return Report(
        folders=tuple(str(folder.path) for folder in looked_in),
        problems=tuple(problems),
        questions=count_questions(questions),
        items=count_items(items),
        rules=len(rule_names),
    )


def count_questions(questions: Collection[Question]) -> QuestionCounts:
    """How many questions there are of each kind; kinds without a question count 0."""
    groups = [(question, group) for question in questions for group in question.grades.groups()]
    return QuestionCounts(
        total=len(questions),
        by_value=_counted((_value_of(question) for question in questions), (*Value, NO_VALUE)),
        by_band_group=_counted((group for _, group in groups), BandGroup),
        by_type=_counted((question.type for question in questions), QuestionType),
        by_staff_group=_counted((g for question in questions for g in question.staff_groups), StaffGroup),
        coverage={
            value: _counted((group for q, group in groups if _value_of(q) == value), BandGroup)
            for value in (*map(str, Value), NO_VALUE)
        },
    )


def count_items(items: Collection[Item]) -> ItemCounts:
    return ItemCounts(len(items), _counted((item.stage for item in items), STAGES))


def _value_of(question: Question) -> str:
    return question.value or NO_VALUE


def _counted(found: Iterable[str], kinds: Iterable[str]) -> dict[str, int]:
    counts = Counter(map(str, found))
    return {str(kind): counts[str(kind)] for kind in kinds}

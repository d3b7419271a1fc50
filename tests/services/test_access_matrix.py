"""Who may do what and who sees what: every service by everybody, against two tables people can read.

`access_matrix.txt` has a line for each service, at the step where it can do what it is for. `who_sees_what.txt`
has a line for each thing that is not for everybody, looked for in all that every service says; what is sealed
is looked for in test_nothing_leaks. A service that is
in neither table fails the test, so nothing new is open to anybody until somebody has said to whom.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from tests import every_service, stages
from tests.every_service import DONE, NO_SUCH

# Full size: left to the long run.
pytestmark = pytest.mark.long

MATRIX = Path(__file__).with_name("access_matrix.txt")
SIGHT = Path(__file__).with_name("who_sees_what.txt")

# What is looked for, and the word that stands for it wherever it is kept.
MARKERS = {
    "names": "Namemark",
    "application references": "REFMARK",
    "statements": "Statementmark",
    "employers": "Employmark",
    "addresses": "mailmark",
    "what was asked for": "Adjustmark",
    "what to arrange": "Arrangemark",
    "equality answers": "EQUALMARK",
    "chair's notes": "SecretofOkafor",
    "deputy's notes": "SecretofBegum",
    "member's notes": "SecretofWood",
}
STEPS = {"before the lock": ("ready", "V002"), "decided": ("decided", "V001")}


@pytest.fixture(scope="module")
def desk(walked: stages.Stages, tmp_path_factory: pytest.TempPathFactory) -> Iterator[every_service.Desk]:
    made = every_service.Desk(walked, tmp_path_factory.mktemp("desk"))
    yield made
    made.close()


def read_table(path: Path) -> tuple[list[str], dict[str, list[str]]]:
    """The people of the heading, and each line's cells by what stands before the colon."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    people = [name.strip() for name in lines[0].partition(":")[2].split(",")]
    return people, {name.strip(): cells.split() for name, _, cells in (it.partition(":") for it in lines[1:])}


def test_every_service_is_open_to_those_in_the_table_and_to_nobody_else(
    walked: stages.Stages, desk: every_service.Desk
) -> None:
    people, wanted = read_table(MATRIX)
    assert people == list(walked.people)
    found = {}
    for service in every_service.for_people():
        step, code = every_service.WHERE.get(service.name, every_service.ELSEWHERE)
        cells = []
        for actor in walked.people.values():
            day = desk.day(step)
            with day.context.store.read():
                head = day.context.store.head()
            cells.append(every_service.call(day, service, actor, code).cell)
            _assert_recorded(day.context.store.head() > head, desk.wrote(step), service.name)
        found[service.name] = cells
    assert found == wanted
    assert all(DONE in cells for cells in found.values())


def _assert_recorded(recorded: bool, wrote: bool, name: str) -> None:
    """Whatever was written left an entry in the audit trail: but for a draft, which tells nobody how it grows."""
    assert recorded == wrote or name == "sheets.save_draft" or name == "interview_files.import_own_marks", (
        name
    )


def test_who_sees_what_is_what_the_table_says(walked: stages.Stages, desk: every_service.Desk) -> None:
    people, wanted = read_table(SIGHT)
    assert people == list(walked.people)
    found: dict[str, list[str]] = {}
    for when, (step, code) in STEPS.items():
        seen = _seen(walked, desk, step, code)
        for what in MARKERS:
            found[f"{when}, {what}"] = ["+" if what in seen[person] else "-" for person in people]
    assert found == wanted


def _seen(walked: stages.Stages, desk: every_service.Desk, step: str, code: str) -> Mapping[str, set[str]]:
    day = every_service.only_reading(desk.day(step))
    seen: dict[str, set[str]] = {}
    for person, actor in walked.people.items():
        said = "".join(
            every_service.call(day, service, actor, code).said for service in every_service.for_people()
        )
        seen[person] = {what for what, marker in MARKERS.items() if marker in said}
    day.context.store.close()
    return seen


def test_a_refusal_says_the_same_of_a_vacancy_that_is_there_and_of_one_that_is_not(
    walked: stages.Stages, desk: every_service.Desk
) -> None:
    """Nobody learns from a refusal that a vacancy, or a candidate of it, exists."""
    day = every_service.only_reading(desk.day("open"))
    for person in ("EDI lead", "IG", "stranger"):
        actor = walked.people[person]
        for service in every_service.for_people():
            if "code" not in service.parameters or service.name == "audits.list_entries":
                continue
            there = every_service.call(day, service, actor, "V001")
            nowhere = every_service.call(day, service, actor, "V001", instead="V041")
            assert there.cell != DONE, (person, service.name)
            assert there.said.replace("V001", "V041") == nowhere.said, (person, service.name)
            assert there.cell == nowhere.cell
            if service.name != "interview_files.import_own_marks":
                assert there.cell == NO_SUCH, (person, service.name)
    day.context.store.close()

"""Every planted fault is found, in the right file and at the right line, and nothing else is said.

Each file of faults/ is a unified diff over the sample content, headed by what the check must find.
"""

import re
import shutil
from pathlib import Path

import pytest

from panelguide.content.check import check
from panelguide.content.lints import BANK_LINTS, QUESTION_LINTS
from panelguide.content.lints.items import UNKNOWN_RULE, UNUSED_RULE
from panelguide.content.locate import Folder

HERE = Path(__file__).parent
SAMPLE = HERE / "sample"
FAULTS = sorted((HERE / "faults").glob("*.patch"))
RULES = {"prepare.panel_of_two", "advertise.closing_date_set"}
HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@")


def apply_patch(patch: str, root: Path) -> None:
    """Apply a unified diff of one file; fails when a line it takes out or passes over is not there."""
    name = re.search(r"^\+\+\+ b/(\S+)", patch, re.MULTILINE)
    assert name is not None
    path = root / name.group(1)
    before = path.read_text(encoding="utf-8").splitlines(keepends=True)
    after: list[str] = []
    at = 0
    for line in patch.splitlines(keepends=True)[patch[: name.end()].count("\n") + 1 :]:
        hunk = HUNK.match(line)
        if hunk:
            start = int(hunk.group(1)) - (0 if hunk.group(2) == "0" else 1)
            after += before[at:start]
            at = start
        elif line[0] == "+":
            after.append(line[1:])
        else:
            assert before[at] == line[1:], f"{path}:{at + 1} is not what the patch expects"
            if line[0] == " ":
                after.append(before[at])
            at += 1
    path.write_text("".join(after + before[at:]), encoding="utf-8")


def expected_in(patch: str) -> set[str]:
    return set(re.findall(r"^Finds: (.+)$", patch, re.MULTILINE))


def found_in(root: Path) -> set[str]:
    report = check([Folder(root)], RULES)
    return {f"{problem.lint} {problem.file}:{problem.line}" for problem in report.problems}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "content"))


def test_sample_content_is_free_of_faults() -> None:
    assert check([Folder(SAMPLE)], RULES).problems == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda path: path.stem)
def test_planted_fault_is_found_at_its_line(fault: Path, content: Path) -> None:
    patch = fault.read_text(encoding="utf-8")
    apply_patch(patch, content)
    assert found_in(content) == expected_in(patch)


def test_every_lint_has_a_planted_fault() -> None:
    planted = {finding.split()[0] for fault in FAULTS for finding in expected_in(fault.read_text("utf-8"))}
    lints = {*QUESTION_LINTS, *BANK_LINTS, UNKNOWN_RULE, UNUSED_RULE, "form", "missing", "yaml"}
    assert lints <= planted


def test_faults_of_several_files_are_told_at_once(content: Path) -> None:
    wanted: set[str] = set()
    for name in ("closed-probe", "edi-anchor-without-action", "exercise-without-actor-brief", "tab"):
        patch = (HERE / "faults" / f"{name}.patch").read_text(encoding="utf-8")
        apply_patch(patch, content)
        wanted |= expected_in(patch)
    assert found_in(content) == wanted


def test_an_entry_that_does_not_fit_is_still_checked_for_the_rest(content: Path) -> None:
    for name in ("field-missing", "closed-probe"):
        apply_patch((HERE / "faults" / f"{name}.patch").read_text(encoding="utf-8"), content)
    lints = {finding.split()[0] for finding in found_in(content)}
    assert lints == {"missing", "closed-probe"}

"""The worked example people copy from must itself pass the check."""

import re
import shutil
from pathlib import Path

from panelguide.content.check import check
from panelguide.content.locate import Folder

ROOT = Path(__file__).parents[3]


def test_worked_example_of_the_readme_passes_the_check(tmp_path: Path) -> None:
    page = (ROOT / "question_bank" / "README.md").read_text(encoding="utf-8")
    example = re.search(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert example is not None
    bank = tmp_path / "question_bank"
    bank.mkdir()
    (bank / "learning.yaml").write_text(example.group(1), encoding="utf-8")
    shutil.copy(ROOT / "question_bank" / "tags.yaml", bank)
    shutil.copytree(ROOT / "checklists" / "words", tmp_path / "checklists" / "words")
    report = check([Folder(tmp_path)], ())
    assert [str(problem) for problem in report.problems] == []
    assert report.questions.total == 1

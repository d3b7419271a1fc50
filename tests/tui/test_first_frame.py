"""The first frame: there before anything heavy is imported, whether there is a database or not."""

import subprocess
import sys
from pathlib import Path

from tests.tui.conftest import Office

HEAVY = (
    "typer",
    "pydantic",
    "sqlmodel",
    "sqlalchemy",
    "docx",
    "docxtpl",
    "nacl",
    "ruamel",
    "alembic",
    "xlsxwriter",
)

WATCH = """
import asyncio, sys
from pathlib import Path
from panelguide.paths import Home
from panelguide.settings import Settings
from panelguide.tui.app import PanelguideApp

class Watched(PanelguideApp):
    def begin_loading(self):
        strips = self.screen._compositor.render_strips()
        print("".join(segment.text for strip in strips for segment in strip))
        print("IMPORTED", *[name for name in {heavy!r} if name in sys.modules])
        self.exit()

async def main():
    async with Watched(Settings(Home(Path({home!r})))).run_test(size=(80, 24)) as pilot:
        await pilot.pause()

asyncio.run(main())
"""


def first_frame(home: Path) -> str:
    program = WATCH.format(heavy=HEAVY, home=str(home))
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    return ran.stdout


def test_the_sign_in_form_is_drawn_before_anything_heavy_is_imported(office: Office) -> None:
    shown = first_frame(office.home)
    assert "Passphrase" in shown
    assert shown.splitlines()[-1] == "IMPORTED"


def test_without_a_database_the_first_question_is_drawn_as_early(tmp_path: Path) -> None:
    shown = first_frame(tmp_path / "nothing")
    assert "What is your organisation called?" in shown
    assert shown.splitlines()[-1] == "IMPORTED"


def test_importing_the_front_end_does_not_import_textual() -> None:
    program = "import panelguide.tui, sys; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], timeout=60, check=False).returncode == 0

"""The journey the command line walks, walked by keys alone, leaves the same record and the same letters."""

from pathlib import Path
from typing import Any

import pytest
from tests import journey as told
from tests import world
from tests.terminal import Terminal
from tests.tui import by_keys

from panelguide.bootstrap import open_context
from panelguide.services import exports
from panelguide.services.session import sign_in


@pytest.fixture
async def walked_by_keys(tmp_path: Path) -> Path:
    home = tmp_path / "by-keys"
    world.keep_parsed_content(home)
    await by_keys.walk(home)
    return home


def record_of(home: Path) -> dict[str, Any]:
    """The vacancy as its chair may see it: codes, names and texts, without ids, moments and keys."""
    context = open_context(world.settings_for(home), world.small_parts(seed="looking"))
    chair = sign_in(context, email=world.address_of(told.CHAIR), passphrase=world.PASSPHRASE)
    record = exports.export(context, chair, "V001")
    context.store.close()
    return record


@pytest.mark.long
async def test_keys_and_commands_leave_the_same_record_and_the_same_letters(
    walked_by_keys: Path, walked_by_commands: Terminal
) -> None:
    by_keys_alone, by_commands = record_of(walked_by_keys), record_of(walked_by_commands.home)
    assert by_commands["sheets"]["answers"], "the chair sees what was opened"
    for part, said in by_commands.items():
        assert by_keys_alone[part] == said, part
    assert by_keys_alone.keys() == by_commands.keys()

    letters = told.letters_in(walked_by_keys)
    assert {name.split("-")[1] for name in letters} >= set(told.INVITED)
    assert letters == told.letters_in(walked_by_commands.home)

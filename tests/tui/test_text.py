"""The only road from data to the screen, and that nothing goes round it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import hostile

from panelguide.text import is_refused
from panelguide.tui.text import columns, fitted, line, plain, styled

TUI = Path("src/panelguide/tui")

# Widgets that take a string for markup: only tui/widgets may touch them, and shows Content alone.
TAKE_MARKUP = {
    "Static", "Label", "DataTable", "Tree", "Markdown", "RichLog", "Log", "Collapsible", "Checkbox", "RadioButton",
    "RadioSet", "Select", "SelectionList", "OptionList", "TabbedContent", "TabPane", "Tabs", "Tab", "Link", "Rule",
    "Header", "Footer", "MarkdownViewer", "Placeholder", "Pretty", "Toast",
}  # fmt: skip
TITLES = {"border_title", "border_subtitle", "tooltip"}
MAKES_CONTENT = {"plain", "line", "styled", "fitted", "columns", "stacked"}


@pytest.mark.parametrize("payload", hostile.MARKUP)
def test_markup_in_the_data_stays_text(payload: str) -> None:
    for shown in (plain(payload), line(payload), styled("[b]$name[/]", name=payload), fitted(payload, 200)):
        assert shown.plain.strip() == payload
    assert not plain(payload).spans
    assert columns(((payload, 60), ("x", 1))).plain.startswith(payload)


@pytest.mark.parametrize("payload", hostile.CONTROLS[:-1])
def test_what_could_drive_a_terminal_is_shown_as_a_replacement(payload: str) -> None:
    for shown in (plain(payload), line(payload), styled("[b]$name[/]", name=payload)):
        assert "\N{REPLACEMENT CHARACTER}" in shown.plain
        assert not any(is_refused(character) for character in shown.plain)


@pytest.mark.parametrize("text", ["", "Zoë", "日本語の名前です", "a much longer name than the column has"])
def test_a_cell_is_exactly_as_wide_as_its_column(text: str) -> None:
    assert fitted(text, 9).cell_length == 9


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(TUI.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _is_safe(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) or (isinstance(value, ast.Call) and _name(value) in MAKES_CONTENT)


def test_widgets_that_take_markup_are_only_used_in_the_folder_of_widgets() -> None:
    found = [
        f"{path}:{node.lineno} {alias.name}"
        for path, tree in _trees()
        if path.parent.name != "widgets"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual.widgets")
        for alias in node.names
        if alias.name in TAKE_MARKUP
    ]
    assert found == []


def test_markup_is_made_and_notices_are_given_in_one_place_each() -> None:
    places = {"from_markup": "text.py", "notify": "notices.py"}
    found = [
        f"{path}:{node.lineno} {_name(node)}"
        for path, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and path.name != places.get(_name(node), path.name)
    ]
    assert found == []


def test_no_variable_reaches_a_button_a_title_or_bare_content() -> None:
    found = []
    for path, tree in _trees():
        if path == TUI / "text.py":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node) in {"Button", "Content", "Option"} and node.args:
                if not _is_safe(node.args[0]) and path.parent.name != "widgets":
                    found.append(f"{path}:{node.lineno}")
            elif (
                isinstance(node, ast.Call)
                and _name(node) == "styled"
                and not isinstance(node.args[0], ast.Constant)
            ):
                found.append(f"{path}:{node.lineno}")
            elif isinstance(node, ast.Assign) and not _is_safe(node.value):
                titles = [it for it in node.targets if isinstance(it, ast.Attribute) and it.attr in TITLES]
                found += [f"{path}:{node.lineno}"] if titles else []
    assert found == []

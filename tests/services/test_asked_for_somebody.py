"""Screens and commands ask the services for somebody, so that a service can refuse that person."""

import ast
import inspect
from pathlib import Path

from tests import every_service

import panelguide

# What a front end may ask without saying for whom: nothing in it is about one vacancy or candidate.
FOR_ANYBODY = {
    "audits.verify",
    "audits.read_anchors",
    "backups.back_up",
    "content.check_content",
    "content.what_is_left_out",
    "letters.check_templates",
    "people.add_first_person",
    "people.check_passphrase",
    "people.enrol",
    "people.find",
    "people.organisation",
    "people.people",
    "people.require_not_started",
    "people.start_organisation",
    "recovery.check_typed_back",
    "recovery.make_cards",
    "session.sign_in",
}


def test_the_front_ends_ask_for_nothing_without_saying_for_whom() -> None:
    """A service that does not ask who is asking cannot refuse: screens and commands leave it alone."""
    without = {it.name for it in every_service.every_service() if not it.asks_who}
    folder = Path(inspect.getfile(panelguide)).parent
    found = set()
    for file in (*(folder / "cli").rglob("*.py"), *(folder / "tui").rglob("*.py")):
        found |= _asked_of_services(ast.parse(file.read_text(encoding="utf-8"))) & without
    assert found <= FOR_ANYBODY


def _asked_of_services(tree: ast.Module) -> set[str]:
    """module.function for every use of something imported from the services."""
    modules: dict[str, str] = {}
    asked = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "panelguide.services":
            modules |= {name.asname or name.name: name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("panelguide.services."):
            module = str(node.module).rpartition(".")[2]
            asked |= {f"{module}.{name.name}" for name in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            asked.add(f"{modules[node.value.id]}.{node.attr}")
    return asked

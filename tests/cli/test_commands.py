"""The command line: exit codes, refusals as one sentence, JSON on every read."""

from pathlib import Path

import pytest
from tests.terminal import Terminal

DATA = Path("src/panelguide/demo/data")


def test_a_trust_is_set_up_and_a_vacancy_prepared(terminal: Terminal) -> None:
    terminal.set_up()
    terminal.join("S. Rees", "manager")
    made = terminal.json("vacancy", "create", "Physiotherapist", "--band", "6", by="S. Rees")
    assert made["code"] == "V001"
    terminal.run("criteria", "import", "V001", DATA / "person-specification.csv", by="S. Rees")
    tagged = terminal.json("criteria", "tag", "V001", "--accept-all", by="S. Rees")
    assert [it["code"] for it in tagged if not it["confirmed"]] == ["E1"]
    method = terminal.json("method", "set", "V001", "--tie-margin", "0.1", by="S. Rees")
    assert method["method"]["tie_margin"] == "0.1"
    kit = terminal.json("kit", "assign", "V001", "--seed", "3", by="S. Rees")
    assert kit["gaps"] == []
    shown = terminal.run("vacancy", "show", "V001", by="S. Rees").out
    assert "1 Prepare" in shown
    assert "Next: " in shown


def test_a_refusal_is_one_line_on_stderr_and_exit_code_1(terminal: Terminal) -> None:
    terminal.set_up()
    refused = terminal.run("vacancy", "show", "V041", ok=False)
    assert refused.code == 1
    assert refused.out == ""
    assert refused.err.count("\n") == 1
    assert "There is no vacancy V041" in refused.err


def test_wrong_usage_is_exit_code_2(terminal: Terminal) -> None:
    assert terminal.run("vacancy", "shew", "V001", ok=False).code == 2
    assert terminal.run("vacancy", "create", ok=False).code == 2


def test_without_a_database_setup_and_demo_are_named(terminal: Terminal) -> None:
    refused = terminal.run("vacancy", "list", ok=False)
    assert refused.code == 1
    assert "panelguide setup" in refused.err
    assert "panelguide demo" in refused.err


def test_a_wrong_passphrase_signs_nobody_in(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.set_up()
    refused = terminal.run("person", "list", by="N. Obody", ok=False)
    assert refused.code == 1
    assert "do not go together" in refused.err


def test_the_passphrase_leaves_the_environment_at_once(terminal: Terminal) -> None:
    import os

    terminal.set_up()
    assert "PANELGUIDE_PASSPHRASE" not in os.environ


def test_setting_up_twice_is_refused_and_changes_nothing(terminal: Terminal) -> None:
    terminal.set_up()
    with pytest.raises(AssertionError, match="There is a database there already"):
        terminal.set_up()
    assert len(terminal.json("person", "list")) == 1


@pytest.mark.parametrize("name", ["Ann [/] O'Neil & <Sons>", "[@click=app.quit]Smith[/]", "[red]Anna"])
def test_markup_in_a_name_is_printed_as_it_is(terminal: Terminal, name: str) -> None:
    terminal.set_up()
    terminal.run("person", "add", name, "ann@anytown.example")
    assert name in terminal.run("person", "list").out


def test_a_name_that_could_drive_the_terminal_is_refused(terminal: Terminal) -> None:
    terminal.set_up()
    refused = terminal.run("person", "add", "Ann\x1b[2J", "ann@anytown.example", ok=False)
    assert refused.code == 1
    assert "U+001B" in refused.err
    assert "\x1b" not in refused.err


def test_a_dry_run_shows_what_an_import_would_do_and_stores_nothing(terminal: Terminal) -> None:
    terminal.set_up()
    terminal.run("vacancy", "create", "Physiotherapist", "--band", "6")
    printed = terminal.run("candidates", "import", "V001", DATA / "applications-trac.csv", "--dry-run").out
    assert "Equality answers, never read: Ethnic origin, Gender, Disability, Date of birth." in printed
    assert "reference “AR-7-1000”; full name “Rhiannon Adeyemi”" in printed
    assert "Nothing was stored" in printed
    assert terminal.json("candidates", "list", "V001") == []


def test_recovery_cards_are_shown_once_at_set_up(terminal: Terminal) -> None:
    made = terminal.json(
        "setup",
        *("--organisation", "Anytown NHS Trust", "--name", "R. Team"),
        *("--email", "r.team@anytown.example", "--cards"),
    )
    assert len(made["cards"]["first"].split()) == 22
    assert made["cards"]["first"] != made["cards"]["second"]
    stored = Path(made["database"]).read_bytes()
    assert made["cards"]["first"].encode() not in stored
    assert bytes.fromhex(made["cards"]["recovery_key"]) in stored


def test_common_options_stand_before_or_after_the_command(terminal: Terminal) -> None:
    terminal.set_up()
    terminal.run("vacancy", "create", "Physiotherapist", "--band", "6")
    assert terminal.run("vacancy", "list", "--json").json == terminal.run("--json", "vacancy", "list").json
    found = terminal.run("content", "check", "--json").json
    assert found["problems"] == []
    assert found["questions"]["total"] >= 140


def test_a_text_after_two_dashes_may_look_like_an_option(terminal: Terminal) -> None:
    terminal.set_up()
    terminal.run("vacancy", "create", "--band", "6", "--", "--json")
    assert terminal.json("vacancy", "list")[0]["vacancy"]["title"] == "--json"

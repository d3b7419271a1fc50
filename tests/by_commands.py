"""The journey of tests.journey, walked by the command line alone."""

from pathlib import Path
from typing import Any

from tests import journey as told
from tests import world
from tests.terminal import Terminal

MANAGER, TEAM, CHAIR = told.MANAGER, told.TEAM, told.CHAIR


def walk(terminal: Terminal, applications: tuple[Path, ...]) -> None:
    people_and_vacancy(terminal)
    prepare(terminal)
    close_stage(terminal)
    close_stage(terminal)
    shortlist(terminal, applications)
    close_stage(terminal)
    interview(terminal)
    close_stage(terminal)
    decide(terminal)
    write_letters(terminal)


def people_and_vacancy(terminal: Terminal) -> None:
    terminal.set_up()
    terminal.join(MANAGER, "manager")
    for name in (*told.PANEL, told.STAND_IN, told.CONTACT):
        terminal.join(name)
    terminal.run(
        *("vacancy", "create", told.TITLE, "--band", told.BAND, "--reference", told.REFERENCE),
        *("--slot-minutes", str(told.SLOT), "--workplace", told.WORKPLACE, "--contact", told.CONTACT_LINE),
        *("--staff-group", told.STAFF_GROUP),
        by=MANAGER,
    )
    dates = [word for name, day in told.DATES.items() for word in (f"--{name.replace('_', '-')}", day)]
    terminal.run("vacancy", "set", "V001", *dates, by=MANAGER)


def prepare(terminal: Terminal) -> None:
    terminal.run("criteria", "import", "V001", told.SPECIFICATION, by=MANAGER)
    terminal.run("criteria", "tag", "V001", "--accept-all", by=MANAGER)
    terminal.run(
        *("method", "set", "V001", "--tie-margin", told.TIE_MARGIN, "--question-pass-line", "none"),
        by=MANAGER,
    )
    for name, seat, scores in told.SEATS:
        terminal.run(
            *("panel", "add", "V001", world.address_of(name), "--seat", seat),
            *("--trained-on", told.TRAINED_ON),
            *({"yes": ("--scores",), "no": ("--no-scores",), "": ()}[scores]),
            by=MANAGER,
        )


def close_stage(terminal: Terminal) -> None:
    """Ticks the MUST items people tick, explains those the record does not answer, and moves on."""
    for view in terminal.json("checklist", "show", "V001", by=MANAGER)["items"]:
        item = view["item"]
        if view["state"] != "open" or item["level"] != "must":
            continue
        if not item["check"]:
            terminal.run("checklist", "done", "V001", item["id"], by=MANAGER)
            continue
        terminal.run(
            *("checklist", "explain", "V001", item["id"], "--why-not", told.WHY_NOT),
            *("--instead", told.WHAT_INSTEAD, "--agreed-by", told.AGREED_BY, "--agreed-on", told.AGREED_ON),
            by=MANAGER,
        )
    terminal.run("vacancy", "advance", "V001", by=MANAGER)


def shortlist(terminal: Terminal, applications: tuple[Path, ...]) -> None:
    for path in applications:
        terminal.run("candidates", "import", "V001", path, by=TEAM)
    for name in told.PANEL:
        terminal.run("panel", "declare", "V001", "none", by=name)
    terminal.run("shortlist", "invite", "V001", *told.INVITED, by=MANAGER)
    terminal.run(
        *("shortlist", "turn-down", "V001", "--rest", "--criterion", told.TURNED_DOWN_FOR),
        *("--reason", told.TURNED_DOWN_BECAUSE),
        by=MANAGER,
    )
    terminal.run("shortlist", "lock", "V001", by=MANAGER)


def interview(terminal: Terminal) -> None:
    terminal.run("kit", "assign", "V001", "--seed", str(told.KIT_SEED), by=MANAGER)
    terminal.run("kit", "lock", "V001", by=MANAGER)
    terminal.run("round", "open", "V001", by=CHAIR)
    terminal.run("round", "open", "V001", by=told.REPRESENTATIVE)
    candidate, question, reason = told.NOT_ASKED
    terminal.run("sheet", "not-asked", "V001", candidate, question, "--reason", reason, by=CHAIR)
    for name in told.PANEL:
        terminal.run("sheet", "import", "V001", told.INTERVIEW_DAY, by=name)
        terminal.run("sheet", "seal", "V001", "--all", by=name)
    for name in told.PANEL:
        terminal.run("round", "release", "V001", by=name)
    terminal.run("round", "reveal", "V001", by=CHAIR)
    name, candidate, question, mark, why = told.CHANGED
    terminal.run("sheet", "final", "V001", candidate, f"{question}={mark}", "--reason", why, by=name)
    for name in told.PANEL:
        terminal.run("sheet", "final", "V001", "--keep", by=name)
    terminal.run("discussion", "close", "V001", by=CHAIR)


def decide(terminal: Terminal) -> None:
    reserves = 0
    for line in terminal.json("decision", "show", "V001", by=CHAIR)["lines"]:
        decided = told.decision_for(line["place"], line["figure"], reserves)
        reserves = max(reserves, decided.reserve_place)
        terminal.run(
            *("decision", "set", "V001", line["candidate"], decided.outcome, "--reason", decided.reason),
            *("--reserve-place", str(decided.reserve_place)),
            by=CHAIR,
        )
    for line in terminal.json("discussion", "figures", "V001", by=CHAIR)["lines"]:
        if line["flags"]:
            terminal.run("decision", "compare", "V001", line["candidate"], told.WHY_COMPARABLE, by=CHAIR)
    terminal.run("decision", "confirm", "V001", by=CHAIR)


def write_letters(terminal: Terminal) -> None:
    terminal.run("feedback", "propose", "V001", by=MANAGER)
    for point in points_of(terminal):
        if any("what was heard" in problem for problem in point["problems"]):
            said = told.HEARD.format(title=point["title"])
            terminal.run(*("feedback", "edit", "V001", *place_of(point), said), by=MANAGER)
    for point in points_of(terminal):
        if point["needs_agreement"] and not point["agreed_by"]:
            heard_by = {note["member"] for note in point["notes"]}
            second = next((name for name in told.PANEL if name not in heard_by), told.MEMBER)
            terminal.run("feedback", "agree", "V001", *place_of(point), by=second)
    for candidate in told.INVITED:
        terminal.run("feedback", "approve", "V001", candidate, by=MANAGER)
    for offer in terminal.json("offer", "show", "V001", by=TEAM):
        terminal.run(
            *("offer", "set", "V001", offer["candidate"], "--hours", told.OFFER["hours"]),
            *("--reply-by", told.OFFER["reply_by"]),
            by=TEAM,
        )
    terminal.run("letters", "make", "V001", by=TEAM)


def place_of(point: Any) -> tuple[str, str]:
    """A point as people name it: its candidate and its number."""
    return point["candidate"], str(point["number"])


def points_of(terminal: Terminal) -> list[Any]:
    found: list[Any] = terminal.json("feedback", "show", "V001", by=CHAIR)
    return found

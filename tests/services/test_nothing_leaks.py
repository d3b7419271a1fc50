"""Before the reveal nothing that anybody is shown depends on what somebody else has written.

Two copies of one day differ in nothing but what T. Wood marks and notes. Every service is then asked by
everybody else in both, refusals too, and must say the same word for word. Beside that, the words each member
wrote are looked for wherever anything is kept.
"""

import base64
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import every_service, stages
from tests.interview_day import InterviewDay

from panelguide.services import audits, rounds, sheets
from panelguide.services.backups import back_up

# Full size: left to the long run.
pytestmark = pytest.mark.long

MARKERS = ("SecretofOkafor", "SecretofBegum", "SecretofWood")


@pytest.fixture(scope="module")
def two_days(
    walked: stages.Stages, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[InterviewDay, InterviewDay]]:
    """Opened alike; in the first T. Wood is generous and says much, in the second neither."""
    folder = tmp_path_factory.mktemp("two")
    days = []
    for name, mark, note in (("one", 5, "SecretofWood, and much more. " * 40), ("other", 1, "No.")):
        day = walked.at("proposed", folder / name, seed="the same in both")
        rounds.confirm(day.context, day.edi, day.code)
        for member in (day.chair, day.begum):
            stages.write_secret(day, member, "C01", 3)
        sheets.seal(day.context, day.begum, day.code, candidate="C01")
        for candidate in day.candidates:
            sheets.save_draft(
                day.context,
                day.wood,
                day.code,
                candidate=candidate,
                marks={it.id: mark for it in day.questions},
                notes={it.id: note for it in day.questions},
            )
        sheets.seal(day.context, day.wood, day.code, candidate="C01")
        days.append(day)
    yield days[0], days[1]
    for day in days:
        day.context.store.close()


def test_nobody_elses_screen_depends_on_what_a_member_wrote(
    walked: stages.Stages, two_days: tuple[InterviewDay, InterviewDay]
) -> None:
    one, other = map(every_service.only_reading, two_days)
    for person, actor in walked.people.items():
        if person == "member":
            continue
        for service in every_service.for_people():
            said = [every_service.call(day, service, actor, "V001") for day in (one, other)]
            assert said[0].said.replace("/one/", "/other/") == said[1].said, (person, service.name)
            assert "SecretofWood" not in said[0].said
    one.context.store.close()
    other.context.store.close()


def test_the_member_reads_their_own(two_days: tuple[InterviewDay, InterviewDay]) -> None:
    """Or the test above would pass for want of anything to see."""
    one, other = two_days
    seen = [sheets.open_sheet(day.context, day.wood, day.code, candidate="C01") for day in (one, other)]
    assert "SecretofWood" in every_service.as_text(seen[0])
    assert seen[0].marks != seen[1].marks


def test_nothing_stored_tells_the_two_days_apart_but_sealed_bytes_of_one_length(
    two_days: tuple[InterviewDay, InterviewDay],
) -> None:
    one, other = (_everything_stored(day) for day in two_days)
    assert one.keys() == other.keys()
    differ = {place[:2] for place in one if one[place] != other[place]}
    assert differ <= {
        ("audit", "body"),
        ("audit", "digest"),
        ("audit", "previous"),
        ("audit", "signature"),
        ("audit_head", "digest"),
        ("draft", "box"),
        ("sheet", "file"),
        ("sheet", "digest"),
    }
    for place in one:
        assert len(str(one[place])) == len(str(other[place])) or isinstance(one[place], bytes), place
        if isinstance(one[place], bytes):
            assert len(one[place]) == len(other[place]), place
    sizes = [day.context.store.file.stat().st_size for day in two_days]
    assert sizes[0] == sizes[1]


def _everything_stored(day: InterviewDay) -> dict[tuple[str, str, int], object]:
    """table, column and number of the row -> value."""
    connection = sqlite3.connect(str(day.context.store.file))
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found: dict[tuple[str, str, int], object] = {}
    for table in tables:
        rows = connection.execute(f"SELECT * FROM {table}")
        columns = [it[0] for it in rows.description]
        for number, row in enumerate(rows):
            found |= {(table, column, number): value for column, value in zip(columns, row, strict=True)}
    connection.close()
    return found


@pytest.mark.parametrize("step", ["open", "change waits", "sealed"])
def test_what_members_wrote_is_nowhere_before_anybody_has_released(
    walked: stages.Stages, tmp_path: Path, step: str
) -> None:
    """Not in the database, a backup, a journal or a log, nor in hex or base64 in any of them."""
    day = walked.at(step, tmp_path / "copy")
    back_up(day.context, "looked-through")
    for marker in MARKERS:
        forms = (marker.encode(), marker.encode().hex().encode(), *_in_base64(marker))
        for file in (tmp_path / "copy").rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                assert not any(form in content for form in forms), (file.name, marker)
    day.context.store.close()


def _in_base64(marker: str) -> Iterator[bytes]:
    """What stands in the middle of the base64 of a text that holds the marker, wherever it begins."""
    for before in range(3):
        text = b"x" * before + marker.encode()
        yield base64.b64encode(text)[(before and 4) : -4]


# What the trail says of acts: ids, counts, the names of fields and what the program itself calls things.
CONTENTS = (
    *MARKERS,
    *("Namemark", "REFMARK", "mailmark", "Statementmark", "Employmark", "Adjustmark", "Arrangemark"),
    *("EQUALMARK", "@anytown.example", "Okafor", "Grant", "By the criteria", "fire alarm", "cousin"),
    *("dominant", "Anytown", "Physiotherapist", "hearing loop", "clear steps", "hours"),
)


def test_the_trail_of_a_whole_recruitment_holds_no_names_marks_notes_or_addresses(
    walked: stages.Stages, tmp_path: Path
) -> None:
    day = walked.at("approved", tmp_path / "copy")
    for action, body in stages.rows(day, "SELECT action, body FROM audit"):
        for word in CONTENTS:
            assert word.casefold() not in str(body).casefold(), action
        assert '"mark"' not in str(body)
        assert '"note"' not in str(body)
    day.context.store.close()


def test_signing_in_on_somebody_elses_key_is_refused_at_every_step(
    walked: stages.Stages, tmp_path: Path
) -> None:
    """A wrong passphrase gives nothing, and the record of it names nobody."""
    day = walked.at("open", tmp_path / "copy")
    from panelguide.errors import Refused
    from panelguide.services.session import sign_in

    with pytest.raises(Refused) as refused:
        sign_in(day.context, email=day.wood.person.email, passphrase="not the passphrase")
    assert "Wood" not in str(refused.value)
    assert audits.verify(day.context).problems == ()
    day.context.store.close()

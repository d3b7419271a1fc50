"""Candidates in: the real-shaped files, what is never stored, and who may see a name."""

from pathlib import Path

import pytest
from tests import world

from panelguide.domain.bands import parse_grade
from panelguide.domain.candidates import CandidateState
from panelguide.domain.people import Role, Seat
from panelguide.errors import BadInput, NotAllowed, Refused
from panelguide.services import candidates, criteria, panel, shortlist, vacancies
from panelguide.services.context import Context
from panelguide.services.session import SignedIn

DATA = Path("src/panelguide/demo/data")
TRAC, NHS_JOBS = DATA / "applications-trac.csv", DATA / "applications-nhsjobs.xlsx"


@pytest.fixture
def team(context: Context) -> SignedIn:
    return world.first_person(context)


@pytest.fixture
def manager(context: Context, team: SignedIn) -> SignedIn:
    return world.join(context, team, "S. Rees", Role.MANAGER)


@pytest.fixture
def code(context: Context, manager: SignedIn) -> str:
    made = vacancies.create(context, manager, title="Physiotherapist", grade=parse_grade("6"))
    criteria.import_file(context, manager, made.code, path=DATA / "person-specification.csv")
    return made.code


def test_both_exports_come_in_and_keep_their_order(context: Context, team: SignedIn, code: str) -> None:
    assert candidates.import_file(context, team, code, path=TRAC).added == 42
    assert candidates.import_file(context, team, code, path=NHS_JOBS).added == 28
    lines = candidates.list_all(context, team, code)
    assert [line.code for line in lines][:3] == ["C01", "C02", "C03"]
    assert lines[-1].code == "C70"
    assert lines[6].name == "Mehmet Smith & Sons <Ltd>"


def test_importing_the_same_file_again_adds_nobody(context: Context, team: SignedIn, code: str) -> None:
    candidates.import_file(context, team, code, path=TRAC)
    again = candidates.import_file(context, team, code, path=TRAC)
    assert again.added == 0
    assert len(again.skipped) == 42


def test_equality_answers_are_nowhere_in_the_data_folder(sqlite_context: Context, tmp_path: Path) -> None:
    context = sqlite_context
    team = world.first_person(context)
    code = vacancies.create(context, team, title="Physiotherapist", grade=parse_grade("6")).code
    marked = tmp_path / "marked.csv"
    text = TRAC.read_text(encoding="utf-8-sig")
    heading, rest = text.split("\n", 1)
    for column, marker in (("Ethnic origin", "Asian"), ("Gender", "Female"), ("Disability", "disclose")):
        assert column in heading
        rest = rest.replace(marker, f"ZZMARK{marker}")
    marked.write_text(heading + "\n" + rest, encoding="utf-8")
    candidates.preview(context, team, code, path=marked)
    candidates.import_file(context, team, code, path=marked)
    stored = [path for path in context.home.folder.rglob("*") if path.is_file()]
    assert any(path.name.startswith("panelguide-") for path in stored), "the backup after import is missing"
    for path in stored:
        assert b"ZZMARK" not in path.read_bytes(), path.name


def test_a_shifted_row_refuses_the_whole_file(
    context: Context, team: SignedIn, code: str, tmp_path: Path
) -> None:
    shifted = tmp_path / "shifted.csv"
    lines = ["Application reference,First name,Last name,Supporting information,Ethnic origin"]
    lines += ["AR-1,Ann,Lee,Good,Secret", "AR-2,Bea,Lee,Goo,d,Secret"]
    shifted.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(BadInput, match="Row 3"):
        candidates.import_file(context, team, code, path=shifted)
    assert candidates.list_all(context, team, code) == ()


def test_a_mapping_somebody_gave_is_remembered_for_the_next_file(
    context: Context, team: SignedIn, code: str, tmp_path: Path
) -> None:
    def export(name: str, reference: str) -> Path:
        path = tmp_path / name
        path.write_text(f"Ref,Who,Words\n{reference},Ann Lee,I help people\n", encoding="utf-8")
        return path

    with pytest.raises(BadInput, match="--map"):
        candidates.import_file(context, team, code, path=export("one.csv", "A-1"))
    said = ("Who=full_name", "Ref=reference", "Words=statement")
    candidates.import_file(context, team, code, path=export("two.csv", "A-2"), columns=said)
    later = candidates.preview(context, team, code, path=export("three.csv", "A-3"))
    assert later.remembered
    assert later.ready


def test_a_panel_member_cannot_import_or_see_names_before_the_lock(
    context: Context, team: SignedIn, manager: SignedIn, code: str
) -> None:
    candidates.import_file(context, team, code, path=TRAC)
    member = world.join(context, team, "A. Begum", Role.PANEL)
    panel.add(context, manager, code, email=member.person.email, seat=Seat.MEMBER)
    with pytest.raises(NotAllowed):
        candidates.import_file(context, member, code, path=NHS_JOBS)
    assert {line.name for line in candidates.list_all(context, member, code)} == {""}
    shown = candidates.show(context, member, code, candidate="C07")
    assert (shown.line.name, shown.email, shown.telephone, shown.reference, shown.adjustments) == ("",) * 5
    assert shown.line.interview_scheme is None


def test_names_unlock_for_the_panel_when_the_shortlist_is_locked(
    context: Context, team: SignedIn, manager: SignedIn, code: str
) -> None:
    candidates.import_file(context, team, code, path=TRAC)
    member = world.join(context, team, "A. Begum", Role.PANEL)
    panel.add(context, manager, code, email=member.person.email, seat=Seat.MEMBER)
    shortlist.invite(context, manager, code, candidates=[f"C{number:02d}" for number in range(1, 10)])
    with pytest.raises(Refused, match="neither invited nor turned down"):
        shortlist.lock(context, manager, code)
    shortlist.settle_rest(
        context, manager, code, criterion="E2", reason="The form names no improvement and no effect."
    )
    locked = shortlist.lock(context, manager, code)
    assert locked.locked_at
    names = {line.code: line.name for line in candidates.list_all(context, member, code)}
    assert names["C07"] == "Mehmet Smith & Sons <Ltd>"
    detail = candidates.show(context, member, code, candidate="C07")
    assert (detail.email, detail.telephone, detail.adjustments) == ("", "", "")


def test_a_criterion_not_tested_on_the_form_cannot_turn_anybody_down(
    context: Context, team: SignedIn, manager: SignedIn, code: str
) -> None:
    candidates.import_file(context, team, code, path=TRAC)
    with pytest.raises(BadInput, match="not a criterion tested on the application form"):
        shortlist.turn_down(context, manager, code, candidates=["C01"], criterion="E6", reason="x")
    assert shortlist.show(context, manager, code).left == 42


def test_a_candidate_who_withdraws_leaves_the_interviews(
    context: Context, team: SignedIn, manager: SignedIn, code: str
) -> None:
    candidates.import_file(context, team, code, path=TRAC)
    candidates.withdraw(context, manager, code, candidate="c03")
    line = candidates.list_all(context, team, code)[2]
    assert line.state is CandidateState.WITHDREW

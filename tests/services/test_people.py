"""Setting up, adding people, enrolling and signing in."""

from pathlib import Path

import pytest
from tests import world

from panelguide.bootstrap import open_context
from panelguide.domain.people import Role
from panelguide.errors import BadInput, NotAllowed, Refused
from panelguide.services import audits, people
from panelguide.services.context import Context
from panelguide.services.session import Table, sign_in


def test_somebody_added_enrols_with_their_code_and_signs_in(context: Context) -> None:
    team = world.first_person(context)
    new = people.add_person(
        context, team, name="Ann [/] O'Neil", email="ann@anytown.example", roles=frozenset({Role.PANEL})
    )
    people.enrol(context, email="ann@anytown.example", code=new.code.lower(), passphrase=world.PASSPHRASE)
    signed_in = sign_in(context, email="ANN@anytown.example", passphrase=world.PASSPHRASE)
    assert signed_in.person.name == "Ann [/] O'Neil"
    assert signed_in.person.enrolled


def test_a_code_works_once_and_for_a_day(context: Context, clock: world.Clock) -> None:
    team = world.first_person(context)
    new = people.add_person(context, team, name="Ann", email="ann@a.example", roles=frozenset())
    other = people.add_person(context, team, name="Bea", email="bea@a.example", roles=frozenset())
    people.enrol(context, email="ann@a.example", code=new.code, passphrase=world.PASSPHRASE)
    with pytest.raises(Refused, match="cannot be used"):
        people.enrol(context, email="ann@a.example", code=new.code, passphrase=world.PASSPHRASE)
    with pytest.raises(Refused, match="cannot be used"):
        people.enrol(context, email="bea@a.example", code=new.code, passphrase=world.PASSPHRASE)
    clock.move(hours=25)
    with pytest.raises(Refused, match="cannot be used"):
        people.enrol(context, email="bea@a.example", code=other.code, passphrase=world.PASSPHRASE)


def test_an_unknown_address_and_a_wrong_passphrase_get_the_same_answer(context: Context) -> None:
    world.first_person(context)
    with pytest.raises(Refused) as unknown:
        sign_in(context, email="nobody@anytown.example", passphrase=world.PASSPHRASE)
    with pytest.raises(Refused) as wrong:
        sign_in(context, email="r.team@anytown.example", passphrase="not the passphrase")
    assert str(unknown.value) == str(wrong.value)


def test_a_short_passphrase_is_refused(context: Context) -> None:
    with pytest.raises(BadInput, match="15 is the fewest"):
        people.add_first_person(
            context, name="R. Team", email="r@a.example", roles=frozenset(), passphrase="fourteen chars"
        )


def test_a_panel_member_cannot_add_people(context: Context) -> None:
    team = world.first_person(context)
    member = world.join(context, team, "A. Begum", Role.PANEL)
    with pytest.raises(NotAllowed):
        people.add_person(context, member, name="X", email="x@a.example", roles=frozenset())


def test_a_changed_passphrase_opens_the_same_keys(context: Context) -> None:
    team = world.first_person(context)
    people.change_passphrase(context, team, old=world.PASSPHRASE, new="another long passphrase")
    again = sign_in(context, email=team.person.email, passphrase="another long passphrase")
    assert again.keys.public == team.keys.public
    with pytest.raises(Refused):
        sign_in(context, email=team.person.email, passphrase=world.PASSPHRASE)


def test_one_laptop_handed_round_takes_four_digits(context: Context) -> None:
    team = world.first_person(context)
    begum = world.join(context, team, "A. Begum", Role.PANEL)
    table = Table()
    table.sit_down(team)
    table.set_code("1234")
    table.sit_down(begum)
    table.set_code("9876")
    assert table.hand_over(team.person.id, "1234").person == team.person
    assert table.in_front == team


def test_three_wrong_table_codes_want_the_passphrase(context: Context) -> None:
    team = world.first_person(context)
    table = Table()
    table.sit_down(team)
    table.set_code("1234")
    for _ in range(2):
        with pytest.raises(Refused, match="more and the passphrase"):
            table.hand_over(team.person.id, "0000")
    with pytest.raises(Refused, match="wrong three times"):
        table.hand_over(team.person.id, "0000")
    assert table.unlocked(team.person.id) is None


@pytest.mark.parametrize("code", ["123", "12345", "12a4", "١٢٣٤", ""])
def test_a_table_code_is_four_digits(context: Context, code: str) -> None:
    table = Table()
    table.sit_down(world.first_person(context))
    with pytest.raises(BadInput):
        table.set_code(code)


def on_another_computer(context: Context, home: Path) -> Context:
    """The same database, opened from another data folder with a key of its own."""
    return open_context(
        world.settings_for(home, world.context_location(context)), world.small_parts(seed="another")
    )


def test_another_computer_is_let_in_by_the_first_person_to_sign_in_there(
    context: Context, tmp_path: Path
) -> None:
    """Otherwise one mistyped passphrase on it would make the whole record look tampered with."""
    team = world.first_person(context)
    other = on_another_computer(context, tmp_path / "other")
    for wait in ("nobody is known there yet", "R. Team has signed in there"):
        with pytest.raises(Refused):
            sign_in(other, email=team.person.email, passphrase="not the passphrase")
        assert audits.verify(context).problems == (), wait
        sign_in(other, email=team.person.email, passphrase=world.PASSPHRASE)
    entries = [it.action for it in audits.list_entries(context, team, limit=5)]
    assert entries == ["signed in", "sign-in refused", "signed in", "machine.added", "person.enrolled"]
    other.store.close()


def test_somebody_can_enrol_on_a_computer_nobody_has_used(context: Context, tmp_path: Path) -> None:
    team = world.first_person(context)
    new = people.add_person(context, team, name="Ann", email="ann@a.example", roles=frozenset())
    other = on_another_computer(context, tmp_path / "other")
    people.enrol(other, email="ann@a.example", code=new.code, passphrase=world.PASSPHRASE)
    assert audits.verify(other).problems == ()
    other.store.close()


def test_a_manager_gives_no_account_more_than_they_have_themselves(context: Context) -> None:
    """Whoever makes the one-time code of an account could use it: no manager makes themselves the team."""
    team = world.first_person(context)
    manager = world.join(context, team, "S. Rees", Role.MANAGER)
    for role in (Role.RECRUITMENT_TEAM, Role.EDI_LEAD, Role.INFORMATION_GOVERNANCE):
        with pytest.raises(NotAllowed, match="more than you may do yourself"):
            people.add_person(context, manager, name="Zed", email="zed@a.example", roles=frozenset({role}))
    with pytest.raises(NotAllowed, match="more than you may do yourself"):
        people.new_enrolment_code(context, manager, email=team.person.email)
    people.add_person(context, manager, name="Ann", email="ann@a.example", roles=frozenset({Role.PANEL}))


def test_a_manager_who_sets_everything_up_brings_in_the_recruitment_team(context: Context) -> None:
    manager = world.first_person(context, "S. Rees", Role.MANAGER)
    added = people.add_person(
        context,
        manager,
        name="R. Team",
        email="team@a.example",
        roles=frozenset({Role.RECRUITMENT_TEAM}),
    )
    assert added.person.roles == {Role.RECRUITMENT_TEAM}

"""round: from the chair's proposal to the reveal."""

from typing import TYPE_CHECKING, Annotated

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk
from panelguide.domain.marks import mark_text
from panelguide.domain.people import Seat
from panelguide.errors import BadInput

if TYPE_CHECKING:
    from panelguide.services.rounds import StatusView

group = typer.Typer(help="Rounds: sheets that are sealed apart and open together.", no_args_is_help=True)

Number = Annotated[int | None, typer.Option("--round", help="Its number; the newest if left out.")]
Codes = Annotated[list[str] | None, typer.Option(help="A candidate's code; may be given again.")]
Emails = Annotated[list[str] | None, typer.Option(help="An e-mail address; may be given again.")]
Pairs = Annotated[
    list[str] | None, typer.Option(help="E-mail address=candidate code of two who must not meet.")
]


def join(application: typer.Typer) -> None:
    application.add_typer(group, name="round")


@group.command("open")
def open_round(click: typer.Context, code: str, candidate: Codes = None, aside: Pairs = None) -> None:
    """The chair proposes who scores whom; the confirmer confirms, and the round is open."""
    from panelguide.services import lookup, rounds
    from panelguide.services.session import seats_of

    desk: Desk = click.obj
    vacancy = lookup.find_vacancy(desk.context, desk.actor, code)
    if Seat.CHAIR in seats_of(desk.context, desk.actor, vacancy.id):
        view = rounds.propose(
            desk.context, desk.actor, code, candidates=candidate or None, aside=_pairs(aside)
        )
    else:
        view = rounds.confirm(desk.context, desk.actor, code)
    _print(desk, view)


@group.command("status")
def status(click: typer.Context, code: str, number: Number = None) -> None:
    """Who has begun and sealed, and what comes next."""
    from panelguide.services import rounds

    desk: Desk = click.obj
    _print(desk, rounds.status(desk.context, desk.actor, code, round=number))


@group.command("change")
def change(
    click: typer.Context,
    code: str,
    reason: Annotated[str, typer.Option(prompt=True, help="Kept on the record.")],
    away: Annotated[list[str] | None, typer.Option(help="Candidate who withdrew or did not come.")] = None,
    back: Annotated[list[str] | None, typer.Option(help="Candidate who comes after all.")] = None,
    aside: Pairs = None,
    add_candidate: Codes = None,
    add_member: Emails = None,
    remove_member: Emails = None,
    new_key: Annotated[
        list[str] | None, typer.Option(help="E-mail of somebody with a new passphrase.")
    ] = None,
    stand_in: Annotated[bool, typer.Option(help="The stand-in takes the confirmer's seat.")] = False,
    number: Number = None,
) -> None:
    """Change who scores whom before the release; what makes a round smaller waits for the confirmer."""
    from panelguide.services import rounds

    desk: Desk = click.obj
    view = rounds.change_set(
        desk.context,
        desk.actor,
        code,
        away=away or (),
        back=back or (),
        aside=_pairs(aside),
        add_candidates=add_candidate or (),
        add_members=add_member or (),
        remove_members=remove_member or (),
        new_keys=new_key or (),
        stand_in_confirms=stand_in,
        reason=reason,
        round=number,
    )
    _print(desk, view)


@group.command("confirm-change")
def confirm_change(click: typer.Context, code: str, number: Number = None) -> None:
    """Sign the change that waits for the confirmer."""
    from panelguide.services import rounds

    desk: Desk = click.obj
    _print(desk, rounds.confirm_change(desk.context, desk.actor, code, round=number))


@group.command("release")
def release(click: typer.Context, code: str, number: Number = None) -> None:
    """Hand over the keys of your sheets: the chair first, which ends replacing; then everybody."""
    from panelguide.services import rounds

    desk: Desk = click.obj
    actor = desk.actor
    view = rounds.release(desk.context, actor, code, passphrase=desk.passphrase(), round=number)
    _print(desk, view)


@group.command("reveal")
def reveal(click: typer.Context, code: str, number: Number = None) -> None:
    """Open all sheets at once."""
    from panelguide.services import rounds

    desk: Desk = click.obj
    actor = desk.actor
    rounds.reveal(desk.context, actor, code, passphrase=desk.passphrase(), round=number)
    _print(desk, rounds.status(desk.context, actor, code, round=number))


@group.command("show")
def show(click: typer.Context, code: str, number: Number = None) -> None:
    """All sheets after the reveal, side by side, in a random order and without a figure."""
    from panelguide.services import rounds

    desk: Desk = click.obj
    view = rounds.opened(desk.context, desk.actor, code, round=number)
    answers = [
        (candidate, question.label, member, mark_text(view.marks.get(place)), view.notes.get(place, ""))
        for candidate in (*view.candidates, *view.away)
        for question in view.questions
        for member in view.members
        if (place := (candidate, member, question.id)) in view.marks
    ]
    if desk.json:
        names = ("candidate", "question", "member", "mark", "note")
        say.as_json(
            {
                "candidates": view.candidates,
                "away": view.away,
                "members": view.members,
                "closed": view.closed,
                "discussion": [entry.sentence for entry in view.discussion],
                "answers": [dict(zip(names, answer, strict=True)) for answer in answers],
            }
        )
        return
    say.table(("Candidate", "Question", "Member", "Mark", "Note"), answers)


def _print(desk: Desk, view: "StatusView") -> None:
    if desk.json:
        say.as_json(view)
        return
    say.line(f"Round {view.number} is {view.state}.")
    say.table(
        ("Candidate", *view.members),
        (
            (row.candidate, *(dict(row.sheets).get(member, "-") for member in view.members))
            for row in view.rows
        ),
    )
    if view.away:
        say.line(f"Away: {', '.join(view.away)}.")
    if view.change_waits:
        say.line(f"A change waits for its signature: {view.change_waits}")
    if view.waiting_for:
        say.line(f"Waiting for {', '.join(view.waiting_for)}.")
    say.line(f"Next: {view.next_step}")


def _pairs(texts: list[str] | None) -> list[tuple[str, str]]:
    pairs = []
    for text in texts or ():
        email, between, candidate = text.partition("=")
        if not between:
            raise BadInput(
                f"“{text}” is not an address and a code.", do="Write it like ann@trust.example=C07."
            )
        pairs.append((email, candidate))
    return pairs

"""The panel: who sits where, and what each declared."""

from dataclasses import replace
from datetime import date

from panelguide.domain.access import Act
from panelguide.domain.people import SINGLE_SEATS, PanelSeat, Seat
from panelguide.errors import BadInput, NotFound, Refused
from panelguide.services import people
from panelguide.services.context import Context, Recorder, require
from panelguide.services.lookup import find_vacancy, require_open
from panelguide.services.session import SignedIn, require_allowed
from panelguide.store import panel as store
from panelguide.text import clean_text

SCORING_SEATS = frozenset({Seat.CHAIR, Seat.DEPUTY, Seat.MEMBER})

# Nobody can be checked or overruled by themselves: these seats go to different people.
APART = (
    frozenset({Seat.CHAIR, Seat.DEPUTY, Seat.CONFIRMER, Seat.STAND_IN, Seat.EDI_REPRESENTATIVE}),
    frozenset({Seat.ESCALATION_CONTACT, Seat.CHAIR}),
    frozenset({Seat.ESCALATION_CONTACT, Seat.DEPUTY}),
    frozenset({Seat.ESCALATION_CONTACT, Seat.MEMBER}),
)
MAY_SHARE = frozenset({Seat.EDI_REPRESENTATIVE, Seat.CONFIRMER})


def add(
    context: Context,
    actor: SignedIn,
    code: str,
    *,
    email: str,
    seat: Seat,
    scores: bool | None = None,
    trained_on: str = "",
) -> PanelSeat:
    """Gives somebody a seat. scores: whether they score; by default chair, deputy and members do.

    trained_on: ISO date of their last fair recruitment training. Raises Refused where two seats must
    not be held by one person, or a single seat is taken.
    """
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.PREPARE, vacancy.id)
    require_open(vacancy)
    person = people.find(context, email)
    given = PanelSeat(
        id=context.new_id(),
        person_id=person.id,
        name=person.name,
        seat=seat,
        scores=seat in SCORING_SEATS if scores is None else scores,
        trained_on=_training_date(trained_on, context.today()),
        declaration="",
        left=False,
        version=1,
    )
    with context.change(actor) as change:
        seats = store.list_seats(change.connection, vacancy.id)
        held = [it for it in seats if not it.left]
        _check_seat(person.name, person.id, seat, vacancy.manager_id, held)
        once = next((it for it in seats if it.left and (it.person_id, it.seat) == (person.id, seat)), None)
        if once is None:
            store.add_seat(change.connection, vacancy.id, given)
        else:
            given = _taken_again(change, once, given)
        change.record("panel.joined", person.id, vacancy=vacancy.id, seat=seat, scores=given.scores)
    return given


def declare(context: Context, actor: SignedIn, code: str, *, declaration: str) -> None:
    """The person's own word on whether they know any candidate: "none", or how. For all their seats."""
    vacancy = find_vacancy(context, actor, code)
    said = clean_text(declaration, field="Declaration", limit=1_000, required=True)
    with context.store.read() as connection:
        own = [
            it
            for it in store.list_seats(connection, vacancy.id)
            if it.person_id == actor.person.id and not it.left
        ]
    require(bool(own), "You have no seat on this panel, so there is nothing to declare.")
    with context.change(actor) as change:
        for seat in own:
            store.change_seat(change.connection, seat.id, seat.version, declaration=said)
        change.record("panel.declared", actor.person.id, vacancy=vacancy.id)


def remove(context: Context, actor: SignedIn, code: str, *, email: str, seat: Seat, reason: str) -> None:
    """Takes a seat away and keeps that it was held. Who has to score is settled by the round, not here."""
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.PREPARE, vacancy.id)
    clean_text(reason, field="Reason", limit=400, required=True)
    person = people.find(context, email)
    with context.store.read() as connection:
        seats = store.list_seats(connection, vacancy.id)
    found = next((it for it in seats if it.person_id == person.id and it.seat is seat and not it.left), None)
    if found is None:
        raise NotFound(f"{person.name} is not {seat.name_for_people} here.", safe="Nothing was changed.")
    with context.change(actor) as change:
        store.change_seat(
            change.connection, found.id, found.version, has_left=True, left_because=reason.strip()
        )
        change.record("panel.left", person.id, vacancy=vacancy.id, seat=seat)


def list_all(context: Context, actor: SignedIn, code: str) -> tuple[PanelSeat, ...]:
    """Every seat, also of those who have left."""
    vacancy = find_vacancy(context, actor, code)
    with context.store.read() as connection:
        return store.list_seats(connection, vacancy.id)


def _taken_again(change: Recorder, once: PanelSeat, given: PanelSeat) -> PanelSeat:
    """A seat the same person held before: that they left it and came back stays in the audit trail."""
    store.change_seat(
        change.connection,
        once.id,
        once.version,
        has_left=False,
        left_because="",
        scores=given.scores,
        trained_on=given.trained_on,
        declaration="",
    )
    return replace(given, id=once.id, version=once.version + 1)


def _check_seat(name: str, person_id: str, seat: Seat, manager_id: str, held: list[PanelSeat]) -> None:
    own = {it.seat for it in held if it.person_id == person_id}
    if seat in own:
        raise Refused(f"{name} is {seat.name_for_people} already.", safe="Nothing was changed.")
    holder = next((it.name for it in held if it.seat is seat), "")
    if seat in SINGLE_SEATS and holder:
        raise Refused(
            f"{holder} is {seat.name_for_people} here, and there is only one.",
            safe="Nothing was changed.",
            do="Take that seat away first, with the reason.",
        )
    for group in APART:
        clash = (own & group) - {seat}
        if seat in group and clash and not {seat, *clash} <= MAY_SHARE:
            other = min(clash)
            raise Refused(
                f"{name} is {other.name_for_people}, and the {seat.name_for_people} must be somebody else.",
                safe="Nothing was changed.",
                do="Choose another person: each of these seats is a check on the others.",
            )
    if seat is Seat.ESCALATION_CONTACT and person_id == manager_id:
        raise Refused(
            "The recruiting manager cannot be the escalation contact.",
            safe="Nothing was changed.",
            do="Name somebody outside the panel.",
        )


def _training_date(text: str, today: date) -> str:
    if not text:
        return ""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            f"Training date: “{text}” is not a date.",
            safe="Nothing was changed.",
            do="Write it like 2026-03-14.",
        ) from error
    require(day <= today, "The training date lies in the future.")
    return day.isoformat()

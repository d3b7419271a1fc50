"""Who sits on a vacancy's panel."""

from sqlalchemy import Connection, insert, select

from panelguide.domain.people import PanelSeat, Seat
from panelguide.store.store import update_versioned
from panelguide.store.tables import panel_seat, person


def seats_of(connection: Connection, vacancy_id: str, person_id: str) -> frozenset[Seat]:
    """The seats somebody holds on a panel now."""
    wanted = select(panel_seat.c.seat).where(
        panel_seat.c.vacancy_id == vacancy_id,
        panel_seat.c.person_id == person_id,
        panel_seat.c.has_left.is_(False),
    )
    return frozenset(Seat(seat) for seat in connection.execute(wanted).scalars())


def list_seats(connection: Connection, vacancy_id: str) -> tuple[PanelSeat, ...]:
    """Every seat ever taken on the panel, chair first, then by name."""
    wanted = (
        select(
            panel_seat.c.id,
            panel_seat.c.person_id,
            person.c.name,
            panel_seat.c.seat,
            panel_seat.c.scores,
            panel_seat.c.trained_on,
            panel_seat.c.declaration,
            panel_seat.c.has_left,
            panel_seat.c.version,
        )
        .join(person, person.c.id == panel_seat.c.person_id)
        .where(panel_seat.c.vacancy_id == vacancy_id)
    )
    seats = [PanelSeat(row[0], row[1], row[2], Seat(row[3]), *row[4:]) for row in connection.execute(wanted)]
    order = {seat: place for place, seat in enumerate(Seat)}
    return tuple(sorted(seats, key=lambda it: (order[it.seat], it.name, it.id)))


def add_seat(connection: Connection, vacancy_id: str, it: PanelSeat) -> None:
    connection.execute(
        insert(panel_seat).values(
            id=it.id,
            vacancy_id=vacancy_id,
            person_id=it.person_id,
            seat=it.seat,
            scores=it.scores,
            trained_on=it.trained_on,
            declaration=it.declaration,
            has_left=it.left,
            version=it.version,
        )
    )


def change_seat(connection: Connection, seat_id: str, version: int, **values: object) -> None:
    """Changes one seat; raises SomebodyElseChangedIt when it is no longer at this version."""
    update_versioned(connection, panel_seat, panel_seat.c.id == seat_id, version, values)

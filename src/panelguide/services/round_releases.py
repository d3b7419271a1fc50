"""Releasing a round: the chair fixes the list of all sheets, and each member's program checks it and follows."""

from panelguide.domain.vacancy import Vacancy
from panelguide.errors import NotFound, Refused
from panelguide.seal import releasing
from panelguide.seal.release import SignedRelease, due
from panelguide.seal.standing import check_releases
from panelguide.services import round_files
from panelguide.services.context import Context, Recorder, require
from panelguide.services.lookup import find_vacancy, require_open
from panelguide.services.round_files import RoundObjects, holder_of, release_record
from panelguide.services.round_status import StatusView, status_of
from panelguide.services.session import SignedIn, confirm_passphrase
from panelguide.store import rounds as store
from panelguide.store import sheets as sheet_store
from panelguide.store import vacancies as vacancy_store
from panelguide.store.store import Connection


def release(
    context: Context, actor: SignedIn, code: str, *, passphrase: str, round: int | None = None
) -> StatusView:
    """The chair's release fixes the list of all sheets and ends replacing; a member's follows it.

    Everything is made anew from the signed objects: the manifest, every sheet with its signature, every
    release. Raises Refused while sheets are missing, or where there is nothing for the actor to release;
    Tampered when anything does not hold.
    """
    confirm_passphrase(context, actor, passphrase)
    vacancy = _where_they_release(context, actor, code)
    require_open(vacancy)
    with context.change(actor) as change:
        record = round_files.find_round(change.connection, vacancy, round)
        objects = round_files.load_objects(change.connection, record)
        own = bytes.fromhex(actor.person.id)
        require(
            all(held.release.by != own for held in objects.releases),
            "You have released this round already.",
        )
        holder = holder_of(actor)
        chair = objects.chair_release
        if chair is None:
            made = releasing.release_as_chair(holder, objects.history, objects.sheets, objects.releases)
        else:
            made = releasing.follow(holder, objects.history, objects.sheets, chair, objects.releases)
        _add(change, objects, made)
        return status_of(change.connection, vacancy, record, viewer=actor.person.id)


def follow(context: Context, actor: SignedIn, code: str) -> bool:
    """Releases for somebody signed in what the chair has released, once the list is what is seen here.

    Called by the app for each person who signs in or is signed in; does nothing where there is nothing to
    follow. Returns whether it released. Raises Tampered when the chair's list or any signature does not hold.
    """
    vacancy = _where_they_release(context, actor, code)
    with context.store.read() as connection:
        waiting = [
            record
            for record in store.list_rounds(connection, vacancy.id)
            if store.list_releases(connection, record.id)
            and _owes_release(round_files.load_objects(connection, record), actor)
        ]
    for record in waiting:
        with context.change(actor) as change:
            objects = round_files.load_objects(change.connection, record)
            chair = objects.chair_release
            if chair is None or not _owes_release(objects, actor):
                raise Refused("The round has moved on meanwhile.", safe="Nothing was released.")
            made = releasing.follow(
                holder_of(actor), objects.history, objects.sheets, chair, objects.releases
            )
            _add(change, objects, made)
    return bool(waiting)


def _where_they_release(context: Context, actor: SignedIn, code: str) -> Vacancy:
    """The vacancy for whoever may see it, and for a former member while their sealed sheets wait for their keys.

    Every author of a listed sheet releases; one whose seat was taken away would keep the round shut for good.
    """
    try:
        return find_vacancy(context, actor, code)
    except NotFound:
        with context.store.read() as connection:
            vacancy = vacancy_store.get_vacancy(connection, code)
            if vacancy is None or not _has_sealed(connection, vacancy, actor.person.id):
                raise
            return vacancy


def _has_sealed(connection: Connection, vacancy: Vacancy, person_id: str) -> bool:
    return any(
        member == person_id
        for record in store.list_rounds(connection, vacancy.id)
        if store.get_reveal(connection, record.id) is None
        for member, _ in sheet_store.list_sealed(connection, record.id)
    )


def _owes_release(objects: RoundObjects, actor: SignedIn) -> bool:
    own = bytes.fromhex(actor.person.id)
    return (
        objects.reveal is None
        and objects.chair_release is not None
        and own in due(objects.history, objects.sheets)
        and all(held.release.by != own for held in objects.releases)
    )


def _add(change: Recorder, objects: RoundObjects, made: SignedRelease) -> None:
    """Writes a release; the round is released once nobody's is missing, judged from the objects."""
    record = objects.record
    standing = check_releases(objects.history, objects.sheets, (*objects.releases, made))
    store.add_release(change.connection, record.id, release_record(made))
    if not standing.missing:
        store.change_round(change.connection, record, state="released")
    change.record(
        "round.released",
        record.id,
        vacancy=record.vacancy_id,
        round=record.id,
        digest=made.release.digest.hex(),
    )

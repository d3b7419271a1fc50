"""Starting an organisation, adding people, and each person setting their own passphrase."""

import hmac
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import blake2b

from panelguide.domain.access import Act, may_give_roles
from panelguide.domain.people import Person, Role
from panelguide.errors import BadInput, NotAllowed, NotFound, Refused
from panelguide.seal.keys import new_keys, unwrap, wrap
from panelguide.services import machines
from panelguide.services.context import Context, require
from panelguide.services.session import SignedIn, require_allowed
from panelguide.store import people as store
from panelguide.store.people import EnrolmentCode, Organisation, StoredKey
from panelguide.text import clean_line

SHORTEST_PASSPHRASE = 15
CODE_LIFETIME = timedelta(hours=24)
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8
NATIONS = ("England", "Wales", "Scotland", "Northern Ireland")


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody added, and the one-time code to give them. The code is shown once and never stored."""

    person: Person
    code: str


def check_set_up(
    *, organisation: str, nation: str, concerns_route: str, letter_contact: str, name: str, email: str
) -> None:
    """Raises BadInput or Refused for what a new organisation or its first person cannot be called.

    Asked before a database is made, so that a slip leaves nothing half begun behind.
    """
    _organisation_words(organisation, nation, concerns_route, letter_contact)
    _person_words(name, email)


def start_organisation(
    context: Context, *, name: str, nation: str, concerns_route: str, letter_contact: str, recovery_key: bytes
) -> None:
    """The first entries of a new database: the machine's key, and whose it is.

    concerns_route: where a candidate can raise a concern, as letters say it. recovery_key: the public
    half of the two recovery cards, or empty without cards.
    """
    said, where, contact = _organisation_words(name, nation, concerns_route, letter_contact)
    started = Organisation(
        database_id=context.database_id,
        name=said,
        nation=nation,
        concerns_route=where,
        letter_contact=contact,
        recovery_key=recovery_key,
        version=1,
    )
    with context.change(None) as change:
        change.record("machine.started", "", machine=context.machine.public.hex())
        store.add_organisation(change.connection, started)
        change.record("organisation.started", "", fields=["name", "nation"], recovery=recovery_key.hex())


def require_not_started(context: Context) -> None:
    """Raises Refused where setting up was broken off with an organisation and nobody in it: its cards are gone."""
    with context.store.read() as connection:
        require(
            store.get_organisation(connection) is None,
            "Setting up was begun here and broken off after the organisation was named.",
            do="Go on in the app, or move that database away and start again.",
        )


def add_first_person(
    context: Context, *, name: str, email: str, roles: frozenset[Role], passphrase: str
) -> SignedIn:
    """The person who sets panelguide up, enrolled at once. Raises Refused when there is somebody already."""
    with context.store.read() as connection:
        require(not store.list_people(connection), "This organisation has people already.")
    person = _new_person(context, name=name, email=email, roles=roles)
    with context.change(None) as change:
        store.add_person(change.connection, person)
        change.record("person.added", person.id, roles=[*sorted(roles)])
    return _set_key(context, person, passphrase)


def add_person(
    context: Context, actor: SignedIn, *, name: str, email: str, roles: frozenset[Role]
) -> NewPerson:
    """Adds somebody and makes the one-time code by which they set their own passphrase."""
    require_allowed(context, actor, Act.MANAGE_PEOPLE)
    person = _new_person(context, name=name, email=email, roles=roles)
    _require_may_give(context, actor, person.roles)
    with context.store.read() as connection:
        if store.find_person(connection, person.email):
            raise Refused(
                f"There is somebody with the address {person.email} already.",
                safe="Nothing was changed.",
                do="Use another address, or find them with panelguide person list.",
            )
    code = _new_code(context)
    with context.change(actor) as change:
        store.add_person(change.connection, person)
        store.put_enrolment_code(change.connection, person.id, _stored_code(context, person.id, code))
        change.record("person.added", person.id, roles=[*sorted(roles)])
    return NewPerson(person, code)


def new_enrolment_code(context: Context, actor: SignedIn, *, email: str) -> str:
    """Another one-time code for somebody who has not enrolled yet or has lost theirs."""
    require_allowed(context, actor, Act.MANAGE_PEOPLE)
    person = find(context, email)
    _require_may_give(context, actor, person.roles)
    code = _new_code(context)
    with context.change(actor) as change:
        store.put_enrolment_code(change.connection, person.id, _stored_code(context, person.id, code))
        change.record("enrolment.code made", person.id)
    return code


def enrol(context: Context, *, email: str, code: str, passphrase: str) -> SignedIn:
    """Somebody sets their passphrase with their one-time code; from now on they can sign in.

    With a new code after an earlier enrolment they get a new key, and drafts under the old one are lost.
    Raises Refused for a wrong, used or old code.
    """
    with context.store.read() as connection:
        person = store.find_person(connection, email)
        stored = store.get_enrolment_code(connection, person.id) if person else None
    given = _code_hash(person.id if person else "", code)
    fits = stored is not None and hmac.compare_digest(stored.code_hash, given)
    if person is None or stored is None or not fits or stored.expires_at < context.now():
        raise Refused(
            "That code cannot be used: it is wrong, was used already, or is more than a day old.",
            safe="Nothing was changed.",
            do="Ask the recruitment team for a new code.",
        )
    return _set_key(context, person, passphrase)


def change_passphrase(context: Context, actor: SignedIn, *, old: str, new: str) -> None:
    """The same keys under another passphrase."""
    check_passphrase(new)
    with context.store.read() as connection:
        key = store.list_keys(connection, actor.person.id)[-1]
    opened = unwrap(key.wrapped, old, limits=context.argon_limits)
    wrapped = wrap(
        opened.keys,
        new,
        recovery=opened.recovery,
        random=context.randomness,
        argon=context.argon,
        limits=context.argon_limits,
    )
    with context.change(actor) as change:
        store.replace_wrapped(change.connection, actor.person.id, key.number, wrapped)
        change.record("passphrase.changed", actor.person.id)


def people(context: Context) -> tuple[Person, ...]:
    """Everybody with an account, by name."""
    with context.store.read() as connection:
        return store.list_people(connection)


def find(context: Context, email: str) -> Person:
    """The person of this e-mail address. Raises NotFound."""
    with context.store.read() as connection:
        person = store.find_person(connection, email)
    if person is None:
        raise NotFound(
            "There is nobody with that e-mail address.",
            safe="Nothing was changed.",
            do="Look at panelguide person list, or add them with panelguide person add.",
        )
    return person


def organisation(context: Context) -> Organisation:
    """Whose database this is. Raises NotFound before setup has been done."""
    with context.store.read() as connection:
        found = store.get_organisation(connection)
    if found is None:
        raise NotFound("This database has not been set up yet.", do="Run panelguide setup.")
    return found


def _organisation_words(
    name: str, nation: str, concerns_route: str, letter_contact: str
) -> tuple[str, str, str]:
    require(nation in NATIONS, f"Choose one of {', '.join(NATIONS)}.")
    return (
        clean_line(name, field="Organisation"),
        clean_line(concerns_route, field="Concerns route", limit=400, required=False),
        clean_line(letter_contact, field="Contact for letters", required=False),
    )


def _person_words(name: str, email: str) -> tuple[str, str]:
    address = clean_line(email, field="E-mail address", limit=254)
    if address.count("@") != 1 or address.startswith("@") or address.endswith("@") or " " in address:
        raise BadInput(f"“{address}” is not an e-mail address.", safe="Nothing was changed.")
    return clean_line(name, field="Name"), address


def _new_person(context: Context, *, name: str, email: str, roles: frozenset[Role]) -> Person:
    said, address = _person_words(name, email)
    return Person(context.new_id(), said, address, roles or frozenset({Role.PANEL}), False, 1)


def _require_may_give(context: Context, actor: SignedIn, roles: frozenset[Role]) -> None:
    """Whoever makes the code of an account could use it themselves, so nobody gives more than they have."""
    team = any(Role.RECRUITMENT_TEAM in person.roles for person in people(context))
    if not may_give_roles(roles, own=actor.person.roles, somebody_in_recruitment_team=team):
        raise NotAllowed(
            "You cannot give an account more than you may do yourself.",
            safe="Nothing was changed.",
            do="Ask the recruitment team to add this person.",
        )


def _set_key(context: Context, person: Person, passphrase: str) -> SignedIn:
    check_passphrase(passphrase)
    recovery = organisation(context).recovery_key
    keys = new_keys(context.randomness)
    wrapped = wrap(
        keys,
        passphrase,
        recovery=recovery,
        random=context.randomness,
        argon=context.argon,
        limits=context.argon_limits,
    )
    signed_in = SignedIn(replace(person, enrolled=True), keys, recovery)
    with context.store.read() as connection:
        number = len(store.list_keys(connection, person.id)) + 1
        vouched = machines.is_known(context, connection)
    with context.change(None if vouched else signed_in) as change:
        store.add_key(change.connection, person.id, StoredKey(number, keys.public, wrapped))
        store.remove_enrolment_code(change.connection, person.id)
        change.record("person.enrolled", person.id, key=keys.public.hex())
        if not vouched:
            machines.admit(context, change)
    return signed_in


def check_passphrase(passphrase: str) -> None:
    """Raises BadInput for a passphrase too short to keep anybody out."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise BadInput(
            f"That passphrase has {len(passphrase)} characters; {SHORTEST_PASSPHRASE} is the fewest.",
            safe="Nothing was changed.",
            do="Four or more unrelated words make a good one.",
        )


def _new_code(context: Context) -> str:
    return "".join(CODE_LETTERS[byte % len(CODE_LETTERS)] for byte in context.randomness(CODE_LENGTH))


def _stored_code(context: Context, person_id: str, code: str) -> EnrolmentCode:
    expires = (context.clock() + CODE_LIFETIME).strftime("%Y-%m-%dT%H:%M:%SZ")
    return EnrolmentCode(_code_hash(person_id, code), expires)


def _code_hash(person_id: str, code: str) -> bytes:
    said = "".join(code.upper().split())
    # Whatever is typed gets the same answer, half a character too.
    return blake2b(said.encode(errors="replace"), key=person_id.encode(), digest_size=32).digest()

"""Signing in: a person, what they are, and their keys in memory; and one laptop handed round a table."""

import hmac
from dataclasses import dataclass, field
from hashlib import blake2b

from panelguide.domain.access import Act, may, sees_as_recruitment_team
from panelguide.domain.people import Person, Seat
from panelguide.errors import BadInput, NotAllowed, Refused
from panelguide.seal.keys import Keys, new_keys, passphrase_matches, unwrap, wrap
from panelguide.services import machines
from panelguide.services.context import Context
from panelguide.store import panel as panel_store
from panelguide.store import people as people_store
from panelguide.store import vacancies as vacancy_store

WRONG_SIGN_IN = "That e-mail address and passphrase do not go together."
TABLE_CODE_DIGITS = 4
TABLE_CODE_TRIES = 3


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person whose passphrase was right: who they are and their keys. Only ever held in memory.

    recovery: the organisation's recovery key as this person saw it at enrolment.
    """

    person: Person
    keys: Keys = field(repr=False)
    recovery: bytes = b""


def sign_in(context: Context, *, email: str, passphrase: str) -> SignedIn:
    """Opens a person's keys with their passphrase, and records that they signed in.

    Unknown addresses get the same answer at the same cost. Raises Refused.
    """
    with context.store.read() as connection:
        person = people_store.find_person(connection, email)
        keys = people_store.list_keys(connection, person.id) if person else ()
    if person is None or not keys:
        _spend_as_much(context, passphrase)
        _record_refusal(context, person.id if person else "")
        raise Refused(WRONG_SIGN_IN, safe="Nothing was changed.", do="Check both and try again.")
    try:
        opened = unwrap(keys[-1].wrapped, passphrase, limits=context.argon_limits)
    except Refused:
        _record_refusal(context, person.id)
        raise Refused(WRONG_SIGN_IN, safe="Nothing was changed.", do="Check both and try again.") from None
    signed_in = SignedIn(person, opened.keys, opened.recovery)
    with context.change(signed_in) as change:
        machines.admit(context, change)
        change.record("signed in", person.id)
    return signed_in


def confirm_passphrase(context: Context, actor: SignedIn, passphrase: str) -> None:
    """Asked again before a weighty act. Raises Refused when it does not open this person's own keys."""
    with context.store.read() as connection:
        keys = people_store.list_keys(connection, actor.person.id)
    if not passphrase_matches(keys[-1].wrapped, passphrase, limits=context.argon_limits):
        _record_refusal(context, actor.person.id)
        raise Refused("That passphrase is not right.", safe="Nothing was done.", do="Try again.")


def seats_of(context: Context, actor: SignedIn, vacancy_id: str) -> frozenset[Seat]:
    """The seats this person holds on the vacancy's panel now."""
    with context.store.read() as connection:
        return panel_store.seats_of(connection, vacancy_id, actor.person.id)


def is_allowed(context: Context, actor: SignedIn, act: Act, vacancy_id: str = "") -> bool:
    """Whether the person may do this, on this vacancy where one is named."""
    if not vacancy_id:
        return may(act, roles=actor.person.roles, is_manager=False, seats=frozenset())
    with context.store.read() as connection:
        seats = panel_store.seats_of(connection, vacancy_id, actor.person.id)
        manager = vacancy_store.manager_of(connection, vacancy_id)
    return may(act, roles=actor.person.roles, is_manager=manager == actor.person.id, seats=seats)


def is_recruitment_team(context: Context, actor: SignedIn, vacancy_id: str) -> bool:
    """Whether the person sees this vacancy as the recruitment team does: not with a seat on its panel."""
    return sees_as_recruitment_team(actor.person.roles, seats_of(context, actor, vacancy_id))


def require_allowed(context: Context, actor: SignedIn, act: Act, vacancy_id: str = "") -> None:
    """Raises NotAllowed unless the person may do this."""
    if not is_allowed(context, actor, act, vacancy_id):
        raise NotAllowed(
            f"You cannot {act.value} here.",
            safe="Nothing was changed.",
            do="Ask the recruiting manager or the recruitment team.",
        )


class Table:
    """The people unlocked on one laptop handed round a table; one of them is in front.

    Each gives the passphrase once and sets a four-digit code, kept in memory only. Three wrong codes and
    the passphrase is asked for again.
    """

    def __init__(self) -> None:
        self._unlocked: dict[str, SignedIn] = {}
        self._codes: dict[str, bytes] = {}
        self._wrong: dict[str, int] = {}
        self._in_front: str = ""

    @property
    def in_front(self) -> SignedIn | None:
        return self._unlocked.get(self._in_front)

    @property
    def people(self) -> tuple[Person, ...]:
        return tuple(signed_in.person for signed_in in self._unlocked.values())

    def sit_down(self, signed_in: SignedIn) -> None:
        """Somebody who has just given their passphrase, now in front."""
        self._unlocked[signed_in.person.id] = signed_in
        self._wrong[signed_in.person.id] = 0
        self._in_front = signed_in.person.id

    def has_code(self, person_id: str) -> bool:
        return person_id in self._codes

    def set_code(self, code: str) -> None:
        """The code of whoever is in front. Raises BadInput unless it is four digits."""
        if not (len(code) == TABLE_CODE_DIGITS and code.isascii() and code.isdigit()):
            raise BadInput("A table code is four digits.", do="Choose four digits you will remember today.")
        self._codes[self._in_front] = self._hashed(self._in_front, code)

    def hand_over(self, person_id: str, code: str) -> SignedIn:
        """Puts somebody already unlocked in front by their code. Raises Refused; after three wrong codes
        that person is locked and needs the passphrase."""
        known = self._codes.get(person_id)
        if person_id not in self._unlocked or known is None:
            raise Refused("That person has not unlocked this table yet.", do="Ask for the passphrase.")
        if hmac.compare_digest(known, self._hashed(person_id, code)):
            self._wrong[person_id] = 0
            self._in_front = person_id
            return self._unlocked[person_id]
        self._wrong[person_id] += 1
        left = TABLE_CODE_TRIES - self._wrong[person_id]
        if left > 0:
            raise Refused(f"That code is not right. {left} more and the passphrase is needed.")
        self.leave(person_id)
        raise Refused("That code was wrong three times.", do="Give the passphrase instead.")

    def unlocked(self, person_id: str) -> SignedIn | None:
        return self._unlocked.get(person_id)

    def leave(self, person_id: str) -> None:
        """Forgets somebody's keys and code."""
        self._unlocked.pop(person_id, None)
        self._codes.pop(person_id, None)
        if self._in_front == person_id:
            self._in_front = ""

    def clear(self) -> None:
        """Forgets everybody, as quitting does."""
        self._unlocked.clear()
        self._codes.clear()
        self._in_front = ""

    @staticmethod
    def _hashed(person_id: str, code: str) -> bytes:
        return blake2b(code.encode(), key=person_id.encode(), digest_size=32).digest()


def _spend_as_much(context: Context, passphrase: str) -> None:
    """The work of one unwrapping, so that an unknown address cannot be told by the time it takes."""
    wrap(
        new_keys(context.randomness),
        passphrase or "-",
        recovery=b"",
        random=context.randomness,
        argon=context.argon,
        limits=context.argon_limits,
    )


def _record_refusal(context: Context, person_id: str) -> None:
    """Recorded by this computer; not by one on which nobody has signed in yet, for whose key nobody vouches."""
    with context.store.read() as connection:
        if not machines.is_known(context, connection):
            return
    with context.change(None) as change:
        change.record("sign-in refused", person_id)

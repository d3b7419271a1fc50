"""What every use case is given: the store, the content, the clock, randomness and this machine's key."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from panelguide.errors import Refused
from panelguide.paths import Home
from panelguide.seal import chain
from panelguide.seal.canonical import Json, encode_text
from panelguide.seal.keys import Argon, ArgonLimits, Signer
from panelguide.store.store import Change, Entry, Head, Stamped, Store, last_entry

if TYPE_CHECKING:
    from panelguide.content import Content
    from panelguide.services.session import SignedIn

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Context:
    """One open panelguide. Made by bootstrap only; tests make their own with a fixed clock.

    clock: now, aware and in UTC. randomness: that many random bytes. argon: what new passphrases are
    wrapped with, argon_limits what a stored one may ask for. machine: signs entries made with nobody signed in. load_content: reads checklists
    and question bank, remembered after the first call.
    """

    home: Home
    store: Store
    load_content: Callable[[], "Content"]
    clock: Callable[[], datetime]
    randomness: Callable[[int], bytes]
    argon: Argon
    argon_limits: ArgonLimits
    machine: Signer
    database_id: bytes

    @property
    def content(self) -> "Content":
        return self.load_content()

    def now(self) -> str:
        """The moment, in the form everything stores: YYYY-MM-DDTHH:MM:SSZ."""
        return self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def today(self) -> date:
        """Today's date in London, by which deadlines run."""
        return self.clock().astimezone(LONDON).date()

    def new_id(self) -> str:
        """A new id: 16 random bytes as 32 hex digits."""
        return self.randomness(16).hex()

    def new_seed(self) -> int:
        """A new seed for an assignment or a shuffle, kept so that it can be repeated."""
        return int.from_bytes(self.randomness(4), "big") >> 1

    @property
    def letters_folder(self) -> Path:
        return self.home.letters

    @contextmanager
    def change(self, actor: "SignedIn | None") -> Iterator["Recorder"]:
        """One transaction made by this person (or by the machine, with nobody signed in)."""
        signer: Signer = actor.keys if actor else self.machine
        actor_id = actor.person.id if actor else ""

        def stamp(head: Head, entry: Entry) -> Stamped:
            done = chain.stamp(
                self.database_id,
                head.digest,
                chain.EntryDraft(
                    seq=head.seq + 1,
                    at=entry.at,
                    actor=bytes.fromhex(entry.actor),
                    action=entry.action,
                    subject=entry.subject,
                    body=entry.body,
                ),
                signer,
            )
            return Stamped(done.digest, done.signature)

        with self.store.change(stamp) as change:
            yield Recorder(self, change, actor_id)


class Recorder:
    """A transaction under way: where to write, and how to record what was done."""

    def __init__(self, context: Context, change: Change, actor_id: str) -> None:
        self.connection = change.connection
        self._context = context
        self._change = change
        self._actor_id = actor_id

    def require_unchanged(self, vacancy_id: str, since: int) -> None:
        """Raises Refused when anything was recorded on the vacancy after that audit number.

        For acts that rest on what was read before the transaction: what was checked then holds still. since:
        `store.head()` from before the first of those reads.
        """
        require(
            last_entry(self.connection, vacancy_id) <= since,
            "Somebody else changed this vacancy at the same moment.",
            do="Look at it as it stands now, and do it once more.",
        )

    def record(self, action: str, subject: str, vacancy: str = "", **fields: Json) -> int:
        """Records one act. subject: the id it is about. fields: ids, counts and field names, never contents.

        Returns the number of the audit entry.
        """
        body: dict[str, Json] = {**fields, **({"vacancy": vacancy} if vacancy else {})}
        return self._change.record(
            Entry(
                at=self._context.now(),
                actor=self._actor_id,
                action=action,
                subject=subject,
                body=encode_text(body),
                vacancy_id=vacancy,
            )
        )


def require(condition: bool, what: str, *, safe: str = "Nothing was changed.", do: str = "") -> None:
    """Refuses with a sentence unless the condition holds."""
    if not condition:
        raise Refused(what, safe=safe, do=do)

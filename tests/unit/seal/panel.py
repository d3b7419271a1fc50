"""A small panel with real keys: Ann chairs, Ben is her deputy, Cat a third member, Eve the EDI representative
confirms, Sam stands in for her. Three candidates, two questions.
"""

from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

from tests.unit.seal.chance import chance

from panelguide.seal.cards import recovery_key
from panelguide.seal.ids import Id
from panelguide.seal.keys import KeyHolder, new_keys
from panelguide.seal.manifest import Kind, KitLine, Manifest, candidate_commitment
from panelguide.seal.release import SignedRelease
from panelguide.seal.releasing import follow, recover, release_as_chair
from panelguide.seal.reveal import Opened, SignedReveal, open_round
from panelguide.seal.sheet import Sheet, seal_sheet
from panelguide.seal.verify import RoundFiles
from panelguide.seal.versions import (
    History,
    SignedManifest,
    check_history,
    next_version,
    signers_needed,
)
from panelguide.seal.writing import Answered, Mark, NoMark, Writing


def named(name: str) -> Id:
    """The id of whoever or whatever has this name."""
    return blake2b(name.encode(), digest_size=16).digest()


CARD1, CARD2 = b"\x11" * 32, b"\x22" * 32
CARDS = recovery_key(CARD1, CARD2)


def holder(name: str, seed: str = "") -> KeyHolder:
    """Somebody signed in; another seed gives the same person with another key."""
    return KeyHolder(named(name), new_keys(chance(seed or name)), CARDS.public)


ANN, BEN, CAT, EVE, SAM, TOM = (holder(name) for name in ("Ann", "Ben", "Cat", "Eve", "Sam", "Tom"))
C1, C2, C3 = named("C01"), named("C02"), named("C03")
Q1, Q2 = named("Q1"), named("Q2")
KIT = (KitLine(Q1, 5), KitLine(Q2, 5))


def commitment(candidate: Id) -> bytes:
    return candidate_commitment(bytes(32), candidate.hex())


def first_manifest(**changes: Any) -> Manifest:
    """Version 1 of the interview round: Ann, Ben and Cat score C01 and C02."""
    manifest = Manifest(
        version=1,
        previous=b"",
        vacancy=named("V014"),
        round=named("round"),
        kind=Kind.INTERVIEW,
        kit=KIT,
        kit_text=blake2b(b"texts", digest_size=32).digest(),
        method=blake2b(b"method", digest_size=32).digest(),
        recovery=CARDS.public,
        people={person.person: (person.keys.public,) for person in (ANN, BEN, CAT, EVE, SAM)},
        members=frozenset({ANN.person, BEN.person, CAT.person}),
        chair=ANN.person,
        deputy=BEN.person,
        confirmer=EVE.person,
        stand_in=SAM.person,
        follows=b"",
        candidates={C1: commitment(C1), C2: commitment(C2)},
    )
    return replace(manifest, **changes)


def signed(manifest: Manifest, *signers: KeyHolder) -> SignedManifest:
    version = SignedManifest(manifest)
    for signer in signers:
        version = version.signed_by(signer.keys)
    return version


def first_history(**changes: Any) -> History:
    return check_history([signed(first_manifest(**changes), ANN, EVE)])


def later(history: History, *signers: KeyHolder, **changes: Any) -> History:
    """The history with one more version, signed by these people (by chair and confirmer if none are named)."""
    manifest = next_version(history.last, **changes)
    return check_history([*history.versions, signed(manifest, *(signers or (ANN, EVE)))])


def wrote(
    first: Mark = 3, second: Mark = NoMark.NOT_HEARD, note: str = "Gave an example.", reason: str = ""
) -> Writing:
    return Writing((Answered(Q1, first, note), Answered(Q2, second)), reason)


@dataclass
class Round:
    """A round as the database holds it, for tests that walk it or attack it."""

    history: History = field(default_factory=first_history)
    sheets: list[Sheet] = field(default_factory=list)
    releases: list[SignedRelease] = field(default_factory=list)

    def seal(
        self, who: KeyHolder, candidate: Id, writing: Writing | None = None, *, member: Id | None = None
    ) -> Sheet:
        """Seal, or replace when there is a sheet already."""
        author = who.person if member is None else member
        earlier = [sheet for sheet in self.sheets if sheet.place[:2] == (author, candidate)]
        sheet = seal_sheet(
            who,
            self.history,
            author,
            candidate,
            writing or wrote(),
            previous=earlier[-1] if earlier else None,
            random=chance(f"{author.hex()} {candidate.hex()} {len(self.sheets)}"),
        )
        self.sheets.append(sheet)
        return sheet

    def seal_all(self, *people: KeyHolder) -> "Round":
        for who in people or (ANN, BEN, CAT):
            for candidate in sorted(self.history.last.candidates):
                if (who.person, candidate) in self.history.last.expected():
                    self.seal(who, candidate)
        return self

    def release(self) -> SignedRelease:
        """The chair's release."""
        self.releases.append(release_as_chair(ANN, self.history, self.sheets, self.releases))
        return self.releases[-1]

    def follow(self, *people: KeyHolder) -> "Round":
        for who in people:
            self.releases.append(follow(who, self.history, self.sheets, self.releases[0], self.releases))
        return self

    def recover(self, member: KeyHolder, *signers: KeyHolder) -> "Round":
        opened = recover(self.history, self.sheets, self.releases[0], member.person, CARDS.private)
        for signer in signers:
            opened = opened.signed_by(signer.keys)
        self.releases.append(opened)
        return self

    def released(self) -> "Round":
        """Sealed by all, released by all."""
        self.seal_all()
        self.release()
        return self.follow(BEN, CAT)

    def open(self) -> Opened:
        return open_round(self.history, self.sheets, self.releases)

    def reveal(self, *signers: KeyHolder) -> SignedReveal:
        result = SignedReveal(self.open().reveal)
        for signer in signers:
            result = result.signed_by(signer.keys)
        return result

    def files(self, reveal: SignedReveal | None = None) -> RoundFiles:
        """Everything that travels."""
        return RoundFiles(
            manifests=[version.to_file() for version in self.history.versions],
            sheets=[sheet.to_file() for sheet in self.sheets],
            releases=[release.to_file() for release in self.releases],
            reveal=reveal.to_file() if reveal else None,
        )


def needed(before: Manifest | None, after: Manifest) -> set[Id]:
    return set(signers_needed(before, after))

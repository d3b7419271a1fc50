"""One member's own sheets, held ready for the live screen: load, save while typing, check, seal, replace.

The manifest and the member's own newest key are checked when the desk is opened and again at every seal, so
that a save while somebody is talking is one short transaction and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from panelguide.domain.marks import Mark
from panelguide.domain.sheet import SheetCheck, check_sheet
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import NotFound, Refused, SomebodyElseChangedIt, Tampered
from panelguide.seal.draft import open_draft, seal_draft
from panelguide.seal.ids import Id
from panelguide.seal.release import require_unreleased
from panelguide.seal.sheet import Sheet, seal_sheet, sheet_key
from panelguide.seal.sheet import check_sheet as check_sealed
from panelguide.seal.sheet import open_sheet as open_sealed
from panelguide.seal.versions import History, require_trusted
from panelguide.seal.writing import Writing, bytes_left, read_sealed
from panelguide.services import not_asked, round_files, sheet_writing
from panelguide.services.context import Context, Recorder
from panelguide.services.kits import KitQuestion
from panelguide.services.lookup import find_vacancy, require_open
from panelguide.services.round_files import holder_of
from panelguide.services.round_status import SheetState
from panelguide.services.round_terms import require_same_terms, terms_of
from panelguide.services.session import SignedIn
from panelguide.services.sheet_writing import Marks, Notes
from panelguide.store import rounds as round_store
from panelguide.store import sheets as store
from panelguide.store.rounds import RoundCandidate, RoundRecord
from panelguide.store.sheets import SheetPlace, SheetRecord
from panelguide.store.store import Connection
from panelguide.text import clean_text


@dataclass(frozen=True, slots=True)
class SheetView:
    """The member's own sheet for one candidate.

    marks, notes: by question id. not_asked: question id -> the chair's reason. attempt: of the sealed sheet,
    0 while it is not sealed. bytes_left: how many bytes of notes it still takes. draft_lost: whether a draft
    is there that only an earlier key of this member could open.
    """

    round_id: str
    candidate: str
    questions: tuple[KitQuestion, ...]
    marks: dict[str, Mark | None] = field(repr=False)
    notes: dict[str, str] = field(repr=False)
    sealed: bool
    attempt: int
    bytes_left: int
    not_asked: dict[str, str]
    draft_lost: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """A candidate this member scores, or has scored, in the round in which they do."""

    record: RoundRecord
    history: History = field(repr=False)
    candidate: RoundCandidate


@dataclass(frozen=True, slots=True)
class _Known:
    """What this desk last saw of a sheet: the draft's bytes, None where there is none, and what is on it."""

    box: bytes | None = field(repr=False)
    writing: Writing = field(repr=False)


class SheetDesk:
    """A member's sheets of one vacancy while they are signed in. Made by `open_desk`."""

    def __init__(
        self,
        context: Context,
        actor: SignedIn,
        vacancy: Vacancy,
        questions: tuple[KitQuestion, ...],
        places: dict[str, _Place],
    ) -> None:
        self.vacancy = vacancy
        self.questions = questions
        self._context = context
        self._actor = actor
        self._places = places
        self._known: dict[str, _Known] = {}

    def candidates(self) -> tuple[tuple[str, SheetState], ...]:
        """The codes of the candidates this member scores, by slot, and how far each sheet is."""
        begun: set[tuple[str, str]] = set()
        sealed: set[tuple[str, str]] = set()
        with self._context.store.read() as connection:
            for round_id in {place.record.id for place in self._places.values()}:
                begun |= store.list_begun(connection, round_id)
                sealed |= store.list_sealed(connection, round_id)
        own = self._actor.person.id

        def state(candidate: str) -> SheetState:
            if (own, candidate) in sealed:
                return SheetState.SEALED
            return SheetState.OPEN if (own, candidate) in begun else SheetState.NOT_BEGUN

        ordered = sorted(
            (place.candidate for place in self._places.values()), key=lambda it: (it.slot, it.code)
        )
        return tuple((it.code, state(it.id)) for it in ordered)

    def load(self, candidate: str) -> SheetView:
        """The sheet as it is stored: the draft, or what was sealed."""
        place = self._place(candidate)
        with self._context.store.read() as connection:
            sheets = self._own_sheets(connection, place)
            box = store.get_draft(connection, self._at(place))
            facts = _facts(connection, place)
        lost = False
        if sheets:
            writing = self._opened(place, sheets[-1])
        else:
            writing, lost = self._drafted(place, box)
            self._known[place.candidate.id] = _Known(box, writing)
            writing = sheet_writing.with_facts(writing, facts)
        return SheetView(
            round_id=place.record.id,
            candidate=place.candidate.code,
            questions=self.questions,
            marks=sheet_writing.marks_of(writing),
            notes=sheet_writing.notes_of(writing),
            sealed=bool(sheets),
            attempt=sheets[-1].attempt if sheets else 0,
            bytes_left=bytes_left(writing),
            not_asked=facts,
            draft_lost=lost,
        )

    def save_draft(self, candidate: str, marks: Marks, notes: Notes) -> str:
        """Keeps what was typed, under a key only this member has. Returns the moment it was saved.

        What is not named stays as it is; nothing is written when nothing changed. Raises
        SomebodyElseChangedIt with both texts when another window of this member's has saved since, Refused
        once the sheet is sealed.
        """
        place = self._place(candidate)
        before = self._known.get(place.candidate.id) or self._look(place)
        facts: dict[str, str] = {}
        if any(str(mark) == "not asked" for mark in marks.values()):
            with self._context.store.read() as connection:
                facts = _facts(connection, place)
        writing = sheet_writing.changed(before.writing, self.questions, marks, notes, facts)
        if writing != before.writing:
            self._keep(place, before, writing)
        return self._context.now()

    def check(self, candidate: str) -> SheetCheck:
        """What blocks the sealing of the stored draft, and what only wants a look."""
        place = self._place(candidate)
        with self._context.store.read() as connection:
            facts = _facts(connection, place)
            box = store.get_draft(connection, self._at(place))
        writing, _ = self._drafted(place, box)
        return self._checked(writing, facts)

    def seal(self, candidate: str) -> None:
        """Seals the stored draft for good. Raises Refused with everything that is missing."""
        self._seal_all((self._place(candidate),))

    def seal_all(self) -> tuple[str, ...]:
        """Seals every sheet that was begun, all or none, and gives the candidates' codes."""
        begun = [code for code, state in self.candidates() if state is SheetState.OPEN]
        places = tuple(self._place(code) for code in begun)
        if not places:
            raise Refused("You have begun no sheet that is not sealed yet.", safe="Nothing was sealed.")
        self._seal_all(places)
        return tuple(begun)

    def replace(self, candidate: str, marks: Marks, notes: Notes, reason: str) -> None:
        """Seals another sheet in place of a sealed one, which stays on the record.

        marks, notes: what changes; the rest stays as it was sealed. reason: sealed with it. Raises Refused
        once the chair has released.
        """
        place = self._place(candidate)
        why = clean_text(reason, field="Reason", limit=400, required=True)
        require_open(find_vacancy(self._context, self._actor, self.vacancy.code))
        with self._context.change(self._actor) as change:
            history = self._fresh_history(change.connection, place)
            sheets = self._own_sheets(change.connection, place)
            if not sheets:
                raise Refused("There is no sealed sheet to replace.", safe="Nothing was sealed.")
            facts = _facts(change.connection, place)
            before = self._opened(place, sheets[-1])
            writing = sheet_writing.changed(before, self.questions, marks, notes, facts)
            writing = Writing(writing.answers, why)
            _refuse_unready(place, self._checked(writing, facts))
            self._add_sealed(change, place, history, writing, sheets[-1])

    def _seal_all(self, places: Sequence[_Place]) -> None:
        require_open(find_vacancy(self._context, self._actor, self.vacancy.code))
        with self._context.change(self._actor) as change:
            for place in places:
                self._seal(change, place)
        for place in places:
            self._known.pop(place.candidate.id, None)

    def _seal(self, change: Recorder, place: _Place) -> None:
        history = self._fresh_history(change.connection, place)
        at = self._at(place)
        if store.has_sheet(change.connection, at):
            raise _sealed_already(place)
        box = store.get_draft(change.connection, at)
        before = self._known.get(place.candidate.id)
        if before is not None and box != before.box:
            raise self._stale(place, before.writing, box)
        writing, _ = self._drafted(place, box)
        facts = _facts(change.connection, place)
        writing = sheet_writing.with_facts(writing, facts)
        _refuse_unready(place, self._checked(writing, facts))
        self._add_sealed(change, place, history, writing, None)
        store.remove_draft(change.connection, at)
        round_store.set_attended(change.connection, (place.candidate.id,))

    def _add_sealed(
        self, change: Recorder, place: _Place, history: History, writing: Writing, previous: Sheet | None
    ) -> None:
        sheet = seal_sheet(
            holder_of(self._actor),
            history,
            self._own_id,
            bytes.fromhex(place.candidate.id),
            writing,
            previous=previous,
            random=self._context.randomness,
        )
        store.add_sheet(
            change.connection,
            place.record.id,
            SheetRecord(
                self._actor.person.id, place.candidate.id, sheet.attempt, sheet.to_file(), sheet.digest
            ),
        )
        change.record(
            "sheet.sealed" if previous is None else "sheet.replaced",
            place.candidate.id,
            vacancy=self.vacancy.id,
            round=place.record.id,
            attempt=sheet.attempt,
            digest=sheet.digest.hex(),
        )

    def _keep(self, place: _Place, before: _Known, writing: Writing) -> None:
        box = seal_draft(
            self._actor.keys,
            place.history.first_digest,
            self._own_id,
            bytes.fromhex(place.candidate.id),
            writing,
            random=self._context.randomness,
        )
        at = self._at(place)
        if before.box is None:
            with self._context.change(self._actor) as change:
                self._require_still(change.connection, place, before, writing)
                store.add_draft(change.connection, at, box)
                change.record(
                    "sheet.begun", place.candidate.id, vacancy=self.vacancy.id, round=place.record.id
                )
        else:
            with self._context.store.keep_draft() as connection:
                if not store.replace_draft(connection, at, before.box, box):
                    self._require_still(connection, place, before, writing)
        self._known[place.candidate.id] = _Known(box, writing)

    def _require_still(self, connection: Connection, place: _Place, before: _Known, writing: Writing) -> None:
        """Refuse to save over what this desk has not seen."""
        if store.has_sheet(connection, self._at(place)):
            raise _sealed_already(place)
        box = store.get_draft(connection, self._at(place))
        if box != before.box:
            raise self._stale(place, writing, box)

    def _stale(self, place: _Place, writing: Writing, box: bytes | None) -> SomebodyElseChangedIt:
        theirs, _ = self._drafted(place, box)
        return SomebodyElseChangedIt(
            f"Your sheet for {place.candidate.code} was changed in another window of yours.",
            yours=sheet_writing.as_text(writing, self.questions),
            theirs=sheet_writing.as_text(theirs, self.questions),
            safe="The other text is stored and yours is kept here.",
            do="Read both and save again what should stand.",
        )

    def _look(self, place: _Place) -> _Known:
        with self._context.store.read() as connection:
            if store.has_sheet(connection, self._at(place)):
                raise _sealed_already(place)
            box = store.get_draft(connection, self._at(place))
        writing, _ = self._drafted(place, box)
        return _Known(box, writing)

    def _drafted(self, place: _Place, box: bytes | None) -> tuple[Writing, bool]:
        """What is on a draft, and whether it is lost because only an earlier key could open it."""
        if box is None:
            return sheet_writing.blank(self.questions), False
        candidate = bytes.fromhex(place.candidate.id)
        history = place.history
        try:
            found = open_draft(
                self._actor.keys, history.first_digest, self._own_id, candidate, box, history.first.kit
            )
        except Tampered:
            return sheet_writing.blank(self.questions), True
        return found, False

    def _own_sheets(self, connection: Connection, place: _Place) -> tuple[Sheet, ...]:
        rows = store.list_own_sheets(connection, self._at(place))
        return tuple(round_files.read_sheet(row) for row in rows)

    def _opened(self, place: _Place, sheet: Sheet) -> Writing:
        check_sealed(sheet, place.history)
        padded = open_sealed(sheet, sheet_key(self._actor.keys, sheet))
        return read_sealed(padded, place.history.first.kit, sheet.attempt)

    def _checked(self, writing: Writing, facts: dict[str, str]) -> SheetCheck:
        lines = sheet_writing.lines_of(sheet_writing.with_facts(writing, facts), self.questions)
        return check_sheet(lines, not_asked=facts)

    def _fresh_history(self, connection: Connection, place: _Place) -> History:
        """The manifest checked again now; refuses once anything was released."""
        history = round_files.load_history(connection, place.record)
        require_trusted(history.last, holder_of(self._actor))
        require_unreleased(round_files.load_releases(connection, place.record))
        return history

    def _place(self, candidate: str) -> _Place:
        found = self._places.get(candidate.strip().upper())
        if found is None:
            raise NotFound(
                f"You have no sheet for {candidate.strip().upper()} in {self.vacancy.code}.",
                safe="Nothing was changed.",
                do=f"Look at panelguide sheet list {self.vacancy.code}.",
            )
        return found

    def _at(self, place: _Place) -> SheetPlace:
        return SheetPlace(place.record.id, self._actor.person.id, place.candidate.id)

    @property
    def _own_id(self) -> Id:
        return bytes.fromhex(self._actor.person.id)


def open_desk(context: Context, actor: SignedIn, code: str) -> SheetDesk:
    """The member's own sheets of a vacancy, with the manifest and their key in it checked.

    Raises Refused for somebody who scores nobody, Tampered when a manifest names another key for them.
    """
    vacancy = find_vacancy(context, actor, code)
    with context.store.read() as connection:
        places = _own_places(connection, actor, vacancy)
    if not places:
        raise Refused(
            f"You have no sheets in {vacancy.code}: no open round names you as a member.",
            safe="Nothing was changed.",
            do=f"Look at panelguide round status {vacancy.code}.",
        )
    terms = terms_of(context, vacancy)
    for place in places.values():
        require_same_terms(place.history.first, terms)
    return SheetDesk(context, actor, vacancy, terms.kit.questions, places)


def _own_places(connection: Connection, actor: SignedIn, vacancy: Vacancy) -> dict[str, _Place]:
    candidates = {it.id: it for it in round_store.list_round_candidates(connection, vacancy.id)}
    own = bytes.fromhex(actor.person.id)
    places: dict[str, _Place] = {}
    for record in round_store.list_rounds(connection, vacancy.id):
        history = round_files.load_versions(connection, record).history
        if history is None:
            continue
        asked = {candidate.hex() for member, candidate in history.last.expected() if member == own}
        sealed = {it[1] for it in store.list_sealed(connection, record.id) if it[0] == actor.person.id}
        if (asked or sealed) and round_store.get_reveal(connection, record.id) is None:
            require_trusted(history.last, holder_of(actor))
        for candidate in asked | sealed:
            it = candidates[candidate]
            places[it.code] = _Place(record, history, it)
    return places


def _facts(connection: Connection, place: _Place) -> dict[str, str]:
    facts = not_asked.facts_of(connection, place.record.id)
    return {
        question: reason for (candidate, question), reason in facts.items() if candidate == place.candidate.id
    }


def _refuse_unready(place: _Place, check: SheetCheck) -> None:
    if not check.can_be_sealed:
        sentences = " ".join(gap.sentence for gap in check.blocks)
        raise Refused(
            f"The sheet for {place.candidate.code} cannot be sealed yet. {sentences}",
            safe="Everything on it is kept.",
            do="Fill in what is missing and seal again.",
        )


def _sealed_already(place: _Place) -> Refused:
    return Refused(
        f"Your sheet for {place.candidate.code} is sealed.",
        safe="What was sealed stands.",
        do="Replace it with a reason, until the chair has released.",
    )

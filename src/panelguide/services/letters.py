"""Letters: who gets which and why not yet, and making them one by one, each whole, recorded and its own."""

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from panelguide.documents.letter_templates import LetterTemplate
from panelguide.documents.letter_writer import LetterOrder, LetterResult, LetterState, make_letters
from panelguide.domain.access import Act
from panelguide.domain.letter import LetterKind
from panelguide.domain.people import Seat
from panelguide.domain.vacancy import Vacancy, VacancyStatus
from panelguide.errors import BadInput, Refused
from panelguide.services.candidates import names_for
from panelguide.services.context import Context, Recorder, require
from panelguide.services.letter_desk import LetterDesk, LineState, refuse_holes, template_in, template_path
from panelguide.services.letter_facts import Due
from panelguide.services.lookup import find_vacancy, require_open, visible
from panelguide.services.rounds import require_scores_match_sheets
from panelguide.services.session import SignedIn, is_allowed, require_allowed, seats_of
from panelguide.store import decisions as decision_store
from panelguide.store import feedback as feedback_store
from panelguide.store import letters as store
from panelguide.store.letters import LetterRecord, Standing

__all__ = [
    "LetterLine",
    "LetterStep",
    "LineState",
    "Made",
    "TemplateCheck",
    "check_templates",
    "make",
    "plan",
    "preview",
    "ready_vacancies",
]


class Made(StrEnum):
    """What became of one letter in a batch."""

    MADE = "made"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter somebody is owed. name: "" for whoever may not see names. kind: None before the decision.

    sentence: what is to be put right, or what else there is to know. file: where it stands, "" before it is made.
    """

    candidate: str
    name: str
    kind: LetterKind | None
    state: LineState
    sentence: str
    file: str


@dataclass(frozen=True, slots=True)
class LetterStep:
    """One letter of a batch, done. number: from 1 of total. file: its name, "" when there is none.

    sentence: why it was refused or kept. kept: an edited file that was left beside a new one.
    """

    number: int
    total: int
    candidate: str
    kind: LetterKind | None
    made: Made
    file: str
    sha256: str
    sentence: str
    kept: str


@dataclass(frozen=True, slots=True)
class TemplateCheck:
    """own: whether it is the trust's own and not the one shipped. problem: "" when it can be used."""

    kind: LetterKind
    file: Path
    own: bool
    problem: str


def plan(context: Context, actor: SignedIn, code: str) -> tuple[LetterLine, ...]:
    """Who gets which letter, by candidate code, and what stands in the way of each."""
    vacancy = _for_reading(context, actor, code)
    names = names_for(context, actor, vacancy)
    desk = LetterDesk(context, vacancy)
    lines = []
    for due in desk.facts.due():
        state, sentence, file = desk.state(due, None)
        name = names.get(due.candidate.code, "")
        lines.append(LetterLine(due.candidate.code, name, due.kind, state, sentence, str(file or "")))
    return tuple(lines)


def preview(context: Context, actor: SignedIn, code: str, *, candidate: str) -> str:
    """One letter as plain text, dated today. Raises Refused with whatever stands in its way."""
    vacancy = _for_reading(context, actor, code)
    desk = LetterDesk(context, vacancy)
    (due,) = desk.chosen([candidate])
    if due.kind is None or due.problem:
        raise Refused(f"{due.candidate.code}: {due.problem}", safe="No letter was made.")
    letter = desk.facts.letter(due.candidate, due.kind, context.today())
    refuse_holes(letter)
    return desk.template(due.kind).preview(letter.context())


def make(
    context: Context,
    actor: SignedIn,
    code: str,
    *,
    candidates: Collection[str] | None = None,
    folder: Path | None = None,
) -> Iterator[LetterStep]:
    """Makes the letters that are ready, one each time the next is asked for; stop asking to stop.

    candidates: codes; everybody owed a letter when left out. Somebody named whose letter was edited gets a new one
    beside it. folder: the letters folder when left out. A letter that is made and still says what it should is
    left as it is, so that a batch broken off goes on where it stopped. Raises NotAllowed, NotFound, and Tampered
    when the stored scores are not those of the sheets; what stops one letter is in its step.
    """
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.MAKE_LETTERS, vacancy.id)
    require_open(vacancy)
    desk = LetterDesk(context, vacancy)
    chosen = desk.chosen(candidates)
    if any(due.kind not in (None, LetterKind.NOT_SHORTLISTED) for due in chosen):
        require_scores_match_sheets(context, vacancy)
    batch = _Batch(context, actor, desk, folder or context.letters_folder)
    return batch.steps(chosen, named=candidates is not None)


def ready_vacancies(context: Context, actor: SignedIn) -> tuple[str, ...]:
    """The codes of every open vacancy whose letters this person makes and of which one at least is ready."""
    found = [
        vacancy
        for vacancy in visible(context, actor)
        if vacancy.status is VacancyStatus.OPEN and is_allowed(context, actor, Act.MAKE_LETTERS, vacancy.id)
    ]
    return tuple(
        vacancy.code
        for vacancy in reversed(found)
        if any(line.state is LineState.READY for line in plan(context, actor, vacancy.code))
    )


def check_templates(context: Context) -> tuple[TemplateCheck, ...]:
    """Every letter template that would be used, and what is wrong with it."""
    checks = []
    for kind in LetterKind:
        path, own = template_path(context, kind)
        problem = ""
        try:
            template_in(path)
        except BadInput as refusal:
            problem = str(refusal)
        checks.append(TemplateCheck(kind, path, own, problem))
    return tuple(checks)


class _Batch:
    """Letters being made into one folder, each with its own transaction."""

    def __init__(self, context: Context, actor: SignedIn, desk: LetterDesk, folder: Path) -> None:
        self._context = context
        self._actor = actor
        self._desk = desk
        self._folder = folder
        self._orders: deque[tuple[Due, LetterOrder]] = deque()
        self._under_way: Due | None = None
        self._templates: dict[LetterKind, LetterTemplate] = {}
        self._writer = make_letters(
            self._next_orders(), self._templates, folder, written=self._written(), approve=self._record
        )

    def steps(self, chosen: tuple[Due, ...], *, named: bool) -> Iterator[LetterStep]:
        for number, due in enumerate(chosen, start=1):
            state, sentence, file = self._desk.state(due, self._folder)
            if state is LineState.READY or (named and state is LineState.EDITED):
                result = self._make(due)
                made = Made.REFUSED if result.state is LetterState.REFUSED else Made(result.state)
                yield _step(number, len(chosen), due, made, result)
            else:
                made = {LineState.FIX: Made.REFUSED, LineState.MADE: Made.UNCHANGED}.get(state, Made.KEPT)
                name = file.name if file else ""
                yield LetterStep(
                    number, len(chosen), due.candidate.code, due.kind, made, name, "", sentence, ""
                )

    def _make(self, due: Due) -> LetterResult:
        if due.kind is None:
            raise AssertionError("a letter that is ready has a kind")
        self._templates[due.kind] = self._desk.template(due.kind)
        facts = self._desk.facts
        letter = facts.letter(due.candidate, due.kind, self._context.today())
        self._orders.append((due, LetterOrder(facts.vacancy.code, due.candidate.code, letter)))
        return next(self._writer)

    def _next_orders(self) -> Iterator[LetterOrder]:
        """What the writer asks for, one at a time, so that it looks after the folder once for the whole batch."""
        while self._orders:
            self._under_way, order = self._orders.popleft()
            yield order

    def _written(self) -> Mapping[str, set[str]]:
        written: dict[str, set[str]] = {}
        for records in self._desk.facts.made.values():
            for record in records:
                if record.folder == str(self._folder):
                    written.setdefault(record.file_name, set()).add(record.sha256)
        return written

    def _record(self, result: LetterResult) -> None:
        """The transaction of one letter: what it says still stands, and the record of it."""
        due, facts = self._under_way, self._desk.facts
        if due is None or due.kind is None:
            raise AssertionError("a letter is recorded while it is being made")
        with self._context.change(self._actor) as change:
            self._require_unchanged(change, due)
            record = LetterRecord(
                id=self._context.new_id(),
                vacancy_id=facts.vacancy.id,
                candidate_id=due.candidate.id,
                kind=due.kind,
                number=store.next_number(change.connection, due.candidate.id, due.kind),
                file_name=result.file_name,
                folder=str(self._folder),
                sha256=result.sha256,
                made_at=self._context.now(),
                made_by=self._actor.person.id,
            )
            store.add_letter(change.connection, record)
            change.record(
                "letter.made",
                record.id,
                vacancy=facts.vacancy.id,
                candidate=due.candidate.id,
                kind=due.kind,
                sha256=result.sha256,
            )

    def _require_unchanged(self, change: Recorder, due: Due) -> None:
        """Refuses a letter that would say what was so when it was written, and is not any more."""
        facts = self._desk.facts
        read = facts.standing(due.candidate)
        moved = _what_moved(read, store.standing(change.connection, due.candidate.id))
        if not moved and due.kind is not LetterKind.NOT_SHORTLISTED:
            decision = decision_store.get_confirmed(change.connection, facts.vacancy.id)
            points = feedback_store.list_points_of(change.connection, due.candidate.id)
            same = facts.confirmed and decision and decision.number == facts.confirmed.number
            if not same or points != facts.points.get(due.candidate.id, ()):
                moved = "The decision or the feedback was"
        require(
            not moved,
            f"{moved} changed while the letters were being made.",
            safe="This letter was not made.",
            do="Look at the list and make what is still due.",
        )


def _what_moved(read: Standing, now: Standing) -> str:
    """The beginning of a sentence on what is not as it was read; "" when everything is."""
    if (read.candidate_state, read.candidate_version) != (now.candidate_state, now.candidate_version):
        return "The record of this candidate was"
    if read.offer_version != now.offer_version:
        return "The terms of the offer were"
    return "" if read == now else "The vacancy was"


def _step(number: int, total: int, due: Due, made: Made, result: LetterResult) -> LetterStep:
    return LetterStep(
        number=number,
        total=total,
        candidate=due.candidate.code,
        kind=due.kind,
        made=made,
        file=result.file_name,
        sha256=result.sha256,
        sentence=result.sentence,
        kept=result.kept,
    )


def _for_reading(context: Context, actor: SignedIn, code: str) -> Vacancy:
    vacancy = find_vacancy(context, actor, code)
    if Seat.EDI_REPRESENTATIVE not in seats_of(context, actor, vacancy.id):
        require_allowed(context, actor, Act.MAKE_LETTERS, vacancy.id)
    return vacancy

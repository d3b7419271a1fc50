"""A vacancy's kit as it stands, and the bank beside it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b

from panelguide.domain.coverage import Coverage, coverage
from panelguide.domain.frozen import thaw
from panelguide.domain.method import parse_decimal
from panelguide.domain.questions import Category, Question
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import NotFound
from panelguide.services.context import Context
from panelguide.services.lookup import find_vacancy
from panelguide.services.session import SignedIn
from panelguide.store import criteria as criteria_store
from panelguide.store import kits as store
from panelguide.store.kits import KitQuestionRecord


@dataclass(frozen=True, slots=True)
class KitQuestion:
    """A question in its place. label: Q1, Q2 and so on. criteria: codes. asker: name, "" without a rota."""

    id: str
    label: str
    question: Question
    minutes: int
    weight: Decimal
    asker: str
    criteria: tuple[str, ...]
    is_exercise: bool


@dataclass(frozen=True, slots=True)
class KitView:
    """minutes: for the questions, without introduction and the candidate's own. gaps: sentences.

    digest: of the frozen texts, empty until locked. version: for a later change.
    """

    kit_id: str
    number: int
    locked: bool
    minutes: int
    minutes_used: int
    questions: tuple[KitQuestion, ...]
    coverage: Coverage
    gaps: tuple[str, ...]
    digest: bytes
    version: int


def show(context: Context, actor: SignedIn, code: str) -> KitView | None:
    """The kit as it stands; None before one was assigned."""
    return kit_of(context, find_vacancy(context, actor, code))


def bank(context: Context, actor: SignedIn, code: str, *, find: str = "") -> tuple[Question, ...]:
    """The bank's questions for this post whose words hold every word of `find`, by id."""
    vacancy = find_vacancy(context, actor, code)
    words = find.casefold().split()
    fitting = [
        question
        for question in context.content.bank.questions.values()
        if question.active
        and question.grades.covers(vacancy.grade)
        and question.suits(vacancy.staff_group)
        and all(word in _searched(question) for word in words)
    ]
    return tuple(sorted(fitting, key=lambda question: question.id))


def kit_of(context: Context, vacancy: Vacancy) -> KitView | None:
    """The newest kit of a vacancy without asking who wants it."""
    with context.store.read() as connection:
        kit = store.get_kit(connection, vacancy.id)
        if kit is None:
            return None
        records = store.list_questions(connection, kit.id)
        criteria = criteria_store.list_criteria(connection, vacancy.id)
    questions = _labelled(records)
    bands = context.content.bands
    mandatory = (Category.EDI,) if bands.edi_question_needed(vacancy.grade) else ()
    matrix = coverage([it.question for it in questions], criteria, (), mandatory_categories=mandatory)
    return KitView(
        kit_id=kit.id,
        number=kit.number,
        locked=bool(kit.locked_at),
        minutes=kit.minutes,
        minutes_used=sum(it.minutes for it in questions if not it.is_exercise),
        questions=questions,
        coverage=matrix,
        gaps=tuple(gap.sentence for gap in matrix.gaps),
        digest=kit.digest,
        version=kit.version,
    )


def texts_digest(records: Sequence[KitQuestionRecord]) -> bytes:
    """32 bytes over the frozen texts in their order, as a round's manifest names them."""
    digest = blake2b(digest_size=32, person=b"pg1-kit-text")
    for record in records:
        body = record.body.encode()
        digest.update(len(body).to_bytes(8, "big") + body)
    return digest.digest()


def require_kit(context: Context, vacancy: Vacancy) -> KitView:
    """The vacancy's kit. Raises NotFound where none was assigned."""
    kit = kit_of(context, vacancy)
    if kit is None:
        raise NotFound(
            f"{vacancy.code} has no kit yet.", do=f"Assign one with panelguide kit assign {vacancy.code}."
        )
    return kit


def question_at(kit: KitView, position: int) -> KitQuestion:
    """The question at a position from 1. Raises NotFound."""
    if not 1 <= position <= len(kit.questions):
        raise NotFound(
            f"The kit has {len(kit.questions)} questions; there is no number {position}.",
            safe="Nothing was changed.",
        )
    return kit.questions[position - 1]


def _labelled(records: Sequence[KitQuestionRecord]) -> tuple[KitQuestion, ...]:
    return tuple(
        KitQuestion(
            id=record.id,
            label=f"Q{place}",
            question=thaw(json.loads(record.body)),
            minutes=record.minutes,
            weight=parse_decimal(record.weight, field="weight"),
            asker=record.asker,
            criteria=tuple(code for code in record.criteria.split(",") if code),
            is_exercise=record.is_exercise,
        )
        for place, record in enumerate(records, start=1)
    )


def _searched(question: Question) -> str:
    parts = (question.id, question.title, question.ask, question.theme, *question.competencies)
    return " ".join(parts).casefold()

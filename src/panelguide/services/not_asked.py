"""The chair's fact that a question was not asked of one candidate: about the candidate, not about a member."""

from collections.abc import Mapping

from panelguide.domain.access import Act
from panelguide.errors import NotFound
from panelguide.services import kits, round_files
from panelguide.services.context import Context, require
from panelguide.services.kits import KitQuestion, KitView
from panelguide.services.lookup import find_vacancy, require_open
from panelguide.services.round_opening import candidates_by_code
from panelguide.services.session import SignedIn, require_allowed
from panelguide.store import rounds as store
from panelguide.store.rounds import NotAskedRecord
from panelguide.store.store import Connection
from panelguide.text import clean_text

NotAskedFacts = Mapping[tuple[str, str], str]
"""candidate id, question id -> why it was not asked."""


def not_asked(
    context: Context, actor: SignedIn, code: str, *, candidate: str, question: str, reason: str
) -> None:
    """The chair records that a question was not asked of a candidate, and why.

    question: its label in the kit, such as Q6. Raises Refused for anybody but the chair, and once released.
    """
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.CHAIR, vacancy.id)
    require_open(vacancy)
    why = clean_text(reason, field="Reason", limit=400, required=True)
    kit = kits.kit_of(context, vacancy)
    asked = question_of(kit, question)
    with context.change(actor) as change:
        connection = change.connection
        found = candidates_by_code(connection, vacancy, (candidate,))[0]
        record = round_files.find_round_of(connection, vacancy, found.id)
        history = round_files.load_history(connection, record)
        require(
            bytes.fromhex(actor.person.id) == history.last.chair,
            "Only the chair of the round records that a question was not asked.",
        )
        require(
            not round_files.load_releases(connection, record),
            "The round is released, so nothing in it can change any more.",
        )
        place = (found.id, asked.id)
        require(
            place not in facts_of(connection, record.id),
            f"It is recorded already that {asked.label} was not asked of {found.code}.",
        )
        fact = NotAskedRecord(found.id, asked.id, why, actor.person.id)
        store.add_not_asked(connection, record.id, fact)
        change.record("question.not_asked", found.id, vacancy=vacancy.id, round=record.id, question=asked.id)


def not_asked_facts(context: Context, actor: SignedIn, code: str) -> Mapping[tuple[str, str], str]:
    """Candidate code and question label -> why it was not asked, for every round of the vacancy."""
    vacancy = find_vacancy(context, actor, code)
    kit = kits.kit_of(context, vacancy)
    labels = {it.id: it.label for it in kit.questions} if kit else {}
    with context.store.read() as connection:
        codes = {it.id: it.code for it in store.list_round_candidates(connection, vacancy.id)}
        return {
            (codes[candidate], labels[question]): reason
            for record in store.list_rounds(connection, vacancy.id)
            for (candidate, question), reason in facts_of(connection, record.id).items()
        }


def facts_of(connection: Connection, round_id: str) -> NotAskedFacts:
    return {(it.candidate_id, it.question_id): it.reason for it in store.list_not_asked(connection, round_id)}


def question_of(kit: KitView | None, label: str) -> KitQuestion:
    """The question of this label, however it is typed. Raises NotFound."""
    wanted = label.strip().upper()
    for question in kit.questions if kit else ():
        if question.label == wanted:
            return question
    raise NotFound(
        f"The kit has no question {wanted}.", safe="Nothing was changed.", do="Look at panelguide kit show."
    )

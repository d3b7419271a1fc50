"""The reveal: every listed sheet opened at once, its marks written as plain scores, and checked ever after."""

from dataclasses import dataclass

from panelguide.domain.access import Act
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import Refused, Tampered
from panelguide.seal import writing as sealed
from panelguide.seal.reveal import (
    Opened,
    Score,
    SignedReveal,
    check_reveal,
    open_round,
    require_reveal_signatures,
)
from panelguide.seal.verify import PlainScore, compare_scores
from panelguide.services import round_files
from panelguide.services.backups import back_up_quietly
from panelguide.services.context import Context, require
from panelguide.services.lookup import find_vacancy, require_open
from panelguide.services.round_files import RoundObjects
from panelguide.services.round_terms import names_of, require_same_candidates
from panelguide.services.session import SignedIn, confirm_passphrase, require_allowed
from panelguide.store import rounds as store
from panelguide.store.rounds import RevealRecord, RoundRecord, ScoreRecord
from panelguide.store.store import Connection

SCORED = "scored"


@dataclass(frozen=True, slots=True)
class CheckedRound:
    """A revealed round, checked from its sheets. opened: as the reveal covers it."""

    record: RoundRecord
    opened: Opened


def reveal(
    context: Context, actor: SignedIn, code: str, *, passphrase: str, round: int | None = None
) -> None:
    """Opens every listed sheet, signs the reveal and writes the plain scores; then makes a checked backup.

    Raises Refused naming everybody who has not released or whose sheet is not a valid one, Tampered when
    anything signed does not hold.
    """
    confirm_passphrase(context, actor, passphrase)
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.CHAIR, vacancy.id)
    require_open(vacancy)
    with context.change(actor) as change:
        connection = change.connection
        record = round_files.find_round(connection, vacancy, round)
        objects = round_files.load_objects(connection, record)
        require(objects.reveal is None, f"Round {record.number} is revealed already.")
        opened = open_round(objects.history, objects.sheets, objects.releases)
        _require_nobody_out(connection, opened)
        signed = SignedReveal(opened.reveal).signed_by(actor.keys)
        require_reveal_signatures(opened, signed)
        body = signed.reveal.canonical().decode()
        digest = signed.reveal.digest
        store.add_reveal(connection, record.id, RevealRecord(body, digest, signed.signatures_text()))
        store.add_scores(connection, record.id, (_plain(score) for score in opened.scores()))
        store.change_round(connection, record, state="revealed")
        change.record("round.revealed", record.id, vacancy=vacancy.id, round=record.id, digest=digest.hex())
    back_up_quietly(context, f"{vacancy.code}-revealed")


def require_scores_match_sheets(context: Context, vacancy: Vacancy) -> tuple[CheckedRound, ...]:
    """Rebuilds the plain scores of every round from its sheets and compares whole, both ways.

    The candidates must be those the rounds were opened with. Called before a decision, letters and exports. Returns the revealed rounds, checked. Raises Tampered with
    what differs.
    """
    with context.store.read() as connection:
        return check_scores(connection, vacancy)


def check_scores(connection: Connection, vacancy: Vacancy) -> tuple[CheckedRound, ...]:
    """The same inside a transaction that is already open."""
    checked = [
        _check_round(connection, vacancy, record) for record in store.list_rounds(connection, vacancy.id)
    ]
    return tuple(it for it in checked if it is not None)


def _check_round(connection: Connection, vacancy: Vacancy, record: RoundRecord) -> CheckedRound | None:
    scores = store.list_scores(connection, record.id)
    objects = _objects_if_open(connection, record)
    if objects is None or objects.reveal is None:
        if scores:
            raise _differs("There are plain scores of a round that was not revealed.")
        return None
    opened = check_reveal(objects.history, objects.sheets, objects.releases, objects.reveal)
    problems = compare_scores(opened, (plain_score(score) for score in scores))
    if problems:
        raise _differs(problems[0])
    require_same_candidates(connection, vacancy, objects.history.last)
    return CheckedRound(record, opened)


def plain_score(score: ScoreRecord) -> PlainScore:
    """A stored score as the seal compares it. Raises Tampered for a row that can be none."""
    try:
        mark = score.mark if score.state == SCORED else sealed.NoMark(score.state)
        member, candidate, question = map(
            bytes.fromhex, (score.member_id, score.candidate_id, score.question_id)
        )
    except ValueError:
        raise _differs("A stored score stands on no sealed sheet.") from None
    return member, candidate, question, mark, score.note


def _objects_if_open(connection: Connection, record: RoundRecord) -> RoundObjects | None:
    if round_files.load_versions(connection, record).history is None:
        return None
    return round_files.load_objects(connection, record)


def _require_nobody_out(connection: Connection, opened: Opened) -> None:
    if not opened.out:
        return
    names = names_of(connection, {member.hex() for member in opened.out})
    said = "; ".join(f"{names[member.hex()]}: {why}" for member, why in opened.out.items())
    raise Refused(
        f"The round cannot be revealed yet. {said}.",
        safe="Nothing was opened.",
        do="Each of them signs in, and their program releases by itself.",
    )


def _plain(score: Score) -> ScoreRecord:
    numbered = isinstance(score.mark, int)
    return ScoreRecord(
        member_id=score.member.hex(),
        candidate_id=score.candidate.hex(),
        question_id=score.question.hex(),
        mark=score.mark if isinstance(score.mark, int) else None,
        state=SCORED if numbered else str(score.mark),
        note=score.note,
    )


def _differs(problem: str) -> Tampered:
    return Tampered(
        f"The stored scores are not those on the sealed sheets: {problem}",
        safe="Nothing was done. The sealed sheets still say what everybody scored.",
        do="Run panelguide audit verify and put the database back from a backup.",
    )

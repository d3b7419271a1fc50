"""The marks of revealed rounds as the rules read them: by candidate code, member and question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from panelguide.domain.access import may_see_sheet, sees_panel
from panelguide.domain.figures import FigureQuestion, RoundMarks
from panelguide.domain.marks import Mark, NoMark
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import NotAllowed, Refused, Tampered
from panelguide.seal.manifest import Manifest
from panelguide.seal.reveal import SignedReveal
from panelguide.seal.seats import chair_alone, require_signatures
from panelguide.services import round_files
from panelguide.services.context import Context
from panelguide.services.round_reveals import SCORED
from panelguide.services.round_terms import Terms
from panelguide.services.session import SignedIn, seats_of
from panelguide.store import rounds as store
from panelguide.store.rounds import NOT_HERE, RevealRecord, RoundRecord, ScoreRecord
from panelguide.store.store import Connection


@dataclass(frozen=True, slots=True)
class RevealedRound:
    """One revealed round with its plain scores. codes: candidate id -> code. away: codes, not ranked."""

    record: RoundRecord
    manifest: Manifest
    reveal_digest: bytes
    scores: tuple[ScoreRecord, ...] = field(repr=False)
    codes: Mapping[str, str]
    away: frozenset[str]

    def counts(self, member_id: str, candidate_id: str) -> bool:
        """Whether this member's sheet goes into the figures: not where they were set aside."""
        return (bytes.fromhex(member_id), bytes.fromhex(candidate_id)) not in self.manifest.aside

    def sealed_marks(self) -> dict[tuple[str, str, str], Mark]:
        """candidate code, member id, question id -> what was sealed, of every sheet that counts."""
        return {
            (self.codes[it.candidate_id], it.member_id, it.question_id): mark_of(it.mark, it.state)
            for it in self.scores
            if self.counts(it.member_id, it.candidate_id)
        }


def load_revealed(connection: Connection, vacancy: Vacancy) -> tuple[RevealedRound, ...]:
    """Every revealed round of a vacancy, oldest first. The scores are read, not rebuilt.

    Raises Tampered for a reveal nobody could have signed, and for scores of people or candidates that are none
    of the round's.
    """
    candidates = store.list_round_candidates(connection, vacancy.id)
    codes = {it.id: it.code for it in candidates}
    gone = {it.code for it in candidates if it.state in NOT_HERE}
    found = []
    for record in store.list_rounds(connection, vacancy.id):
        row = store.get_reveal(connection, record.id)
        if row is None:
            continue
        manifest = round_files.load_history(connection, record).last
        signed = _signed_reveal(row, manifest)
        own = {it.hex(): codes.get(it.hex(), "") for it in manifest.candidates}
        scores = store.list_scores(connection, record.id)
        if not all(own.values()) or not _are_of_round(scores, manifest):
            raise Tampered(
                "The scores or candidates of a revealed round are not those it was opened with.",
                safe="The sealed sheets still say what everybody scored.",
                do="Run panelguide audit verify, and put the database back from a backup.",
            )
        away = {own[candidate.hex()] for candidate in manifest.away}
        found.append(
            RevealedRound(
                record=record,
                manifest=manifest,
                reveal_digest=signed.reveal.digest,
                scores=scores,
                codes=own,
                away=frozenset(away | (gone & {*own.values()})),
            )
        )
    return tuple(found)


def _signed_reveal(row: RevealRecord, manifest: Manifest) -> SignedReveal:
    """The reveal of a row, signed by the chair or the deputy at least. Raises Tampered."""
    signed = SignedReveal.from_columns(row.body.encode(), row.signatures)
    digest = signed.reveal.digest
    require_signatures(
        "reveal", digest, signed.signatures, manifest, chair_alone(manifest), what="The reveal"
    )
    return signed


def _are_of_round(scores: Sequence[ScoreRecord], manifest: Manifest) -> bool:
    """Whether every score names a person, a candidate and a question of the round."""
    people = {person.hex() for person in manifest.people}
    candidates = {candidate.hex() for candidate in manifest.candidates}
    questions = {line.question.hex() for line in manifest.kit}
    return (
        {it.member_id for it in scores} <= people
        and {it.candidate_id for it in scores} <= candidates
        and {it.question_id for it in scores} <= questions
        and {it.state for it in scores} <= {SCORED, *NoMark}
    )


def require_revealed(connection: Connection, vacancy: Vacancy) -> tuple[RevealedRound, ...]:
    """Raises Refused before any round is revealed."""
    found = load_revealed(connection, vacancy)
    if not found:
        raise Refused(
            f"No round of {vacancy.code} is revealed yet.",
            safe="Nobody sees another's scores before.",
            do=f"Look at panelguide round status {vacancy.code}.",
        )
    return found


def require_sees_marks(
    context: Context, actor: SignedIn, vacancy: Vacancy, rounds: Sequence[RevealedRound]
) -> None:
    """Asks the rule of independence about others' sheets in these rounds. Raises NotAllowed."""
    if not sees_marks(context, actor, vacancy, rounds):
        raise NotAllowed(
            "The panel's sheets are for the panel. You see the final figures once they are there.",
            safe="Nothing was changed.",
        )


def sees_marks(context: Context, actor: SignedIn, vacancy: Vacancy, rounds: Sequence[RevealedRound]) -> bool:
    """Whether this person sees others' sheets in all of these revealed rounds."""
    own = bytes.fromhex(actor.person.id)
    named = any(own in it.manifest.people for it in rounds)
    seated = sees_panel(seats_of(context, actor, vacancy.id), named=named)
    return all(
        may_see_sheet(own=False, revealed=True, scores_in_round=own in it.manifest.members, sees_panel=seated)
        for it in rounds
    )


def round_marks(marks: Mapping[tuple[str, str, str], Mark], manifest: Manifest) -> RoundMarks:
    """Marks by candidate, member and question as the figures take them."""
    candidates: dict[str, dict[str, dict[str, Mark]]] = {}
    for (candidate, member, question), mark in marks.items():
        candidates.setdefault(candidate, {}).setdefault(member, {})[question] = mark
    return RoundMarks(candidates, frozenset(question.hex() for question in manifest.struck))


def figure_questions(terms: Terms) -> tuple[FigureQuestion, ...]:
    """The kit's questions with the pass line the method gives each."""
    return tuple(
        FigureQuestion(it.id, it.label, terms.method.pass_line_for(it.question.category))
        for it in terms.kit.questions
    )


def away_of(rounds: Sequence[RevealedRound]) -> frozenset[str]:
    return frozenset[str]().union(*(it.away for it in rounds))


def closed(rounds: Sequence[RevealedRound]) -> bool:
    """Whether the discussion list of every one of these rounds is closed."""
    return all(it.record.discussion_closed_at for it in rounds)


def seed_of(rounds: Sequence[RevealedRound]) -> int:
    """The seed of the order all screens use until the figures are shown: the newest round's."""
    return rounds[-1].record.shuffle_seed


def mark_of(mark: int | None, state: str) -> Mark:
    return NoMark(state) if mark is None else mark

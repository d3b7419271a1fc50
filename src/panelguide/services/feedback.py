"""Feedback: proposed from the final scores, put in the panel's own words, agreed, and approved for the letters."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from panelguide.domain import feedback as rules
from panelguide.domain.access import Act
from panelguide.domain.candidates import INTERVIEWED, Candidate
from panelguide.domain.feedback import Caution, FeedbackPoint, PointKind
from panelguide.domain.feedback_proposal import propose_feedback
from panelguide.domain.people import Seat
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import NotAllowed, NotFound, PanelguideError, Refused, SomebodyElseChangedIt
from panelguide.services import candidates as candidate_services
from panelguide.services.context import Context, Recorder
from panelguide.services.feedback_points import (
    cautions_text,
    domain_point,
    evidence_text,
    reading,
)
from panelguide.services.feedback_views import FeedbackDesk, NoteView, PointView
from panelguide.services.heard import Heard, heard_in
from panelguide.services.lookup import find_vacancy, require_open
from panelguide.services.not_asked import question_of
from panelguide.services.session import SignedIn, require_allowed, seats_of
from panelguide.store import candidates as candidate_store
from panelguide.store import feedback as store
from panelguide.store.feedback import PointRecord
from panelguide.text import clean_text

__all__ = [
    "Approval",
    "NoteView",
    "PointView",
    "add",
    "agree",
    "approve",
    "approve_all",
    "edit",
    "propose",
    "remove",
    "show",
]

POINT_LIMIT = 1_000
HEARD_IT = frozenset({Seat.CHAIR, Seat.DEPUTY, Seat.MEMBER})


@dataclass(frozen=True, slots=True)
class Approval:
    """What came of approving one candidate's points. problems: why they are not approved; empty when they are."""

    candidate: str
    approved: bool
    problems: tuple[str, ...]


def propose(
    context: Context, actor: SignedIn, code: str, *, afresh: Collection[str] = ()
) -> tuple[PointView, ...]:
    """Proposes points from the final scores and the panel's notes for everybody interviewed who has none yet.

    afresh: codes of candidates whose points are thrown away and proposed anew. The same scores and notes always
    give the same proposal. Raises Refused before every interview round is open to all and its discussion closed.
    """
    vacancy = _for_writing(context, actor, code)
    heard = heard_in(context, vacancy)
    again = {candidate_services.find(context, vacancy, it).id for it in afresh}
    seed = int(vacancy.code[1:])
    questions = {it.id: it.question for it in heard.kit.questions}
    asked = {it.question.id: it.id for it in heard.kit.questions}
    with context.change(actor) as change:
        connection = change.connection
        ids = {it.code: it.id for it in _interviewed(candidate_store.list_candidates(connection, vacancy.id))}
        figures = [it for code, it in heard.figures.items() if code in ids]
        kept: dict[str, tuple[FeedbackPoint, ...]] = {}
        for it in store.list_points(connection, vacancy.id):
            if it.candidate_id not in again:
                kept[it.candidate_id] = (*kept.get(it.candidate_id, ()), domain_point(it))
        codes = {candidate: code for code, candidate in ids.items()}
        have = {codes.get(candidate, candidate): points for candidate, points in kept.items()}
        proposed = propose_feedback(figures, questions, heard.notes, seed=seed, kept=have)
        fresh = {ids[code]: points for code, points in proposed.items()}
        for candidate, points in fresh.items():
            store.remove_points_of(connection, candidate)
            store.add_points(
                connection,
                (
                    _record(context, vacancy, candidate, replace(it, question=asked[it.question]), place)
                    for place, it in enumerate(points, start=1)
                ),
            )
        change.record(
            "feedback.proposed",
            vacancy.id,
            vacancy=vacancy.id,
            seed=seed,
            candidates=[*fresh],
            points=sum(map(len, fresh.values())),
        )
    return show(context, actor, code)


def show(context: Context, actor: SignedIn, code: str, *, candidate: str = "") -> tuple[PointView, ...]:
    """The points of one candidate, or of everybody, each with what stands in its way.

    Raises Refused before the discussion is closed: the points tell where the final scores lie.
    """
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.SEE_FINAL_FIGURES, vacancy.id)
    desk = FeedbackDesk(context, actor, vacancy)
    wanted = candidate_services.find(context, vacancy, candidate).id if candidate else ""
    return tuple(desk.view(it) for it in desk.points if wanted in ("", it.candidate_id))


def edit(
    context: Context,
    actor: SignedIn,
    code: str,
    *,
    point: str,
    text: str,
    version: int,
    quotes: bool | None = None,
) -> PointView:
    """Puts a point in other words, to be agreed and approved anew.

    point: its id. quotes: whether the letter quotes the notes; as it was when left out. Raises
    SomebodyElseChangedIt with both texts when it is no longer at this version.
    """
    vacancy = _for_writing(context, actor, code)
    heard = heard_in(context, vacancy)
    said = clean_text(text, field="Feedback", limit=POINT_LIMIT)
    with context.change(actor) as change:
        it = _stored(change, vacancy, point)
        changed = rules.edit(domain_point(it, _code_of(change, vacancy, it)), said)
        others = store.list_points(change.connection, vacancy.id)
        quoting = it.quotes if quotes is None else quotes
        cautions = _cautions(changed, quoting, heard, it.candidate_id, others)
        same_words = rules.without_case(said) == rules.without_case(it.text)
        values: dict[str, object] = {
            "text": changed.text,
            "quotes": quoting,
            "cautions": cautions_text(cautions),
            "written_by": it.written_by if same_words else actor.person.id,
            "agreed_by": "",
            "approved_by": "",
        }
        store.change_point(change.connection, it, version, values, yours=said)
        change.record("feedback.edited", it.id, vacancy=vacancy.id, candidate=it.candidate_id)
    return _one(context, actor, vacancy, it.id)


def add(
    context: Context, actor: SignedIn, code: str, *, candidate: str, kind: PointKind, question: str, text: str
) -> PointView:
    """A point in the panel's own words about one answer. It rests on whatever the panel noted there.

    question: label such as Q3. Raises Refused for somebody who was not interviewed or not asked it.
    """
    vacancy = _for_writing(context, actor, code)
    heard = heard_in(context, vacancy)
    found = _require_interviewed(candidate_services.find(context, vacancy, candidate), heard)
    asked = question_of(heard.kit, question)
    said = clean_text(text, field="Feedback", limit=POINT_LIMIT, required=True)
    if heard.mean(found.code, asked.id) is None:
        raise Refused(f"Nobody scored {asked.label} of {found.code}.", safe="Nothing was changed.")
    evidence = rules.evidence_for(kind, heard.notes.get(found.code, {}).get(asked.id, ()))
    point = FeedbackPoint(found.code, kind, asked.id, 0, said, evidence)
    with context.change(actor) as change:
        others = store.list_points(change.connection, vacancy.id)
        point = replace(point, cautions=_cautions(point, bool(evidence), heard, found.id, others))
        place = store.next_position(change.connection, found.id)
        record = replace(_record(context, vacancy, found.id, point, place), written_by=actor.person.id)
        store.add_points(change.connection, [record])
        change.record("feedback.added", record.id, vacancy=vacancy.id, candidate=found.id)
    return _one(context, actor, vacancy, record.id)


def remove(context: Context, actor: SignedIn, code: str, *, point: str) -> None:
    """Takes a point out of a candidate's feedback."""
    vacancy = _for_writing(context, actor, code)
    with context.change(actor) as change:
        it = _stored(change, vacancy, point)
        store.remove_point(change.connection, it.id)
        change.record("feedback.removed", it.id, vacancy=vacancy.id, candidate=it.candidate_id)


def agree(context: Context, actor: SignedIn, code: str, *, point: str, version: int) -> PointView:
    """A panel member says that they heard it too. Raises Refused for whoever is the only one behind the point.

    version: the point as it was read, so that nobody agrees to words changed meanwhile.
    """
    vacancy = find_vacancy(context, actor, code)
    require_open(vacancy)
    seated = seats_of(context, actor, vacancy.id) & HEARD_IT
    own = bytes.fromhex(actor.person.id)
    if not seated or not any(own in it.manifest.people for it in heard_in(context, vacancy).rounds):
        raise NotAllowed(
            "Only a member of the panel can agree a feedback point.",
            safe="Nothing was changed.",
            do="Ask somebody who heard the answer.",
        )
    with context.change(actor) as change:
        it = _stored(change, vacancy, point)
        if it.written_by == actor.person.id:
            raise Refused(
                "These words are yours, so somebody else must agree them.",
                safe="The point is as it was.",
                do="Ask another member whether they heard it too.",
            )
        agreed = rules.agree(domain_point(it), actor.person.id)
        store.change_point(change.connection, it, version, {"agreed_by": agreed.agreed_by})
        change.record("feedback.agreed", it.id, vacancy=vacancy.id, candidate=it.candidate_id)
    return _one(context, actor, vacancy, it.id)


def approve(
    context: Context,
    actor: SignedIn,
    code: str,
    *,
    candidate: str,
    versions: Mapping[str, int] | None = None,
) -> tuple[PointView, ...]:
    """Makes all of one candidate's points ready for the letter, or none.

    versions: of every point as it was read, by point id; whatever is stored when left out. Raises
    SomebodyElseChangedIt when a point was changed, added or taken out since, Refused naming everything that
    stands in the way: a point not agreed yet, another person's name, a mark, nothing that was heard, no step
    to take. Warnings are shown beforehand and do not stop it.
    """
    vacancy = _for_writing(context, actor, code)
    found = candidate_services.find(context, vacancy, candidate)
    desk = FeedbackDesk(context, actor, vacancy)
    _require_interviewed(found, desk.heard)
    _require_as_read(found, desk.points_of(found.id), versions)
    problems = desk.problems_of(found.id)
    if problems:
        raise Refused(
            f"The feedback of {found.code} cannot be approved yet. " + " ".join(problems),
            safe="Nothing was changed.",
            do="Put these right and approve it again.",
        )
    _approve(context, actor, vacancy, found, desk)
    return show(context, actor, code, candidate=found.code)


def approve_all(
    context: Context,
    actor: SignedIn,
    code: str,
    *,
    versions: Mapping[str, Mapping[str, int]] | None = None,
) -> tuple[Approval, ...]:
    """Approves everybody whose points have neither problem nor warning; the rest want a person to look.

    versions: of every point as it was read, by candidate code and point id; whatever is stored when left out.
    Whoever's points are not as they were read is not approved, and the others are.
    """
    vacancy = _for_writing(context, actor, code)
    desk = FeedbackDesk(context, actor, vacancy)
    done = []
    for found in _interviewed(desk.candidates.values()):
        problems = (*desk.problems_of(found.id), *desk.warnings_of(found.id))
        if not problems and not all(it.approved_by for it in desk.points_of(found.id)):
            try:
                read = None if versions is None else versions.get(found.code, {})
                _require_as_read(found, desk.points_of(found.id), read)
                _approve(context, actor, vacancy, found, desk)
            except PanelguideError as refusal:
                problems = (str(refusal),)
        done.append(Approval(found.code, not problems, problems))
    return tuple(done)


def _approve(
    context: Context, actor: SignedIn, vacancy: Vacancy, found: Candidate, desk: FeedbackDesk
) -> None:
    points = desk.points_of(found.id)
    with context.change(actor) as change:
        _require_as_read(found, store.list_points_of(change.connection, found.id), _versions(points))
        for it in points:
            approved = rules.approve(domain_point(it), actor.person.id)
            store.change_point(change.connection, it, it.version, {"approved_by": approved.approved_by})
        change.record(
            "feedback.approved",
            found.id,
            vacancy=vacancy.id,
            points=[it.id for it in points],
            warnings=len(desk.warnings_of(found.id)),
        )


def _require_as_read(found: Candidate, stored: Sequence[PointRecord], read: Mapping[str, int] | None) -> None:
    """Raises SomebodyElseChangedIt when a candidate's points are not those that were read."""
    if read is not None and dict(read) != _versions(stored):
        raise SomebodyElseChangedIt(
            f"The points of {found.code} changed while you were reading them.",
            safe="What is stored is kept, and none of them was approved.",
            do="Read them as they stand now, and then approve them.",
        )


def _versions(points: Iterable[PointRecord]) -> dict[str, int]:
    return {it.id: it.version for it in points}


def _for_writing(context: Context, actor: SignedIn, code: str) -> Vacancy:
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.WRITE_FEEDBACK, vacancy.id)
    require_open(vacancy)
    return vacancy


def _interviewed(candidates: Iterable[Candidate]) -> list[Candidate]:
    return [it for it in candidates if it.state in INTERVIEWED]


def _require_interviewed(it: Candidate, heard: Heard) -> Candidate:
    if it.state not in INTERVIEWED or it.code not in heard.figures:
        raise Refused(
            f"{it.code} was not interviewed, so there is nothing to give feedback on.",
            safe="Nothing was changed.",
        )
    return it


def _record(
    context: Context, vacancy: Vacancy, candidate_id: str, point: FeedbackPoint, place: int
) -> PointRecord:
    return PointRecord(
        id=context.new_id(),
        vacancy_id=vacancy.id,
        candidate_id=candidate_id,
        position=place,
        kind=point.kind,
        question_id=point.question,
        indicator=point.indicator,
        text=point.text,
        evidence=evidence_text(point.evidence),
        quotes=bool(point.evidence),
        cautions=cautions_text(point.cautions),
        written_by="",
        agreed_by="",
        approved_by="",
        version=1,
    )


def _cautions(
    point: FeedbackPoint, quotes: bool, heard: Heard, candidate_id: str, others: Iterable[PointRecord]
) -> tuple[Caution, ...]:
    """Why a point in these words must be agreed, as the proposal would say it."""
    cautions = list(rules.cautions_of_evidence(point.evidence))
    if point.kind is PointKind.STRENGTH and heard.is_below_line(point.candidate, point.question):
        cautions.append(Caution.BELOW_PASS_LINE)
    said = reading(point, quotes=quotes)
    if any(
        reading(domain_point(it), quotes=it.quotes) == said
        for it in others
        if it.candidate_id != candidate_id
    ):
        cautions.append(Caution.REPEATS)
    return tuple(cautions)


def _stored(change: Recorder, vacancy: Vacancy, point: str) -> PointRecord:
    found = store.get_point(change.connection, vacancy.id, point)
    if found is None:
        raise NotFound(
            "That feedback point is not there any more.",
            safe="Nothing was changed.",
            do=f"Look at panelguide feedback show {vacancy.code}.",
        )
    return found


def _code_of(change: Recorder, vacancy: Vacancy, it: PointRecord) -> str:
    found = candidate_store.list_candidates(change.connection, vacancy.id)
    return next(candidate.code for candidate in found if candidate.id == it.candidate_id)


def _one(context: Context, actor: SignedIn, vacancy: Vacancy, point: str) -> PointView:
    desk = FeedbackDesk(context, actor, vacancy)
    return next(desk.view(it) for it in desk.points if it.id == point)

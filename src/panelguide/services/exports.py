"""A whole vacancy as one canonical object: by codes, names and labels, so that two like it can be compared.

No ids, moments, keys or seeds: the same journey, by whichever front end and on whichever database, gives an
equal export. Nobody gets more in it than they may see on a screen.
"""

from collections.abc import Mapping, Sequence

from panelguide.domain.access import Act
from panelguide.domain.marks import mark_text
from panelguide.domain.method import method_body
from panelguide.domain.stages import STAGES
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import Refused
from panelguide.seal.canonical import Json
from panelguide.services import (
    adverts,
    candidates,
    checklists,
    confirmed,
    criteria,
    finals,
    kits,
    methods,
    not_asked,
    opened,
    panel,
    round_reveals,
    round_status,
)
from panelguide.services.context import Context
from panelguide.services.lookup import find_vacancy
from panelguide.services.session import SignedIn, is_allowed
from panelguide.store import candidates as candidate_store
from panelguide.store import feedback as feedback_store
from panelguide.store import letters as letter_store
from panelguide.store.store import Connection


def export(context: Context, actor: SignedIn, code: str) -> dict[str, Json]:
    """The vacancy as far as this person may see it.

    Rebuilds the plain scores from the sheets first. Raises Tampered when they are not alike.
    """
    vacancy = find_vacancy(context, actor, code)
    round_reveals.require_scores_match_sheets(context, vacancy)
    return {
        "vacancy": _vacancy(vacancy),
        "criteria": _criteria(context, actor, code),
        "method": _strings(method_body(methods.show(context, actor, code).method)),
        "panel": _panel(context, actor, code),
        "advert": adverts.look(context, vacancy).text,
        "checklist": _checklist(context, vacancy),
        "kit": _kit(context, actor, code),
        "candidates": _candidates(context, actor, code),
        "rounds": _rounds(context, actor, code),
        "sheets": _sheets(context, actor, code),
        "finals": _finals(context, actor, code),
        "figures": _figures(context, actor, code),
        "decision": _decision(context, actor, vacancy),
        "feedback": _feedback(context, actor, vacancy),
        "letters": _letters(context, actor, vacancy),
    }


def _vacancy(it: Vacancy) -> Json:
    return {
        "code": it.code,
        "title": it.title,
        "grade": str(it.grade),
        "posts": it.posts,
        "staff_group": it.staff_group.value,
        "reference": it.reference,
        "workplace": it.workplace,
        "manager": it.manager_name,
        "stage": it.stage.value,
        "status": it.status.value,
        "flags": [*sorted(it.flags)],
        "slot_minutes": it.slot_minutes,
        "closing_date": it.closing_date,
        "shortlist_date": it.shortlist_date,
        "interview_date": it.interview_date,
        "letters_due": it.letters_due,
        "contact": it.contact,
    }


def _criteria(context: Context, actor: SignedIn, code: str) -> Json:
    return [
        {
            "code": it.code,
            "kind": it.kind.value,
            "text": it.text,
            "tested_at": [*sorted(place.value for place in it.tested_at)],
            "weight": str(it.weight),
            "values": [value.value for value in it.values],
            "competencies": [*it.competencies],
            "confirmed": it.confirmed,
        }
        for it in criteria.list_all(context, actor, code)
    ]


def _panel(context: Context, actor: SignedIn, code: str) -> Json:
    return [
        {
            "name": it.name,
            "seat": it.seat.value,
            "scores": it.scores,
            "trained_on": it.trained_on,
            "declaration": it.declaration,
            "left": it.left,
        }
        for it in panel.list_all(context, actor, code)
    ]


def _checklist(context: Context, vacancy: Vacancy) -> Json:
    return {
        view.item.id: {
            "state": str(view.state),
            "note": view.note,
            "why_not": view.why_not,
            "what_instead": view.what_instead,
            "agreed_by": view.agreed_by,
        }
        for stage in STAGES
        for view in checklists.items_of(context, vacancy, stage)
    }


def _kit(context: Context, actor: SignedIn, code: str) -> Json:
    kit = kits.show(context, actor, code)
    if kit is None:
        return None
    return {
        "locked": kit.locked,
        "minutes": kit.minutes,
        "questions": [
            {
                "label": it.label,
                "question": it.question.id,
                "text": it.question.ask,
                "minutes": it.minutes,
                "weight": str(it.weight),
                "asker": it.asker,
                "criteria": [*it.criteria],
            }
            for it in kit.questions
        ],
    }


def _candidates(context: Context, actor: SignedIn, code: str) -> Json:
    return [
        {
            "code": it.code,
            "state": it.state.value,
            "criterion": it.criterion_code,
            "reason": it.reason,
            "arrangements": it.arrangements,
        }
        for it in candidates.list_all(context, actor, code)
    ]


def _rounds(context: Context, actor: SignedIn, code: str) -> Json:
    facts = not_asked.not_asked_facts(context, actor, code)
    return {
        "rounds": [
            {
                "number": it.number,
                "state": it.state.value,
                "members": [*it.members],
                "sheets": {row.candidate: _strings(dict(row.sheets)) for row in it.rows},
                "away": [*it.away],
            }
            for it in round_status.list_rounds(context, actor, code)
        ],
        "not_asked": {f"{candidate} {label}": reason for (candidate, label), reason in facts.items()},
    }


def _sheets(context: Context, actor: SignedIn, code: str) -> Json:
    """Every sealed mark and note after the reveal, for those who see the panel's sheets; else nothing."""
    try:
        view = opened.opened(context, actor, code)
    except Refused:
        return None
    labels = {it.id: it.label for it in view.questions}
    return {
        "closed": view.closed,
        "discussion": [*sorted(entry.sentence for entry in view.discussion)],
        "answers": {
            f"{candidate} {labels[question]} {member}": [
                mark_text(mark),
                view.notes.get((candidate, member, question), ""),
            ]
            for (candidate, member, question), mark in view.marks.items()
        },
    }


def _finals(context: Context, actor: SignedIn, code: str) -> Json:
    try:
        view = finals.show(context, actor, code)
    except Refused:
        return None
    kit = kits.show(context, actor, code)
    labels = {it.id: it.label for it in kit.questions} if kit else {}
    return {
        f"{candidate} {labels[question]} {member}": [mark_text(it.mark), it.reason, it.signed]
        for (candidate, member, question), it in view.finals.items()
    }


def _figures(context: Context, actor: SignedIn, code: str) -> Json:
    try:
        view = finals.figures(context, actor, code)
    except Refused:
        return None
    return [
        {
            "candidate": it.candidate,
            "place": it.place,
            "figure": it.figure,
            "asked": it.asked,
            "appointable": it.appointable,
        }
        for it in view.lines
    ]


def _decision(context: Context, actor: SignedIn, vacancy: Vacancy) -> Json:
    if not is_allowed(context, actor, Act.SEE_FINAL_FIGURES, vacancy.id):
        return None
    found = confirmed.in_force(context, vacancy)
    if found is None:
        return None
    return {
        "number": found.number,
        "outcomes": _strings(found.outcomes),
        "reserve_places": dict(found.reserve_places),
        "reasons": dict(found.reasons),
        "explanation": found.explanation,
        "tie_words": found.tie_words,
    }


def _feedback(context: Context, actor: SignedIn, vacancy: Vacancy) -> Json:
    if not is_allowed(context, actor, Act.WRITE_FEEDBACK, vacancy.id):
        return None
    with context.store.read() as connection:
        codes = _codes(connection, vacancy)
        points = feedback_store.list_points(connection, vacancy.id)
    return [
        {
            "candidate": codes[it.candidate_id],
            "kind": it.kind,
            "text": it.text,
            "approved": bool(it.approved_by),
        }
        for it in sorted(points, key=lambda it: (codes[it.candidate_id], it.position))
    ]


def _letters(context: Context, actor: SignedIn, vacancy: Vacancy) -> Json:
    if not is_allowed(context, actor, Act.MAKE_LETTERS, vacancy.id):
        return None
    with context.store.read() as connection:
        codes = _codes(connection, vacancy)
        made = letter_store.list_letters(connection, vacancy.id)
    return [*sorted(f"{codes[it.candidate_id]} {it.kind} {it.number}" for it in made)]


def _codes(connection: Connection, vacancy: Vacancy) -> dict[str, str]:
    return {it.id: it.code for it in candidate_store.list_candidates(connection, vacancy.id)}


def _strings(body: Mapping[str, object]) -> Json:
    """A rule's own body with every value as text, lists and maps kept."""
    return {str(name): _string(value) for name, value in body.items()}


def _string(value: object) -> Json:
    if isinstance(value, Mapping):
        return _strings(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_string(part) for part in value]
    return str(value)

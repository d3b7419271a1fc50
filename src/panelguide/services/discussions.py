"""What the panel talks about after the reveal, before anybody sees a mean or a rank."""

from dataclasses import dataclass

from panelguide.domain.access import Act
from panelguide.domain.discussion import DiscussionEntry
from panelguide.services.context import Context, require
from panelguide.services.lookup import find_vacancy, require_open
from panelguide.services.opened import discuss
from panelguide.services.round_marks import closed, require_revealed, require_sees_marks
from panelguide.services.round_terms import terms_of
from panelguide.services.session import SignedIn, require_allowed
from panelguide.store import rounds as store


@dataclass(frozen=True, slots=True)
class DiscussionView:
    """order: candidate codes in the random order all screens use. entries: what must be talked about.

    on_request: all the rest. closed: whether the figures are shown.
    """

    order: tuple[str, ...]
    entries: tuple[DiscussionEntry, ...]
    on_request: tuple[DiscussionEntry, ...]
    closed: bool


def show(context: Context, actor: SignedIn, code: str) -> DiscussionView:
    """The discussion list of all revealed rounds. Raises Refused before the reveal, NotAllowed off the panel."""
    vacancy = find_vacancy(context, actor, code)
    with context.store.read() as connection:
        rounds = require_revealed(connection, vacancy)
    require_sees_marks(context, actor, vacancy, rounds)
    talk = discuss(rounds, terms_of(context, vacancy))
    return DiscussionView(talk.order, talk.entries, talk.on_request, closed(rounds))


def close(context: Context, actor: SignedIn, code: str) -> DiscussionView:
    """The chair closes the list; from then on the panel sees the figures."""
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.CHAIR, vacancy.id)
    require_open(vacancy)
    with context.change(actor) as change:
        rounds = require_revealed(change.connection, vacancy)
        still_open = [it.record for it in rounds if not it.record.discussion_closed_at]
        require(bool(still_open), "The discussion list is closed already.")
        for record in still_open:
            store.change_round(
                change.connection,
                record,
                discussion_closed_at=context.now(),
                discussion_closed_by=actor.person.id,
            )
            change.record("discussion.closed", record.id, vacancy=vacancy.id, round=record.id)
    return show(context, actor, code)

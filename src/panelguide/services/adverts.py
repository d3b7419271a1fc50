"""The advert: its text, what the check finds in it, and what somebody chose to keep and why."""

from dataclasses import dataclass

from panelguide.domain.access import Act
from panelguide.domain.advert import Finding, check_advert
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import NotFound
from panelguide.services.context import Context
from panelguide.services.lookup import find_vacancy, require_open
from panelguide.services.session import SignedIn, require_allowed
from panelguide.store import adverts as store
from panelguide.store.adverts import Kept
from panelguide.text import clean_text

LONGEST_ADVERT = 20_000


@dataclass(frozen=True, slots=True)
class AdvertLine:
    """One finding. kept: who keeps it and why, None while it is open."""

    finding: Finding
    kept: Kept | None


@dataclass(frozen=True, slots=True)
class AdvertReport:
    """The text with everything found in it. words: length in words. reading_age: in years.

    version: of the text, 0 while there is none.
    """

    text: str
    version: int
    words: int
    reading_age: float
    lines: tuple[AdvertLine, ...]

    @property
    def open(self) -> tuple[AdvertLine, ...]:
        """Findings nobody has answered yet."""
        return tuple(line for line in self.lines if line.kept is None)


def set_text(context: Context, actor: SignedIn, code: str, *, text: str, version: int) -> AdvertReport:
    """Replaces the text. Raises SomebodyElseChangedIt with both texts for a stale version."""
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.PREPARE, vacancy.id)
    require_open(vacancy)
    cleaned = clean_text(text, field="Advert", limit=LONGEST_ADVERT, required=True)
    with context.change(actor) as change:
        store.put_advert(change.connection, vacancy.id, cleaned, version)
        change.record("advert.written", vacancy.id, vacancy=vacancy.id)
    return look(context, vacancy)


def check(context: Context, actor: SignedIn, code: str) -> AdvertReport:
    """What the check says of the advert as it stands. It advises and never blocks."""
    return look(context, find_vacancy(context, actor, code))


def keep(context: Context, actor: SignedIn, code: str, *, finding: str, why: str) -> AdvertReport:
    """Records that a finding stays in the advert, and why. finding: its key."""
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.PREPARE, vacancy.id)
    reason = clean_text(why, field="Why it stays", limit=1_000, required=True)
    if finding not in {line.finding.key for line in look(context, vacancy).lines}:
        raise NotFound(
            f"The advert has no finding called {finding}.",
            safe="Nothing was changed.",
            do=f"Look at panelguide advert check {vacancy.code}.",
        )
    kept = Kept(finding, reason, actor.person.name, context.now())
    with context.change(actor) as change:
        store.put_kept(change.connection, vacancy.id, kept, actor.person.id)
        change.record("finding.kept", vacancy.id, vacancy=vacancy.id, finding=finding)
    return look(context, vacancy)


def look(context: Context, vacancy: Vacancy) -> AdvertReport:
    """The report without asking who wants it: for checklist rules."""
    with context.store.read() as connection:
        text, version = store.get_advert(connection, vacancy.id)
        kept = store.list_kept(connection, vacancy.id)
    if not text:
        return AdvertReport("", version, 0, 0.0, ())
    found = check_advert(text, context.content.words)
    lines = tuple(AdvertLine(finding, kept.get(finding.key)) for finding in found.findings)
    return AdvertReport(text, version, found.words, found.reading_age, lines)

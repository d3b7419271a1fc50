"""What may not stand in a letter of this vacancy: other people's names, marks, and words worth another look."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from panelguide.domain.criteria import fold
from panelguide.domain.feedback_lint import WORD, FeedbackCheck, feedback_problems
from panelguide.domain.language import WordList, find_words
from panelguide.domain.vacancy import Vacancy
from panelguide.services.context import Context
from panelguide.store import candidates as candidate_store
from panelguide.store import panel as panel_store

WORD_LIST = "feedback"
# "[he/him]" after a name is no part of it; "him" in a letter names nobody.
BRACKETED = re.compile(r"[\[(][^\])]*[\])]")


@dataclass(frozen=True, slots=True)
class LetterWords:
    """candidates: what each candidate is called, code first, by code. words: None where the list was retired."""

    candidates: Mapping[str, tuple[str, ...]]
    panel: tuple[str, ...]
    words: WordList | None

    def check(self, text: str, candidate: str) -> FeedbackCheck:
        """What is wrong with a text in the letter of this candidate."""
        said = {fold(word) for word in WORD.findall(text)}
        own = self.candidates.get(candidate, ())
        others = (
            name
            for code, names in self.candidates.items()
            if code != candidate
            for name in names
            if said & _words(name)
        )
        found = feedback_problems(
            text,
            other_candidates=others,
            panel=(name for name in self.panel if said & _words(name)),
            own_name=" ".join(own),
        )
        hits = find_words(text, self.words) if self.words else ()
        warnings = [f"“{hit.text}”: {hit.entry.why} Instead: {hit.entry.instead}." for hit in hits]
        return FeedbackCheck(found.refusals, tuple(dict.fromkeys((*found.warnings, *warnings))))


def letter_words(context: Context, vacancy: Vacancy) -> LetterWords:
    """Everybody who may not be named in a letter of this vacancy, and the word list."""
    with context.store.read() as connection:
        found = candidate_store.list_candidates(connection, vacancy.id)
        who = candidate_store.identities(connection, vacancy.id)
        seats = panel_store.list_seats(connection, vacancy.id)
    named = {
        it.code: (it.code, *_names(who[it.id].full_name, who[it.id].preferred_name))
        for it in found
        if it.id in who
    }
    panel = tuple(dict.fromkeys(_name(seat.name) for seat in seats))
    return LetterWords(named, panel, context.content.words.get(WORD_LIST))


def _names(*given: str) -> Iterable[str]:
    return filter(None, map(_name, given))


def _name(given: str) -> str:
    return " ".join(BRACKETED.sub(" ", given).split())


def _words(name: str) -> set[str]:
    return {fold(word) for word in WORD.findall(name)}

"""The letters of one vacancy as they stand: written from the facts, held against what was made before."""

import hashlib
from collections.abc import Collection
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from panelguide.documents.letter_templates import (
    OUR_TEMPLATES,
    LetterTemplate,
    compile_template,
    read_template,
)
from panelguide.documents.safe_files import digest_on_disk
from panelguide.domain.letter import FIELDS, Letter, LetterKind
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import BadInput, NotFound
from panelguide.services.context import LONDON, Context
from panelguide.services.letter_facts import Due, LetterFacts, gather
from panelguide.store.letters import LetterRecord


class LineState(StrEnum):
    """How a letter stands. EDITED: somebody has changed the file, so it is left alone."""

    READY = "ready"
    FIX = "fix"
    MADE = "made"
    EDITED = "edited"


class LetterDesk:
    """The facts of a vacancy's letters and the templates, each read once."""

    def __init__(self, context: Context, vacancy: Vacancy) -> None:
        self._context = context
        self.facts: LetterFacts = gather(context, vacancy)
        self._templates: dict[LetterKind, LetterTemplate | BadInput] = {}

    def chosen(self, candidates: Collection[str] | None) -> tuple[Due, ...]:
        """Those owed a letter among the codes given. Raises NotFound for anybody who is owed none."""
        due = {it.candidate.code: it for it in self.facts.due()}
        if candidates is None:
            return tuple(due.values())
        wanted = [code.strip().upper() for code in candidates]
        unknown = [code for code in wanted if code not in due]
        if unknown:
            raise NotFound(
                f"No letter is due to {', '.join(unknown)}.",
                safe="No letter was made.",
                do=f"Look at panelguide letters list {self.facts.vacancy.code}.",
            )
        return tuple(due[code] for code in dict.fromkeys(wanted))

    def template(self, kind: LetterKind) -> LetterTemplate:
        """Raises BadInput when the template of this kind cannot be used."""
        if kind not in self._templates:
            try:
                path, _ = template_path(self._context, kind)
                self._templates[kind] = template_in(path)
            except BadInput as refusal:
                self._templates[kind] = refusal
        found = self._templates[kind]
        if isinstance(found, BadInput):
            raise found
        return found

    def state(self, due: Due, folder: Path | None) -> tuple[LineState, str, Path | None]:
        """How a letter stands, the sentence that goes with it, and its file.

        folder: where it is looked for; wherever it was made when None.
        """
        record = self.facts.last_made(due.candidate, due.kind) if due.kind else None
        if record and folder and record.folder != str(folder):
            record = None
        file = Path(record.folder) / record.file_name if record else None
        on_disk = digest_on_disk(file) if file else None
        if due.kind is None or due.problem:
            return LineState.FIX, due.problem, file if on_disk else None
        if record and on_disk not in (None, record.sha256):
            return LineState.EDITED, "Somebody has changed this file, so it is left as it is.", file
        try:
            if record and on_disk and self._digest(due, _day_of(record)) == record.sha256:
                return LineState.MADE, "", file
            self._digest(due, self._context.today())
        except BadInput as refusal:
            return LineState.FIX, str(refusal), file if on_disk else None
        changed = "What it says has changed since it was made." if on_disk else ""
        return LineState.READY, changed, file if on_disk else None

    def _digest(self, due: Due, day: date) -> str:
        if due.kind is None:
            raise BadInput(due.problem)
        letter = self.facts.letter(due.candidate, due.kind, day)
        refuse_holes(letter)
        return hashlib.sha256(self.template(due.kind).fill(letter.context())).hexdigest()


def template_path(context: Context, kind: LetterKind) -> tuple[Path, bool]:
    own = context.home.templates / f"{kind}.docx"
    return (own, True) if own.exists() else (OUR_TEMPLATES / f"{kind}.docx", False)


def template_in(path: Path) -> LetterTemplate:
    """The checked template in a file, compiled anew only when the file has changed. Raises BadInput."""
    return _compiled(path.name, read_template(path))


@lru_cache(maxsize=2 * len(LetterKind))
def _compiled(name: str, content: bytes) -> LetterTemplate:
    return compile_template(content, name=name, fields=FIELDS)


def refuse_holes(letter: Letter) -> None:
    missing = letter.missing()
    if missing:
        names = ", ".join(f"“{field}”" for field in missing)
        raise BadInput(
            f"{names} {'is' if len(missing) == 1 else 'are'} empty.",
            safe="No letter was made.",
            do="Fill it in and make it again.",
        )


def _day_of(record: LetterRecord) -> date:
    """The day a letter was dated: the day it was made, in London."""
    at = datetime.strptime(record.made_at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    return at.astimezone(LONDON).date()

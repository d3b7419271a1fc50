"""What the letters screen reads, and its rows and sentences as text."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.content import Content

from panelguide.domain.access import Act
from panelguide.domain.letter import LetterKind
from panelguide.domain.vacancy import VacancyStatus
from panelguide.services import letters
from panelguide.services.letters import LetterLine, LetterStep, LineState, Made, TemplateCheck
from panelguide.services.lookup import find_vacancy
from panelguide.services.session import is_allowed
from panelguide.tui.text import columns, plain, stacked, styled

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn

WIDTHS: Final = (3, 4, 25, 15, 6, 19)
STATE_WORDS: Final = {LineState.FIX: "FIX"}
WORST_FIRST: Final = (Made.REFUSED, Made.KEPT, Made.MADE)
MOST_SKIPPED_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class LettersFound:
    """folder: where letters are put unless somebody says otherwise. may_make, may_offer: this person, now."""

    lines: tuple[LetterLine, ...]
    folder: Path
    may_make: bool
    may_offer: bool

    def line(self, candidate: str) -> LetterLine | None:
        return next((it for it in self.lines if it.candidate == candidate), None)

    def count(self, state: LineState) -> int:
        return sum(it.state is state for it in self.lines)


def read_letters(context: "Context", actor: "SignedIn", code: str) -> LettersFound:
    """Who gets which letter and how each stands. Raises NotAllowed for whoever may not see them."""
    vacancy = find_vacancy(context, actor, code)
    is_open = vacancy.status is VacancyStatus.OPEN
    return LettersFound(
        lines=letters.plan(context, actor, code),
        folder=context.letters_folder,
        may_make=is_open and is_allowed(context, actor, Act.MAKE_LETTERS, vacancy.id),
        may_offer=is_open and is_allowed(context, actor, Act.SET_OFFER, vacancy.id),
    )


def heading(found: LettersFound, picked: Collection[str]) -> Content:
    states = (
        (LineState.READY, "ready"),
        (LineState.FIX, "to fix"),
        (LineState.MADE, "made"),
        (LineState.EDITED, "edited"),
    )
    counts = ", ".join(f"{found.count(state)} {words}" for state, words in states)
    return styled(
        "$total LETTERS   $counts$picked",
        total=str(len(found.lines)),
        counts=counts,
        picked=f"   {len(picked)} picked" if picked else "",
    )


def columns_line() -> Content:
    titles = ("", "Code", "Name", "Letter", "State", "")
    return plain("  ") + columns(zip(titles, WIDTHS, strict=True))


def row(it: LetterLine, *, picked: bool) -> Content:
    cells = (
        "[x]" if picked else "[ ]",
        it.candidate,
        it.name,
        it.kind.name_for_people if it.kind else "-",
        STATE_WORDS.get(it.state, str(it.state)),
        it.sentence,
    )
    return columns(zip(cells, WIDTHS, strict=True))


def letter_heading(it: LetterLine) -> Content:
    """What stands over the preview: whose letter, and what there is to know of it."""
    parts = [
        styled(
            "[bold $focus]PREVIEW $code[/]  $kind",
            code=it.candidate,
            kind=it.kind.name_for_people if it.kind else "no letter yet",
        )
    ]
    if it.sentence:
        fix = it.state is LineState.FIX
        parts.append(
            styled("[bold $bad]Fix:[/] $sentence", sentence=it.sentence)
            if fix
            else styled("[$warn]Note:[/] $sentence", sentence=it.sentence)
        )
    if it.file:
        parts.append(styled("[$muted]$file[/]", file=it.file))
    return stacked(parts)


def has_text(it: LetterLine) -> bool:
    """Whether there is a letter to read: not where something is missing for it."""
    return it.kind is not None and it.state is not LineState.FIX


def wanted(found: LettersFound, picked: Collection[str]) -> tuple[LetterLine, ...]:
    """The lines an export is about: those picked, else everybody."""
    return tuple(it for it in found.lines if not picked or it.candidate in picked)


def box_sentences(found: LettersFound, picked: Collection[str]) -> tuple[str, ...]:
    """What the box before an export says: how many are ready, and which are left out and why."""
    chosen = wanted(found, picked)
    ready = [it for it in chosen if it.state is LineState.READY or (picked and it.state is LineState.EDITED)]
    said = [f"{_letters(len(ready))} will be made, named by codes, never by names."]
    made = sum(it.state is LineState.MADE for it in chosen)
    if made:
        said.append(f"{_letters(made)} made already and left as {'it is' if made == 1 else 'they are'}.")
    for it in chosen:
        if it.state is LineState.EDITED:
            beside = (
                "gets a new one beside it" if picked else "is left as it is; pick it to make one beside it"
            )
            said.append(f"{it.candidate} was edited by somebody and {beside}.")
    skipped = [it for it in chosen if it.state is LineState.FIX]
    if skipped:
        said.append(f"{_letters(len(skipped))} left out:")
        said += [f"  {it.candidate}: {it.sentence}" for it in skipped[:MOST_SKIPPED_SHOWN]]
        if len(skipped) > MOST_SKIPPED_SHOWN:
            said.append(f"  and {len(skipped) - MOST_SKIPPED_SHOWN} more.")
    return tuple(said)


def progress(step: LetterStep) -> str:
    """ "5 of 9 V014-C03-offer.docx"."""
    return f"{step.number} of {step.total} {step.file or step.candidate}"


def steps_text(steps: Sequence[LetterStep], *, sort: bool = False) -> Content:
    """What became of each letter; those that stood already are only counted.

    sort: what was not made first, then what was kept, then what was made.
    """
    listed = [it for it in steps if it.made is not Made.UNCHANGED]
    if sort:
        listed.sort(key=lambda it: WORST_FIRST.index(it.made))
    parts = [_step_text(it) for it in listed]
    if there := len(steps) - len(listed):
        parts.append(styled("[$muted]as it was[/] $letters", letters=_letters(there)))
    return stacked(parts)


def _step_text(step: LetterStep) -> Content:
    if step.made is Made.REFUSED:
        why = step.sentence.removeprefix(f"{step.candidate}: ")
        return styled("[bold $bad]not made[/]  $code: $why", code=step.candidate, why=why)
    if step.made is Made.KEPT:
        return styled("[$warn]kept[/]      $file  somebody edited it", file=step.file)
    beside = f"  beside {step.kept}, which somebody edited" if step.kept else ""
    return styled("[$ok]made[/]      $file$beside", file=step.file, beside=beside)


def result(steps: Sequence[LetterStep], *, stopped: bool) -> str:
    """What became of all of them, as one sentence."""
    made = sum(it.made is Made.MADE for it in steps)
    refused = sum(it.made is Made.REFUSED for it in steps)
    total = steps[-1].total if steps else 0
    rest = f", {refused} not made" if refused else ""
    if stopped:
        return (
            f"Stopped after {len(steps)} of {total}: {_letters(made)} made{rest}. F9 goes on with the rest."
        )
    return f"{_letters(made)} made{rest}."


def _letters(count: int) -> str:
    return f"{count} letter{'' if count == 1 else 's'}"


def templates_text(checks: Sequence[TemplateCheck]) -> Content:
    parts: list[Content] = []
    for it in checks:
        whose = "your own" if it.own else "panelguide's"
        parts.append(styled("[bold]$kind[/]  $whose", kind=it.kind.name_for_people, whose=whose))
        parts.append(
            styled("[bold $bad]Fix:[/] $problem", problem=it.problem) if it.problem else plain("can be used")
        )
    return stacked(parts)


def next_step(found: LettersFound) -> str:
    """The one next step, as a sentence."""
    offer = next(
        (it for it in found.lines if it.state is LineState.FIX and it.kind is LetterKind.OFFER), None
    )
    ready, fix = found.count(LineState.READY), found.count(LineState.FIX)
    if not found.lines:
        return "Nobody is owed a letter yet."
    if offer and found.may_offer and offer.sentence.startswith("The offer"):
        return f"Next: o sets the terms of the offer to {offer.candidate}."
    if ready and found.may_make:
        fixing = f"{fix} to fix first, or " if fix else ""
        return f"Next: {fixing}F9 makes the {ready} that {'is' if ready == 1 else 'are'} ready."
    if fix:
        first = next(it for it in found.lines if it.state is LineState.FIX)
        return f"Next: {first.candidate}: {first.sentence}"
    if ready:
        return "The recruitment team, the manager or the chair makes the letters."
    return "All letters are made."


def rules() -> Content:
    """What stands beside the letters in a wide window."""
    return stacked(
        (
            styled("[bold $focus]STATES[/]"),
            plain("ready: nothing is missing"),
            plain("FIX: something is, and the line says what"),
            plain("made: the file is there and says what it should"),
            plain("edited: somebody changed the file, so it is kept"),
            plain(""),
            styled("[bold $focus]F9[/]"),
            plain(
                "makes the letters that are ready, or those picked with Space. Making them again leaves made ones as they are."
            ),
        )
    )

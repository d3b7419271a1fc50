"""sheet: your own marks and notes, and your final scores after the reveal."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk
from panelguide.domain.marks import Mark, NoMark, mark_text, parse_mark
from panelguide.errors import BadInput

if TYPE_CHECKING:
    from panelguide.services.kits import KitQuestion
    from panelguide.services.sheets import SheetView

group = typer.Typer(help="Your own sheets: nobody reads them before the reveal.", no_args_is_help=True)

Answers = Annotated[list[str], typer.Argument(help="Such as Q4=3 Q5=2.")]
Notes = Annotated[
    list[str] | None, typer.Option("--note", help='Such as "Q4=What they said."; may be given again.')
]


def join(application: typer.Typer) -> None:
    application.add_typer(group, name="sheet")


@group.command("list")
def show_all(click: typer.Context, code: str) -> None:
    """The candidates you score, and how far each sheet is."""
    from panelguide.services import sheets

    desk: Desk = click.obj
    found = sheets.my_candidates(desk.context, desk.actor, code)
    if desk.json:
        say.as_json([{"candidate": candidate, "state": state} for candidate, state in found])
        return
    say.table(("Candidate", "Sheet"), found)


@group.command("show")
def show(click: typer.Context, code: str, candidate: str) -> None:
    """Your own sheet for one candidate."""
    from panelguide.services import sheets

    desk: Desk = click.obj
    _print(desk, sheets.open_sheet(desk.context, desk.actor, code, candidate=candidate))


@group.command("score")
def score(click: typer.Context, code: str, candidate: str, answers: Answers, note: Notes = None) -> None:
    """Mark answers on your sheet; the rest of it stays as it is."""
    desk: Desk = click.obj
    _save(desk, code, candidate, answers, note or [])


@group.command("note")
def write_note(click: typer.Context, code: str, candidate: str, question: str, text: str) -> None:
    """Write the note on one answer."""
    desk: Desk = click.obj
    _save(desk, code, candidate, [], [f"{question}={text}"])


@group.command("not-heard")
def not_heard(click: typer.Context, code: str, candidate: str, question: str) -> None:
    """Say that you did not hear an answer."""
    desk: Desk = click.obj
    _save(desk, code, candidate, [f"{question}={NoMark.NOT_HEARD}"], [])


@group.command("not-asked")
def not_asked(
    click: typer.Context,
    code: str,
    candidate: str,
    question: str,
    reason: Annotated[
        str | None, typer.Option(help="The chair's: why it was not asked of this candidate.")
    ] = None,
) -> None:
    """With a reason, the chair records that a question was not asked; without one, your sheet says so."""
    from panelguide.services import rounds

    desk: Desk = click.obj
    if reason is None:
        _save(desk, code, candidate, [f"{question}={NoMark.NOT_ASKED}"], [])
        return
    rounds.not_asked(desk.context, desk.actor, code, candidate=candidate, question=question, reason=reason)
    say.line(f"It is recorded that {question.upper()} was not asked of {candidate.upper()}.")


@group.command("seal")
def seal(
    click: typer.Context,
    code: str,
    candidate: Annotated[str, typer.Argument()] = "",
    every: Annotated[bool, typer.Option("--all", help="Every sheet you have begun.")] = False,
) -> None:
    """Seal a sheet, or all you have begun, for good."""
    from panelguide.services import sheets

    desk: Desk = click.obj
    if every == bool(candidate):
        raise BadInput("Name one candidate, or say --all.")
    if every:
        sealed = sheets.seal_all(desk.context, desk.actor, code)
    else:
        sheets.seal(desk.context, desk.actor, code, candidate=candidate)
        sealed = (candidate.upper(),)
    if desk.json:
        say.as_json(sealed)
        return
    say.line(f"Sealed: {', '.join(sealed)}.")


@group.command("replace")
def replace(
    click: typer.Context,
    code: str,
    candidate: str,
    reason: Annotated[str, typer.Option(prompt=True, help="Sealed with the new sheet.")],
    answers: Annotated[list[str] | None, typer.Argument(help="What changes, such as Q4=3.")] = None,
    note: Notes = None,
) -> None:
    """Seal another sheet in place of a sealed one, until the chair has released."""
    from panelguide.services import sheets

    desk: Desk = click.obj
    questions = sheets.open_sheet(desk.context, desk.actor, code, candidate=candidate).questions
    sheets.replace(
        desk.context,
        desk.actor,
        code,
        candidate=candidate,
        marks=_marks(questions, answers or []),
        notes=_notes(questions, note or []),
        reason=reason,
    )
    say.line(f"Sealed again: {candidate.upper()}. The first sheet stays on the record.")


@group.command("import")
def import_file(click: typer.Context, code: str, path: Path) -> None:
    """Fill your sheets from a file (candidate, member, question, score, evidence note): your own rows only."""
    from panelguide.services import interview_files

    desk: Desk = click.obj
    filled = interview_files.import_own_marks(desk.context, desk.actor, code, path=path)
    if desk.json:
        say.as_json(filled)
        return
    say.line(f"Filled and not sealed yet: {', '.join(filled)}.")


@group.command("final")
def final(
    click: typer.Context,
    code: str,
    candidate: Annotated[str, typer.Argument()] = "",
    answers: Annotated[list[str] | None, typer.Argument(help="Such as Q4=3.")] = None,
    reason: Annotated[str, typer.Option(help="Why it changes from what you sealed.")] = "",
    keep: Annotated[bool, typer.Option("--keep", help="Sign all the rest as you sealed it.")] = False,
) -> None:
    """Your own final scores after the discussion; without anything more, everybody's."""
    from panelguide.services import finals

    desk: Desk = click.obj
    for answer in answers or ():
        label, mark = _split(answer)
        finals.set_final(
            desk.context,
            desk.actor,
            code,
            candidate=candidate,
            question=label,
            mark=parse_mark(mark),
            reason=reason,
        )
    if keep:
        finals.keep(desk.context, desk.actor, code)
    _print_finals(desk, code)


def _save(desk: Desk, code: str, candidate: str, answers: list[str], notes: list[str]) -> None:
    from panelguide.services import sheets

    own = sheets.open_desk(desk.context, desk.actor, code)
    own.save_draft(candidate, _marks(own.questions, answers), _notes(own.questions, notes))
    _print(desk, own.load(candidate))


def _print(desk: Desk, view: "SheetView") -> None:
    rows = [
        (it.label, mark_text(view.marks[it.id]), view.notes[it.id], it.question.title)
        for it in view.questions
    ]
    if desk.json:
        say.as_json(
            {
                "candidate": view.candidate,
                "sealed": view.sealed,
                "attempt": view.attempt,
                "answers": [
                    {"question": label, "mark": mark, "note": note, "title": title}
                    for label, mark, note, title in rows
                ],
            }
        )
        return
    say.line(f"{view.candidate}: {'sealed' if view.sealed else 'open'}")
    if view.draft_lost:
        say.line("What you had written is lost with your earlier passphrase.")
    say.table(("", "Mark", "Note", "Question"), rows)


def _print_finals(desk: Desk, code: str) -> None:
    from panelguide.services import finals, kits

    view = finals.show(desk.context, desk.actor, code)
    kit = kits.show(desk.context, desk.actor, code)
    labels = {it.id: it.label for it in kit.questions} if kit else {}
    rows = sorted(
        (
            candidate,
            labels[question],
            member,
            mark_text(it.sealed),
            mark_text(it.mark),
            "yes" if it.signed else "no",
            it.reason,
        )
        for (candidate, member, question), it in view.finals.items()
    )
    names = ("candidate", "question", "member", "sealed", "final", "signed", "reason")
    if desk.json:
        answers = [dict(zip(names, row, strict=True)) for row in rows]
        say.as_json({"unsigned": view.unsigned, "answers": answers})
        return
    say.table(tuple(name.capitalize() for name in names), rows)
    if view.unsigned:
        say.line(f"Still to sign: {', '.join(view.unsigned)}.")


def _marks(questions: tuple["KitQuestion", ...], answers: list[str]) -> dict[str, Mark | None]:
    return {_id(questions, label): parse_mark(mark) for label, mark in map(_split, answers)}


def _notes(questions: tuple["KitQuestion", ...], notes: list[str]) -> dict[str, str]:
    return {_id(questions, label): text for label, text in map(_split, notes)}


def _split(answer: str) -> tuple[str, str]:
    label, between, rest = answer.partition("=")
    if not between:
        raise BadInput(f"“{answer}” is not a question and what goes with it.", do="Write it like Q4=3.")
    return label.strip().upper(), rest


def _id(questions: tuple["KitQuestion", ...], label: str) -> str:
    found = {it.label: it.id for it in questions}
    if label not in found:
        raise BadInput(f"The kit has no question {label}.", do=f"It has {', '.join(found)}.")
    return found[label]

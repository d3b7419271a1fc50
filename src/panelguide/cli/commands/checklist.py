"""checklist: what is done, explained, not needed or open, stage by stage."""

from typing import TYPE_CHECKING, Annotated

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk
from panelguide.domain.checklist import ItemState
from panelguide.domain.stages import Stage

if TYPE_CHECKING:
    from panelguide.services.checklists import ItemView, StageView

group = typer.Typer(help="The stage checklists.", no_args_is_help=True)
MARKS = {
    ItemState.DONE: "[x]",
    ItemState.EXPLAINED: "[E]",
    ItemState.NOT_NEEDED: "[-]",
    ItemState.OPEN: "[ ]",
}


def join(application: typer.Typer) -> None:
    application.add_typer(group, name="checklist")


@group.command("show")
def show(
    click: typer.Context,
    code: str,
    stage: Annotated[Stage | None, typer.Option(help="The stage it is in if left out.")] = None,
) -> None:
    """One stage's checklist as it stands."""
    from panelguide.services import checklists

    desk: Desk = click.obj
    _show(desk, checklists.show(desk.context, desk.actor, code, stage=stage))


@group.command("done")
def done(
    click: typer.Context, code: str, item: str, note: Annotated[str, typer.Option()] = "", undo: bool = False
) -> None:
    """Tick an item, or open it again with --undo."""
    from panelguide.services import checklists

    desk: Desk = click.obj
    version = _find(desk, code, item).version
    if undo:
        _show(desk, checklists.untick(desk.context, desk.actor, code, item=item, version=version))
        return
    _show(desk, checklists.tick(desk.context, desk.actor, code, item=item, version=version, note=note))


@group.command("explain")
def explain(
    click: typer.Context,
    code: str,
    item: str,
    why_not: Annotated[str, typer.Option(prompt="Why can this not be done?")],
    instead: Annotated[str, typer.Option(prompt="What is done instead?")],
    agreed_by: Annotated[str, typer.Option(prompt="Who agreed?")],
    agreed_on: Annotated[str, typer.Option(prompt="On which day? (like 2026-11-13)")],
) -> None:
    """Comply or explain: why not, what instead, and who agreed."""
    from panelguide.services import checklists

    desk: Desk = click.obj
    view = checklists.explain(
        desk.context,
        desk.actor,
        code,
        item=item,
        version=_find(desk, code, item).version,
        why_not=why_not,
        what_instead=instead,
        agreed_by=agreed_by,
        agreed_on=agreed_on,
    )
    _show(desk, view)


@group.command("not-needed")
def not_needed(click: typer.Context, code: str, item: str, why: Annotated[str, typer.Option()] = "") -> None:
    """Record that an item does not apply to this vacancy."""
    from panelguide.services import checklists

    desk: Desk = click.obj
    version = _find(desk, code, item).version
    _show(desk, checklists.not_needed(desk.context, desk.actor, code, item=item, version=version, why=why))


def _find(desk: Desk, code: str, item: str) -> "ItemView":
    from panelguide.services import checklists

    return checklists.item(desk.context, desk.actor, code, item=item)


def _show(desk: Desk, view: "StageView") -> None:
    if desk.json:
        say.as_json(view)
        return
    progress = view.progress
    say.line(
        f"{view.stage.number} {view.stage.name_for_people}: {progress.done} done, {progress.explained} explained, "
        f"{progress.not_needed} not needed, {progress.open} open"
    )
    for line in view.items:
        level = f" ({line.item.level.upper()})" if line.state is ItemState.OPEN else ""
        said = f"  {line.sentence}" if line.sentence else ""
        say.line(f"{MARKS[line.state]} {line.item.id} {line.item.text}{level}{said}")
        if line.state is ItemState.EXPLAINED:
            say.line(
                f"      Why not: {line.why_not} Instead: {line.what_instead} "
                f"Agreed by {line.agreed_by}, {line.agreed_on}."
            )

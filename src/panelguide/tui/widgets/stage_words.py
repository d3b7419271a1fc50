"""How a vacancy's stages and its checklist read on the screen."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from panelguide.domain.checklist import ItemState, Level, Progress
from panelguide.domain.people import PanelSeat
from panelguide.domain.stages import Stage
from panelguide.domain.vacancy import Vacancy
from panelguide.services.checklists import ItemView
from panelguide.services.vacancies import StageLine
from panelguide.tui import dates
from panelguide.tui.text import columns, plain, stacked, styled
from panelguide.tui.widgets.rows import Row

MARKS: Final = {
    ItemState.DONE: "[x]",
    ItemState.EXPLAINED: "[E]",
    ItemState.NOT_NEEDED: "[-]",
    ItemState.OPEN: "[ ]",
}
STAGE_WIDTH: Final = 12
BAR_WIDTH: Final = 20
NARROW_WIDTH: Final = 78


def rail(stages: tuple[StageLine, ...], chosen: Stage) -> Content:
    """Two rows: the six stages with the chosen one marked, and how far each is."""
    names, counts = [], []
    for line in stages:
        name = f"{line.stage.number} {line.stage.name_for_people}"
        names.append((f">{name.upper()}<" if line.stage is chosen else f" {name}", STAGE_WIDTH + 1))
        counts.append((f" {_stage_mark(line)} {_counted(line.progress)}", STAGE_WIDTH + 1))
    return stacked((columns(names), columns(counts)))


def heading(stage: Stage, progress: Progress) -> Content:
    """What is left of a stage, with a bar: # done, E explained, - not needed, . open."""
    parts = [f"{progress.done} done"]
    parts += [f"{progress.explained} explained"] if progress.explained else []
    parts += [f"{progress.not_needed} not needed"] if progress.not_needed else []
    parts.append(f"{progress.open} to do")
    return styled(
        "[bold $focus]STAGE $number $name[/]  $counts  $bar",
        number=str(stage.number),
        name=stage.name_for_people.upper(),
        counts=", ".join(parts),
        bar=_bar(progress),
    )


def rows(items: tuple[ItemView, ...], *, folded: bool) -> list[Row]:
    """One row an item. folded: without those that have ticked themselves, which are only counted."""
    met = [view for view in items if view.item.check and view.state is ItemState.DONE]
    shown = [view for view in items if not (folded and view in met)]
    count = [Row("", styled("[$muted]    + $count done by themselves, . shows them[/]", count=str(len(met))))]
    return [Row(view.item.id, _row(view)) for view in shown] + (count if folded and met else [])


def go_to(places: Sequence[tuple[str, str]]) -> Content:
    """Keys and names of the other screens; a key never stands on another row than its name."""
    rows = [Content(" GO TO")]
    for key, name in places:
        place = styled("  [bold]$key[/] $name", key=key, name=name)
        if rows[-1].cell_length + place.cell_length > NARROW_WIDTH:
            rows.append(Content(""))
        rows[-1] += place
    return stacked(rows)


def detail(view: ItemView) -> Content:
    """Why the item is there, what good and poor look like, and what was recorded."""
    item = view.item
    level = {Level.MUST: "MUST: comply or explain", Level.SHOULD: "should", Level.ADVICE: "advice"}[
        item.level
    ]
    parts = [styled("[bold]$id $text[/]   [$muted]$level[/]", id=item.id, text=item.text, level=level)]
    parts += [styled("[bold]NOW[/]  $sentence", sentence=view.sentence)] if view.sentence else []
    parts += _recorded(view)
    parts.append(styled("[bold]WHY[/]  $why", why=item.why))
    parts.append(styled("[bold]GOOD[/] $good", good=item.good))
    parts.append(styled("[bold]POOR[/] $poor", poor=item.poor))
    return stacked(parts)


def beside(view: ItemView) -> Content:
    """The same and where it comes from, for the wide window."""
    owner = view.item.owner.replace("_", " ")
    return stacked(
        (
            detail(view),
            Content(),
            styled("[$muted]SOURCE $source[/]", source=view.item.source),
            styled("[$muted]OWNER  $owner[/]", owner=owner),
        )
    )


def panel(seats: tuple[PanelSeat, ...]) -> Content:
    """Who sits where, for the wide window."""
    there = [seat for seat in seats if not seat.left]
    lines = [plain(f"{seat.name}  {seat.seat.name_for_people}") for seat in there]
    return stacked((styled("[bold $focus]PANEL[/]"), *(lines or [plain("nobody yet")])))


def key_dates(vacancy: Vacancy) -> Content:
    """The vacancy's dates that are set, for the wide window."""
    named = (
        ("closing", vacancy.closing_date),
        ("shortlist", vacancy.shortlist_date),
        ("interviews", vacancy.interview_date),
        ("letters due", vacancy.letters_due),
    )
    lines = [plain(f"{dates.day(day)}  {name}") for name, day in named if day]
    return stacked((styled("[bold $focus]DATES[/]"), *(lines or [plain("none set: e sets them")])))


def _row(view: ItemView) -> Content:
    note = {
        ItemState.EXPLAINED: "explained",
        ItemState.NOT_NEEDED: "not needed",
        ItemState.DONE: "",
        ItemState.OPEN: "MUST" if view.item.level is Level.MUST else "",
    }[view.state]
    return columns(((MARKS[view.state], 3), (view.item.id, 6), (view.item.text, 52), (note, 11)))


def _recorded(view: ItemView) -> list[Content]:
    who = f"{view.by}, {dates.moment(view.at)}"
    if view.state is ItemState.EXPLAINED:
        agreed = f"Agreed by {view.agreed_by}, {dates.day(view.agreed_on)}."
        return [
            styled("[bold]EXPLAINED[/] by $who: $why", who=who, why=view.why_not),
            plain(f"Instead: {view.what_instead} {agreed}"),
        ]
    if view.state is ItemState.NOT_NEEDED:
        return [styled("[bold]NOT NEEDED[/] by $who: $why", who=who, why=view.why_not or "no reason given")]
    if view.state is ItemState.DONE and view.by:
        return [styled("[bold]DONE[/] by $who $note", who=who, note=view.note)]
    return []


def _stage_mark(line: StageLine) -> str:
    if line.progress.open or line.state == "to come":
        return MARKS[ItemState.OPEN]
    return MARKS[ItemState.EXPLAINED if line.progress.explained else ItemState.DONE]


def _counted(progress: Progress) -> str:
    met = progress.total - progress.open
    return f"{met}/{progress.total}"


def _bar(progress: Progress) -> str:
    total = max(1, progress.total)
    counts = (("E", progress.explained), ("-", progress.not_needed), (".", progress.open))
    rest = "".join(sign * -(-count * BAR_WIDTH // total) for sign, count in counts)
    done = max(0, BAR_WIDTH - len(rest))
    return f"[{('#' * done + rest)[:BAR_WIDTH]}]"

"""What the preview of an import says about a file: its columns, and everything noticed in its rows."""

from pathlib import Path

from textual.content import Content

from panelguide.services.candidates import COLUMN_FIELDS, ImportPreview
from panelguide.tui.text import columns, line, stacked, styled
from panelguide.tui.widgets.rows import Row

LEAVE_OUT = COLUMN_FIELDS[-1]
HEADINGS = columns((("Column of the file", 48), ("is read as", 24)))


def heading(path: Path, found: ImportPreview) -> Content:
    """The file, how many applications it would bring, and whether its columns are known."""
    if found.ready:
        rows_read = f"{applications(found.rows)}, {found.rows - len(found.already_there)} new"
    else:
        rows_read = "rows not read yet" if found.unsure else "CANNOT BE IMPORTED AS IT IS"
    how = "columns as last time" if found.remembered else "nothing stored yet"
    return styled("$file   $rows   [$muted]$how[/]", file=line(path.name).plain, rows=rows_read, how=how)


def rows(found: ImportPreview) -> list[Row]:
    """Every column a person may settle, the doubtful ones first."""
    return [
        *(_row(name, styled("[$warn]? say which[/]")) for name in found.doubtful),
        *(_row(name, line(field_name(field))) for name, field in found.columns),
        *(_row(name, line(field_name(LEAVE_OUT))) for name in found.left_out),
    ]


def _row(name: str, read_as: Content) -> Row:
    return Row(name, columns(((name, 48), (read_as, 24))))


def findings(found: ImportPreview) -> Content:
    """Sections with something in them, what refuses the file first."""
    sections = (
        ("TO SETTLE FIRST", found.unsure),
        ("PROBLEMS: the file cannot be imported as it is", found.problems),
        ("EQUALITY ANSWERS, NEVER READ", (", ".join(found.equality),) if found.equality else ()),
        ("ONE PERSON TWICE?", found.duplicates),
        ("HERE ALREADY", (", ".join(found.already_there),) if found.already_there else ()),
        ("NOTED", found.notes),
        ("FIRST ROWS", tuple(_sample(row) for row in found.sample)),
    )
    parts: list[Content] = []
    for title, lines in sections:
        if lines:
            parts += [styled("[bold $focus]$title[/]", title=title), *(line(text) for text in lines)]
    return stacked(parts)


def _sample(row: tuple[tuple[str, str], ...]) -> str:
    return " | ".join(text or "-" for _, text in row)


def field_name(field: str) -> str:
    return "not read" if field == LEAVE_OUT else field.replace("_", " ")


def applications(count: int) -> str:
    return f"{count} application" + ("" if count == 1 else "s")

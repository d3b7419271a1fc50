"""The matrix of what a kit asks about: criteria and values down, questions across, gaps first."""

from collections.abc import Mapping, Sequence

from textual.content import Content

from panelguide.domain.coverage import CoverageRow
from panelguide.domain.criteria import Criterion, TestedAt
from panelguide.services.kits import KitView
from panelguide.tui.text import columns, line, plain, stacked, styled

WIDTH = 74
CODE, CELL, LAST = 4, 3, 6
FEWEST_WORDS = 10


def coverage_text(kit: KitView, criteria: Sequence[Criterion]) -> Content:
    """Every gap as a sentence, then the matrix. # stands where a question gives evidence."""
    known = {it.code: it for it in criteria}
    gaps = {gap.subject for gap in kit.coverage.gaps}
    parts = [styled("[bold $warn]$mark[/] $gap", mark="[!]", gap=sentence) for sentence in kit.gaps]
    if not kit.gaps:
        parts.append(styled("[$ok]$mark[/] Everything tested at the interview is asked about.", mark="[x]"))
    if kit.minutes_used > kit.minutes:
        over = f"{kit.minutes_used - kit.minutes} minutes too long for the slot."
        parts.append(styled("[bold $warn]$mark[/] $over", mark="[!]", over=over))
    labels = [it.label for it in kit.questions]
    parts.append(_line("", styled("[bold $focus]COVERAGE[/]"), labels, ""))
    for row in kit.coverage.criteria:
        parts.append(_criterion(row, known, gap=row.subject in gaps))
    for row in kit.coverage.values:
        name = row.subject.replace("-", " ")
        parts.append(_line("", line(name), _cells(row), "gap" if row.subject in gaps else str(row.count)))
    return stacked(parts)


def _criterion(row: CoverageRow, known: Mapping[str, Criterion], *, gap: bool) -> Content:
    criterion = known.get(row.subject)
    words = line(criterion.text) if criterion else plain("")
    here = {TestedAt.INTERVIEW, TestedAt.EXERCISE}
    if gap:
        last = "gap"
    elif criterion and criterion.tested_at and not criterion.tested_at & here:
        last = "form" if TestedAt.APPLICATION_FORM in criterion.tested_at else "papers"
    else:
        last = str(row.count)
    return _line(row.subject, words, _cells(row), last)


def _cells(row: CoverageRow) -> list[str]:
    return ["#" if covered else "." for covered in row.covered]


def _line(code: str, words: Content, cells: Sequence[str], last: str) -> Content:
    room = max(FEWEST_WORDS, WIDTH - CODE - LAST - 2 - (CELL + 1) * len(cells))
    return columns(((code, CODE), (words, room), *((cell, CELL) for cell in cells), (last, LAST)))

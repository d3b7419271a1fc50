"""The lines and headings of the list of candidates, and what stands beside it in a wide window."""

from collections.abc import Sequence

from textual.content import Content

from panelguide.domain.candidates import CandidateState
from panelguide.services.candidates import CandidateLine
from panelguide.tui.text import columns, plain, stacked, styled

Shape = tuple[tuple[str, int], ...]
WITH_NAMES: Shape = (("Code", 5), ("Name", 27), ("State", 16), ("Internal", 8), ("To arrange", 16))
BY_CODE: Shape = (("Code", 5), ("State", 16), ("Internal", 8), ("To arrange", 44))


def shape(lines: Sequence[CandidateLine]) -> Shape:
    """The columns, with one for names only where there is a name to see."""
    return WITH_NAMES if any(line.name for line in lines) else BY_CODE


def heading(lines: Sequence[CandidateLine]) -> Content:
    if not lines:
        return plain("CANDIDATES  none yet")
    states = [line.state for line in lines]
    return styled(
        "CANDIDATES  $count   $waiting to settle, $down not shortlisted   [$muted]names $names[/]",
        count=str(len(states)),
        waiting=str(states.count(CandidateState.APPLIED)),
        down=str(states.count(CandidateState.NOT_SHORTLISTED)),
        names="shown" if shape(lines) is WITH_NAMES else "not shown to you",
    )


def row(line: CandidateLine, columns_shown: Shape) -> Content:
    cells = {
        "Code": line.code,
        "Name": line.name or "-",
        "State": line.state.name_for_people,
        "Internal": "yes" if line.internal else "",
        "To arrange": line.arrangements,
    }
    return columns((cells[title], width) for title, width in columns_shown)


def what_is_kept() -> Content:
    return stacked(
        (
            styled("[bold $focus]WHAT IS KEPT[/]"),
            plain(
                "The application, apart from who wrote it. Equality answers and dates of birth never come in."
            ),
            plain(""),
            styled("[bold $focus]WHO SEES WHAT[/]"),
            plain("The recruitment team sees names, as it received the applications."),
            plain("The panel sees codes, and names once the shortlist is locked."),
            plain("“To arrange” says what a candidate needs for the interview, never why."),
            plain(""),
            styled("[bold $focus]STATES[/]"),
            plain("Applied, shortlisted or not, attended or not, withdrew, and what came of it."),
        )
    )

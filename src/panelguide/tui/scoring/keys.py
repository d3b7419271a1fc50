"""The keys of live scoring."""

from dataclasses import dataclass
from typing import Final

from panelguide.tui.commands import Command

PROBE_LETTERS: Final = "abcd"


@dataclass(frozen=True, slots=True)
class Keys(Command):
    """A command whose keys are called the same in help as in the last row, such as "0-5"."""

    @property
    def shown_keys(self) -> str:
        return self.shown


# What the score row hands on for digits and Backspace is no binding: no other widget may take them.
KEYS: Final[tuple[Command, ...]] = (
    Keys(
        "", "score_keys", "Score: 0 to 5 while the score keys are on, Backspace clears", "Score", shown="0-5"
    ),
    Command("n", "notes", "Type notes", footer="Notes"),
    *(
        Command(letter, f"probe('{letter}')", f"Tick probe {letter}: it was asked")
        for letter in PROBE_LETTERS
    ),
    Keys("f4,right_square_bracket", "next_question", "Next question", "Question", shown="F3/F4"),
    Command("f3,left_square_bracket", "previous_question", "Previous question"),
    Command("enter", "anchors", "What each mark looks like", footer="Marks", wide=True),
    Command("x", "no_mark", "Not asked, or not heard", footer="No mark", wide=True),
    Command("u", "undo", "Take the last score back", footer="Undo", wide=True),
    Command("U", "redo", "Put it back again"),
    Command("v", "names", "Show or hide the candidate's name"),
    Command("e", "replace", "Replace the sealed sheet, with a reason", footer="Replace"),
    Command("f2", "who", "Which candidate", footer="Who"),
    Command("f9", "seal", "Seal this sheet", footer="Seal"),
    Command("ctrl+s", "say_saved", "Save now, and say when it is saved"),
    Command("ctrl+q", "quit", "Quit"),
    Command("escape", "back", "Out of the notes; then back"),
)

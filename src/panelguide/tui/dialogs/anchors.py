"""Everything there is to a question: what each mark sounds like, its words, and the signs of an answer."""

from panelguide.domain.questions import BETWEEN_TWO_MARKS
from panelguide.services.kits import KitQuestion
from panelguide.tui.dialogs.read import Read
from panelguide.tui.scoring import drawing
from panelguide.tui.text import plain, stacked, styled


class Anchors(Read):
    """Shown over live scoring until it is closed. arrangements: what to arrange for this candidate."""

    def __init__(self, question: KitQuestion, arrangements: str) -> None:
        arranged = (
            [plain(""), styled("[bold]ARRANGED[/]  $words", words=arrangements)] if arrangements else []
        )
        parts = (
            drawing.anchors(question),
            plain(BETWEEN_TWO_MARKS),
            plain(""),
            drawing.asked_words(question),
            plain(""),
            drawing.signs(question, 0, as_lists=True),
            *arranged,
        )
        super().__init__(f"{question.label}: what each mark looks like", stacked(parts))

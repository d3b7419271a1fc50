"""A screen with one list that / narrows and Enter opens."""

from typing import Generic

from panelguide.tui.screens.base import Found, PanelScreen
from panelguide.tui.widgets.find import FindLine
from panelguide.tui.widgets.rows import Rows


class FindListScreen(PanelScreen[Found], Generic[Found]):
    """Has a FindLine and Rows. A screen of this kind says what it fills the list with."""

    def refill(self) -> None:
        """Fills the list with what the find line keeps."""
        raise NotImplementedError

    def action_open_chosen(self) -> None:
        """Opens the chosen line."""
        raise NotImplementedError

    def on_rows_opened(self) -> None:
        self.action_open_chosen()

    def on_input_changed(self) -> None:
        if self.found is not None:
            self.refill()

    def on_input_submitted(self) -> None:
        self.query_one(Rows).focus()

    def action_find(self) -> None:
        self.query_one(FindLine).take_up()

    def action_back(self) -> None:
        """Esc: the whole list again first, then back."""
        if self.query_one(FindLine).put_away():
            self.query_one(Rows).focus()
        else:
            super().action_back()

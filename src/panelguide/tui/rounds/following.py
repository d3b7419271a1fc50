"""Releasing after the chair, by itself, for everybody who is unlocked at this table."""

from typing import TYPE_CHECKING

from panelguide.services import rounds
from panelguide.tui.notices import notice
from panelguide.tui.screens.base import PanelScreen

if TYPE_CHECKING:
    from typing import Any

    from panelguide.services.session import SignedIn


class Followers:
    """Follows the chair's release for each person once; what does not hold is shown once and not tried again."""

    def __init__(self, screen: "PanelScreen[Any]") -> None:
        self._screen = screen
        self._failed: set[str] = set()

    def follow(self) -> None:
        """For everybody unlocked at this table. Does nothing for those with nothing to release."""
        table = self._screen.desk.table
        for person in table.people:
            signed_in = table.unlocked(person.id)
            if signed_in is not None and person.id not in self._failed:
                self._follow_for(signed_in)

    def _follow_for(self, signed_in: "SignedIn") -> None:
        desk, code = self._screen.desk, self._screen.code
        context = desk.context

        def done(released: bool) -> None:
            if released:
                notice(desk, f"The chair's list is the same here: released for {signed_in.person.name}.")
                self._screen.look_again()

        def failed(error: Exception) -> None:
            self._failed.add(signed_in.person.id)
            desk.show_problem(desk.as_sentences(error))

        desk.saves.add(self._screen, lambda: rounds.follow(context, signed_in, code), done, failed=failed)

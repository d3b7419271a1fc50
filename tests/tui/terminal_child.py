"""The real app in a real terminal, to be killed: `python -m tests.tui.terminal_child HOME EMAIL CODE`."""

import sys
from pathlib import Path

from tests import world

from panelguide.tui.app import PanelguideApp
from panelguide.tui.screens import SCREENS


class StraightToScoring(PanelguideApp):
    """Opens live scoring as soon as somebody is signed in, as Enter and l would."""

    code = ""

    async def on_mount(self) -> None:
        self.set_interval(0.05, self._go_there)

    def _go_there(self) -> None:
        if self.opened and self.table.in_front is not None and len(self.screen_stack) == 2 and self.code:
            code, self.code = self.code, ""
            self.push_screen(SCREENS["interview"](code))


def main() -> None:
    home, email, code = sys.argv[1:]
    parts = world.small_parts(seed=f"terminal {sys.argv}")
    app = StraightToScoring(
        world.settings_for(Path(home)), parts=parts, be=email, passphrase=world.PASSPHRASE
    )
    app.code = code
    app.run()


if __name__ == "__main__":
    main()

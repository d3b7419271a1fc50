"""One laptop round a table: somebody else comes in front by code, or signs in for the first time."""

from typing import TYPE_CHECKING

from panelguide.errors import PanelguideError
from panelguide.tui.dialogs.ask import Ask
from panelguide.tui.dialogs.hand_over import SOMEBODY_ELSE, HandOver
from panelguide.tui.widgets.fields import Field, Kind

if TYPE_CHECKING:
    from panelguide.tui.app import PanelguideApp


def hand_over(app: "PanelguideApp") -> None:
    """Asks who comes in front, once everything typed is saved or let go.

    Whoever leaves sets a code first, so that they can come back.
    """
    from panelguide.tui import leaving

    if app.table.in_front is not None:
        leaving.leave(app, leaving.panel_screens(app), lambda: _begin(app))


def _begin(app: "PanelguideApp") -> None:
    in_front = app.table.in_front
    if in_front is None:
        return
    if app.table.has_code(in_front.person.id):
        _ask_who(app)
        return

    def keep(answers: dict[str, str] | None) -> None:
        if answers is not None:
            app.table.set_code(answers["code"])
            _ask_who(app)

    app.push_screen(
        Ask(
            "Before you hand over",
            (Field("code", "Your four-digit code for today", Kind.SECRET, required=True),),
            today=app.today,
            body="With it you come back in front without your passphrase. It is forgotten when the app closes.",
            yes="Go on",
            check=lambda answers: check_code(answers["code"]),
        ),
        keep,
    )


def check_code(code: str) -> None:
    """Raises unless a table would take this code."""
    from panelguide.services.session import Table

    Table().set_code(code)


def _ask_who(app: "PanelguideApp") -> None:
    in_front = app.table.in_front
    others = [it for it in app.table.people if in_front is None or it.id != in_front.person.id]

    def come(answer: tuple[str, str] | None) -> None:
        if answer is None:
            return
        person_id, code = answer
        if person_id == SOMEBODY_ELSE:
            from panelguide.tui.screens.sign_in import SignInScreen

            app.push_screen(SignInScreen(at_table=True))
            return
        try:
            app.table.hand_over(person_id, code)
        except PanelguideError as error:
            app.show_problem(error)
            return
        from panelguide.tui.screens import start

        app.unsaved = ""
        start.front_changed(app)

    app.push_screen(HandOver(others), come)

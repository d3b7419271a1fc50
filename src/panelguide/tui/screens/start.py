"""From the first frame to somebody's own home screen, and from one person in front to the next."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from panelguide.errors import PanelguideError
from panelguide.settings import Settings
from panelguide.tui import jobs
from panelguide.tui.notices import notice
from panelguide.tui.screens import SCREENS
from panelguide.tui.screens.sign_in import SignInScreen

if TYPE_CHECKING:
    from panelguide.bootstrap import Parts
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn
    from panelguide.tui.app import PanelguideApp

Place = tuple[str, str, Callable[[], object]]


def first_screen(app: "PanelguideApp") -> Screen[Any]:
    """The sign-in form; the set-up where the database is a file that is not there."""
    location = app.settings.database_location
    if "://" not in location and not Path(location).exists():
        from panelguide.tui.screens.set_up import SetUpScreen

        return SetUpScreen()
    return SignInScreen()


def open_database(settings: Settings, parts: "Parts | None") -> tuple["Context", bool]:
    """The open database, and whether an organisation has been started in it. Runs in a thread."""
    from panelguide.bootstrap import STANDARD_PARTS, open_context
    from panelguide.errors import NotFound
    from panelguide.services import people

    context = open_context(settings, parts or STANDARD_PARTS)
    try:
        people.organisation(context)
    except NotFound:
        return context, False
    return context, bool(people.people(context))


def go_on(app: "PanelguideApp", *, started: bool) -> None:
    """The database is open, or is not there yet."""
    from panelguide.tui.screens.set_up import SetUpScreen

    screen = app.screen_stack[-1]
    if not started:
        if not isinstance(screen, SetUpScreen):
            app.switch_screen(SetUpScreen())
    elif not isinstance(screen, SignInScreen):
        app.switch_screen(SignInScreen())
    else:
        screen.database_opened()
    if started and app.be:
        sign_in(app, app.be, app.demo_passphrase)


def cannot_open(app: "PanelguideApp", error: PanelguideError) -> None:
    """Says why, and leaves the window open so that it can be read."""
    app.show_problem(error)


def sign_in(
    app: "PanelguideApp",
    email: str,
    passphrase: str,
    *,
    failed: Callable[[PanelguideError], None] | None = None,
) -> None:
    """Opens somebody's keys in a thread and brings them in front."""
    from panelguide.services import session

    context = app.context
    app.save(
        app,
        lambda: session.sign_in(context, email=email, passphrase=passphrase),
        partial(sat_down, app),
        failed=failed,
    )


def sat_down(app: "PanelguideApp", signed_in: "SignedIn") -> None:
    """Somebody's keys are open: they are in front and see their own home screen."""
    app.table.sit_down(signed_in)
    go_home(app)
    _warn_of_content(app)
    first, app.opens_at = app.opens_at, ""
    if first:
        app.push_screen(SCREENS["vacancy"](first))


def _warn_of_content(app: "PanelguideApp") -> None:
    """Says what is left out of the trust's own folder, as every command does."""
    from panelguide.services.content import what_is_left_out

    if app.settings.content:
        context = app.context
        jobs.run_read(
            app,
            lambda: what_is_left_out(context),
            lambda said: notice(app, said, "warning") if said else None,
            # What cannot be read at all, the screen in front says already.
            failed=lambda _: None,
            group="content",
        )


def go_home(app: "PanelguideApp") -> None:
    """Closes every screen but the first and shows a fresh home screen in its place."""
    while len(app.screen_stack) > 2:
        app.pop_screen()
    app.switch_screen(SCREENS["home"]())


def front_changed(app: "PanelguideApp") -> None:
    """Tells the screen that somebody else came in front."""
    from panelguide.tui.screens.base import PanelScreen

    if isinstance(app.screen, PanelScreen):
        app.screen.front_changed()


async def places(app: "PanelguideApp") -> list[Place]:
    """For the menu: every vacancy this person may see, and in the demo everybody they can be."""
    if not app.opened or app.table.in_front is None:
        return []
    from panelguide.demo.cast import players
    from panelguide.services import lookup, people

    found: list[Place] = []
    if "vacancy" in SCREENS:
        for vacancy in lookup.visible(app.context, app.actor):
            go = partial(app.push_screen, SCREENS["vacancy"](vacancy.code))
            found.append((f"{vacancy.code} {vacancy.title}", "Open this vacancy", go))
    if app.demo_passphrase:
        parts = {player.email: player.part for player in players()}
        for person in people.people(app.context):
            roles = ", ".join(role.name_for_people for role in sorted(person.roles))
            be = partial(sign_in, app, person.email, app.demo_passphrase)
            part = parts.get(person.email, f"somebody of the {roles}")
            found.append((f"Be {part}: {person.name}", "Demo only", be))
    return found

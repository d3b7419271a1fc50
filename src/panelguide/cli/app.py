"""The command tree, and how what a command raises becomes an exit code and a sentence."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.main import get_command

from panelguide.cli import say
from panelguide.cli.commands import PARTS
from panelguide.cli.desk import Desk, OpenApp
from panelguide.errors import PanelguideError

if TYPE_CHECKING:
    from panelguide.bootstrap import Parts

USAGE_FAULT = 2
CANNOT_TELL = 3

# Options of every command, and whether a value follows; people write them before the command or after it.
EVERYWHERE = {"--database": True, "--content": True, "--as": True, "--json": False, "--passphrase-fd": True}

application = typer.Typer(
    name="panelguide",
    help="Walks a recruiting panel through a fair recruitment. Without a command it opens the app.",
    no_args_is_help=False,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for part in PARTS:
    part.join(application)


@application.callback()
def begin(
    click: typer.Context,
    database_location: Annotated[
        str, typer.Option("--database", help="A SQLite file, or a postgresql:// address.")
    ] = "",
    content_folder: Annotated[
        Path | None, typer.Option("--content", help="The trust's own checklists and questions.")
    ] = None,
    email: Annotated[str, typer.Option("--as", help="Your e-mail address.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    passphrase_fd: Annotated[
        int | None, typer.Option(help="Read the passphrase from this file descriptor.")
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    desk = Desk(
        parts=click.obj,
        database=database_location,
        content=content_folder,
        email=email,
        json=json,
        passphrase_fd=passphrase_fd,
    )
    click.obj = desk
    click.call_on_close(desk.close)
    if version:
        from panelguide import __version__

        say.line(f"panelguide {__version__}")
        raise typer.Exit
    if click.invoked_subcommand is None:
        raise OpenApp(desk.settings)


def command(words: list[str], parts: "Parts | None" = None) -> int:
    """Runs one command and returns its exit code. Raises OpenApp where the words ask for the app.

    parts: the clock, randomness and cost of passphrases; the program's own when left out.
    """
    try:
        code = get_command(application).main(
            with_common_options_first(words), prog_name="panelguide", standalone_mode=False, obj=parts
        )
    except PanelguideError as error:
        say.refusal(error)
        return error.exit_code
    except typer.exceptions.Abort:
        sys.stderr.write("Stopped. Nothing more was done.\n")
        return 1
    except typer.exceptions.TyperException as error:
        say.usage(error.format_message())
        return USAGE_FAULT
    except BrokenPipeError:
        return 0
    except OpenApp:
        raise
    except Exception as error:
        return _own_fault(error, parts)
    return code if isinstance(code, int) else 0


def with_common_options_first(words: Sequence[str]) -> list[str]:
    """The words of a command with the options that every command takes moved to the front.

    What follows a lone -- stays as it is, so that a text may look like an option.
    """
    common: list[str] = []
    rest: list[str] = []
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            rest += [word, *waiting]
            break
        name, equals, _ = word.partition("=")
        if name not in EVERYWHERE:
            rest.append(word)
            continue
        common.append(word)
        if EVERYWHERE[name] and not equals and waiting:
            common.append(waiting.pop(0))
    return [*common, *rest]


def _own_fault(error: Exception, parts: "Parts | None") -> int:
    """A fault of the program: a sentence and a reference, for a traceback can hold what was typed."""
    from panelguide.bootstrap import STANDARD_PARTS
    from panelguide.faults import apology, write_to_log
    from panelguide.paths import default_home

    log = default_home().log
    reference = write_to_log(log, error, (parts or STANDARD_PARTS).clock())
    sys.stderr.write(apology(reference, log) + "\n")
    return CANNOT_TELL

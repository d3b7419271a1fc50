"""method: the lines and the margin, fixed before anybody is interviewed."""

from typing import TYPE_CHECKING, Annotated

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk
from panelguide.domain.method import decimal_text, parse_decimal

if TYPE_CHECKING:
    from panelguide.services.methods import StoredMethod

group = typer.Typer(help="How marks become figures and an order.", no_args_is_help=True)
NO_LINE = "none"


def join(application: typer.Typer) -> None:
    application.add_typer(group, name="method")


@group.command("show")
def show(click: typer.Context, code: str) -> None:
    """The method as it stands; the defaults while nobody has set one."""
    from panelguide.services import methods

    desk: Desk = click.obj
    _show(desk, methods.show(desk.context, desk.actor, code))


@group.command("set")
def set_method(
    click: typer.Context,
    code: str,
    appointable_line: Annotated[
        str, typer.Option(help="The final figure from which one can be appointed.")
    ] = "3",
    question_pass_line: Annotated[
        str, typer.Option(help="What a values or EDI question must reach: 0 to 5, or none.")
    ] = "3",
    tie_margin: Annotated[str, typer.Option(help="Figures no further apart than this are a tie.")] = "0",
) -> None:
    """Fix the method before the first round opens."""
    from panelguide.services import methods

    desk: Desk = click.obj
    version = methods.show(desk.context, desk.actor, code).version
    line = None
    if question_pass_line != NO_LINE:
        line = int(parse_decimal(question_pass_line, field="Question pass line"))
    stored = methods.set_method(
        desk.context,
        desk.actor,
        code,
        version=version,
        appointable_line=parse_decimal(appointable_line, field="Appointable line"),
        question_pass_line=line,
        tie_margin=parse_decimal(tie_margin, field="Tie margin"),
    )
    _show(desk, stored)


def _show(desk: Desk, stored: "StoredMethod") -> None:
    if desk.json:
        say.as_json(stored)
        return
    method = stored.method
    if stored.version == 0:
        say.line("Nobody has set a method yet; these are the defaults.")
    say.line(f"Appointable from a final figure of {decimal_text(method.appointable_line)}.")
    line = method.question_pass_line
    say.line(
        "Values and EDI questions have no pass line."
        if line is None
        else f"Values and EDI questions must reach {line}."
    )
    say.line(f"Figures within {decimal_text(method.tie_margin)} of each other are a tie.")

"""The method: the lines and the margin by which marks become an order, fixed before the first interview."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from panelguide.domain.method import decimal_text, parse_decimal
from panelguide.domain.questions import MARKS
from panelguide.errors import BadInput
from panelguide.services import methods
from panelguide.services.methods import StoredMethod
from panelguide.tui.commands import BACK, Command
from panelguide.tui.dialogs.ask import Answers, Ask
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.text import plain, stacked, styled
from panelguide.tui.widgets.fields import Field, Kind
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn

NO_LINE = "none"


class MethodScreen(PanelScreen[StoredMethod]):
    """Three figures and what each means."""

    PLACE = "Method"
    ABOUT = (
        "How marks become figures. It is fixed here, before anybody is interviewed, and can no longer change once "
        "a round is open. The program ranks by it and never decides."
    )
    KEYS = (Command("e", "edit", "Change the method", footer="Edit"), BACK)
    CSS = "MethodScreen #method { margin: 1 2; }"

    def body(self) -> ComposeResult:
        yield Words(id="method")

    def load(self, context: "Context", actor: "SignedIn") -> StoredMethod:
        return methods.show(context, actor, self.code)

    def show(self, found: StoredMethod) -> None:
        method = found.method
        line = "no line" if method.question_pass_line is None else str(method.question_pass_line)
        self.query_one("#method", Words).put(
            stacked(
                (
                    styled("[bold $focus]METHOD for $code[/]", code=self.code),
                    plain(""),
                    styled(
                        "[bold]$figure[/]  appointable line", figure=decimal_text(method.appointable_line)
                    ),
                    plain("   From this final figure (0 to 5) somebody can be appointed."),
                    styled("[bold]$line[/]  pass line of a values or equality question", line=line),
                    plain("   The mean over the panel that each such question must reach."),
                    styled("[bold]$margin[/]  tie margin", margin=decimal_text(method.tie_margin)),
                    plain("   Final figures no further apart than this are a tie, which people decide."),
                    plain(""),
                    plain(
                        "A final figure is the mean over the members who scored, then the weighted mean over the "
                        "questions asked. Questions get their weights in the kit."
                    ),
                )
            )
        )
        fixed = "Next: the method is set. Esc goes back to the checklist."
        self.say_next(
            fixed if found.version else "Next: these are the defaults. e fixes the method, changed or not."
        )

    def action_edit(self) -> None:
        if self.found is None:
            return
        stored = self.found
        line = stored.method.question_pass_line
        lines = ((NO_LINE, "no line"), *((str(mark), str(mark)) for mark in MARKS))
        fields = (
            Field(
                "appointable",
                "Appointable line, 0 to 5",
                value=decimal_text(stored.method.appointable_line),
                required=True,
            ),
            Field(
                "line",
                "Pass line of a values or equality question",
                Kind.CHOICE,
                value=NO_LINE if line is None else str(line),
                choices=lines,
            ),
            Field("margin", "Tie margin", value=decimal_text(stored.method.tie_margin), required=True),
        )
        box = Ask("The method", fields, today=self.desk.today, yes="Fix the method", check=_check)
        self.ask(box, lambda answers: self._fix(answers, stored.version))

    def _fix(self, answers: Answers, version: int) -> None:
        self.save(
            lambda context, actor: methods.set_method(
                context,
                actor,
                self.code,
                version=version,
                appointable_line=parse_decimal(answers["appointable"], field="Appointable line"),
                question_pass_line=None if answers["line"] == NO_LINE else int(answers["line"]),
                tie_margin=parse_decimal(answers["margin"], field="Tie margin"),
            ),
            redo=self.action_edit,
        )


def _check(answers: Answers) -> None:
    for name, label in (("appointable", "Appointable line"), ("margin", "Tie margin")):
        if not 0 <= parse_decimal(answers[name], field=label) <= 5:
            raise BadInput(f"{label}: from 0 to 5.")

"""What the first run asks, how it is checked, and how the answers become an organisation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from panelguide.domain.people import Role
from panelguide.tui.enrolling import check_passphrases, passphrase_fields
from panelguide.tui.widgets.fields import Field, Kind

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.recovery import Cards
    from panelguide.services.session import SignedIn

NATIONS: Final = ("England", "Wales", "Scotland", "Northern Ireland")
PASSPHRASE: Final = 4
CARDS: Final = 5


@dataclass(frozen=True, slots=True)
class Question:
    """One page of the first run."""

    title: str
    body: str
    fields: tuple[Field, ...]

    def filled(self, answers: Mapping[str, str]) -> tuple[Field, ...]:
        """The fields with what was answered before, secrets left empty."""
        return tuple(
            field if field.kind is Kind.SECRET else replace(field, value=answers.get(field.name, field.value))
            for field in self.fields
        )


QUESTIONS: Final = (
    Question(
        "What is your organisation called?",
        "Letters and reports carry this name.",
        (Field("organisation", "Organisation", required=True),),
    ),
    Question(
        "Which nation's bank holidays count?",
        "Deadlines run in working days.",
        (Field("nation", "Nation", Kind.CHOICE, choices=tuple((name, name) for name in NATIONS)),),
    ),
    Question(
        "Who are you?",
        "You are the first person here and add the others.",
        (
            Field("name", "Your name", required=True),
            Field("email", "Your e-mail address", required=True),
            Field(
                "role",
                "What do you do here?",
                Kind.CHOICE,
                choices=tuple(
                    (role.value, role.name_for_people) for role in (Role.RECRUITMENT_TEAM, Role.MANAGER)
                ),
            ),
        ),
    ),
    Question(
        "Where can candidates turn?",
        "Every letter says it. You may leave these for later.",
        (
            Field("concerns_route", "Where can a candidate raise a concern?"),
            Field("letter_contact", "Whom can a candidate contact about a letter?"),
        ),
    ),
    Question(
        "Choose your passphrase",
        "It opens your own scores and nobody else's. Nobody can look it up for you.",
        passphrase_fields(),
    ),
    Question(
        "Do you want two recovery cards?",
        "With both cards together, and only then, sealed scores can be opened when somebody has lost their "
        "passphrase. Two different people keep one each. Without cards a lost passphrase is final.",
        (
            Field(
                "cards",
                "Cards",
                Kind.CHOICE,
                choices=(("no", "No cards"), ("yes", "Make two cards now")),
            ),
        ),
    ),
    Question(
        "Write both cards down, then type them back",
        "They are shown this once only.",
        (
            Field("first", "Card 1", required=True),
            Field("second", "Card 2", required=True),
        ),
    ),
)


def check(question: int, answers: dict[str, str], cards: "Cards | None") -> None:
    """Raises a PanelguideError for an answer that cannot be used."""
    from panelguide.services import recovery

    if question == PASSPHRASE:
        check_passphrases(answers)
    elif question > CARDS and cards is not None:
        recovery.check_typed_back(cards, first=answers["first"], second=answers["second"])


def begin(context: "Context", answers: Mapping[str, str], cards: "Cards | None") -> "SignedIn":
    """The organisation and its first person, from the answers. Runs in a thread."""
    from panelguide.errors import NotFound
    from panelguide.services import people

    try:
        people.organisation(context)
    except NotFound:
        people.start_organisation(
            context,
            name=answers["organisation"],
            nation=answers["nation"],
            concerns_route=answers["concerns_route"],
            letter_contact=answers["letter_contact"],
            recovery_key=cards.recovery_key if cards else b"",
        )
    return people.add_first_person(
        context,
        name=answers["name"],
        email=answers["email"],
        roles=frozenset({Role(answers["role"])}),
        passphrase=answers["passphrase"],
    )

"""The people of the demo's trust. All of them are invented; they share one passphrase."""

from dataclasses import dataclass

from panelguide.domain.people import Role
from panelguide.services import people
from panelguide.services.context import Context
from panelguide.services.session import SignedIn

PASSPHRASE = "anytown demo passphrase"
DOMAIN = "anytown.example"


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody one can be in the demo. part: what they do, for the palette."""

    name: str
    email: str
    part: str


@dataclass(frozen=True)
class Cast:
    """Everybody, signed in."""

    manager: SignedIn
    chair: SignedIn
    member: SignedIn
    representative: SignedIn
    stand_in: SignedIn
    contact: SignedIn
    team: SignedIn
    lead: SignedIn

    @property
    def panel(self) -> tuple[SignedIn, ...]:
        """The three who score, by the names they have in the interview day."""
        return (self.chair, self.member, self.representative)


PARTS = (
    ("manager", "S. Rees", Role.MANAGER, "the recruiting manager"),
    ("chair", "J. Okafor", Role.PANEL, "the panel chair"),
    ("member", "A. Begum", Role.PANEL, "a panel member"),
    ("representative", "T. Wood", Role.PANEL, "the EDI representative"),
    ("stand_in", "M. Price", Role.PANEL, "the stand-in confirmer"),
    ("contact", "H. Grant", Role.PANEL, "the escalation contact"),
    ("team", "P. Nowak", Role.RECRUITMENT_TEAM, "the recruitment team"),
    ("lead", "L. Achebe", Role.EDI_LEAD, "the EDI lead"),
)


def players() -> tuple[Player, ...]:
    """Everybody one can be, the recruiting manager first."""
    return tuple(Player(name, _address(name), part) for _, name, _, part in PARTS)


def assemble(context: Context) -> Cast:
    """Adds and enrols everybody; the recruitment team's officer sets the trust up."""
    people.start_organisation(
        context,
        name="Anytown NHS Trust",
        nation="England",
        concerns_route="the Freedom to Speak Up guardian, speakup@anytown.example",
        letter_contact="Recruitment team, 01234 567890, recruitment@anytown.example",
        recovery_key=b"",
    )
    officer = people.add_first_person(
        context,
        name="P. Nowak",
        email=_address("P. Nowak"),
        roles=frozenset({Role.RECRUITMENT_TEAM}),
        passphrase=PASSPHRASE,
    )
    signed_in = {"team": officer}
    for key, name, role, _ in PARTS:
        if key != "team":
            signed_in[key] = _join(context, officer, name, role)
    return Cast(**signed_in)


def _join(context: Context, officer: SignedIn, name: str, role: Role) -> SignedIn:
    new = people.add_person(context, officer, name=name, email=_address(name), roles=frozenset({role}))
    return people.enrol(context, email=new.person.email, code=new.code, passphrase=PASSPHRASE)


def _address(name: str) -> str:
    return name.lower().replace(". ", ".") + "@" + DOMAIN

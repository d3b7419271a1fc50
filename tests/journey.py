"""One recruitment from opening to letters, told once: the people, the files and what everybody decides.

The command line and the app both walk it, and must leave the same record behind.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl

from panelguide.demo import steps

DATA = Path(str(steps.DATA))
SPECIFICATION = DATA / "person-specification.csv"
APPLICATIONS = (DATA / "applications-trac.csv", DATA / "applications-nhsjobs.xlsx")
INTERVIEW_DAY = DATA / "interview-day.csv"

MANAGER, TEAM = "S. Rees", "R. Team"
CHAIR, MEMBER, REPRESENTATIVE = "J. Okafor", "A. Begum", "T. Wood"
STAND_IN, CONTACT = "M. Price", "H. Grant"
PANEL = (CHAIR, MEMBER, REPRESENTATIVE)
INVITED = tuple(f"C{number:02d}" for number in range(1, 10))

TITLE, BAND, REFERENCE, SLOT = "Physiotherapist", "6", "318-26-7714", 60
STAFF_GROUP = "clinical"
WORKPLACE = "Anytown General Hospital"
CONTACT_LINE = "S. Rees, 01234 567891"
DATES = {
    "closing_date": "2026-10-30",
    "shortlist_date": "2026-11-05",
    "interview_date": "2026-11-16",
    "letters_due": "2026-11-20",
    "retention_date": "2027-11-20",
}
# Who, the seat, and whether they score: "" for as usual in that seat.
SEATS = (
    (CHAIR, "chair", ""),
    (MEMBER, "member", ""),
    (REPRESENTATIVE, "edi_representative", "yes"),
    (MEMBER, "deputy", "no"),
    (STAND_IN, "stand_in", ""),
    (CONTACT, "escalation_contact", ""),
)
TRAINED_ON = "2026-03-14"
KIT_SEED = 14
TIE_MARGIN = "0.05"

TURNED_DOWN_FOR = "E2"
TURNED_DOWN_BECAUSE = "The form names no improvement of your own and no effect that could be seen."
# The app asks for one of a few reasons and a few words more, and puts them together so.
NOT_ASKED_WHY, NOT_ASKED_MORE = "We ran out of time", "after the fire alarm"
NOT_ASKED = ("C04", "Q6", f"{NOT_ASKED_WHY}: {NOT_ASKED_MORE}")
CHANGED = (MEMBER, "C07", "Q4", 3, "Heard the point about the handover when we talked it through.")
WHY_COMPARABLE = "One member missed one answer after the fire alarm; the other two marks for it agree."

WHY_NOT = "The post holder starts in January and the ward needs cover until then."
WHAT_INSTEAD = "Agreed with the recruitment lead that the step is taken when the post is reviewed in spring."
AGREED_BY, AGREED_ON = "H. Grant", "2026-11-01"

OFFER = {"salary_point": "", "hours": "37.5 hours a week", "reply_by": "2026-12-01"}
HEARD = "On “{title}” you stayed with the question and answered it openly."


@dataclass(frozen=True, slots=True)
class Decided:
    outcome: str
    reason: str
    reserve_place: int = 0


def decision_for(place: int, figure: str, reserves: int) -> Decided:
    """What the panel decides about somebody at this place: the first is offered, the next two are held."""
    if place == 1:
        return Decided("offer", f"Strongest on the criteria tested, with the effect shown; figure {figure}.")
    if place and reserves < 2:
        return Decided(
            "reserve", f"Could do this job well; next in the order, figure {figure}.", reserves + 1
        )
    return Decided("not_this_time", f"Examples did not yet show an own part and its effect; figure {figure}.")


MARKER = "ZZMARK"
EQUALITY = (
    "Ethnic origin",
    "Gender",
    "Disability",
    "Date of birth",
    "Ethnic background",
    "Sex",
    "Do you have a disability?",
)


def with_marked_equality_answers(folder: Path) -> tuple[Path, ...]:
    """Copies of both exports in which every equality answer is a word that can be looked for afterwards."""
    trac, workbook = folder / APPLICATIONS[0].name, folder / APPLICATIONS[1].name
    with APPLICATIONS[0].open(encoding="utf-8-sig", newline="") as source:
        heading, *rows = csv.reader(source)
    places = [place for place, name in enumerate(heading) if name in EQUALITY]
    for number, row in enumerate(rows):
        for place in places:
            row[place] = f"{MARKER}{number}x{place}"
    with trac.open("w", encoding="utf-8-sig", newline="") as target:
        csv.writer(target).writerows([heading, *rows])
    book = openpyxl.load_workbook(APPLICATIONS[1])
    sheet = book.active
    places = [cell.column for cell in sheet[4] if cell.value in EQUALITY]
    for number in range(5, sheet.max_row + 1):
        for place in places:
            sheet.cell(number, place).value = f"{MARKER}{number}y{place}"
    book.save(workbook)
    return trac, workbook


def letters_in(home: Path) -> dict[str, str]:
    """The name of every letter under this folder -> its words, outside of tables and in them."""
    found = {}
    for path in sorted(home.rglob("V001-*.docx")):
        letter = docx.Document(str(path))
        cells = [cell.text for table in letter.tables for row in table.rows for cell in row.cells]
        found[path.name] = "\n".join([*(it.text for it in letter.paragraphs), *cells])
    return found

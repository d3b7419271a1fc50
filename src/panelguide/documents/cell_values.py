"""What a cell means: spreadsheets keep numbers and moments where people see text."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from panelguide.documents.table_layout import Cell

BRITISH_TIME: Final = ZoneInfo("Europe/London")
_EXCEL_DAY_ZERO: Final = datetime(1899, 12, 30, tzinfo=BRITISH_TIME)
_EXCEL_DAYS_OF_OUR_TIME: Final = range(36_526, 73_051)  # 1 January 2000 to 31 December 2099
_DAY_FORMATS: Final = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y")
_TIME_FORMATS: Final = ("", " %H:%M", " %H:%M:%S", " at %H:%M", " %I:%M %p")
_YES: Final = frozenset({"yes", "y", "true", "1", "x", "✓", "opted in", "requested"})
_NO: Final = frozenset(
    {"", "no", "n", "false", "0", "none", "n/a", "not applicable", "opted out", "not requested", "-"}
    | {"prefer not to say", "i do not wish to disclose", "not stated", "not disclosed"}
)


def as_text(cell: Cell) -> str:
    """The cell as people see it: 7700900000 and not 7700900000.0, a day as 2026-10-13, yes and no in words."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, (int, float)):
        return str(int(cell)) if float(cell).is_integer() else repr(cell)
    return str(cell) if isinstance(cell, timedelta) else cell.isoformat()


def as_moment(cell: Cell) -> datetime | None:
    """When something happened, in British time, days first as Britain writes them; None when unreadable."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=BRITISH_TIME)
    if isinstance(cell, date):
        return datetime.combine(cell, time(), BRITISH_TIME)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _from_excel_days(cell)
    return _read_moment(" ".join(as_text(cell).split()))


def as_yes_or_no(cell: Cell) -> bool | None:
    """An answer to a yes-or-no question; not wishing to say counts as no. None when it is neither."""
    word = " ".join(as_text(cell).split()).casefold().rstrip(".")
    if word in _YES:
        return True
    return False if word in _NO else None


def _from_excel_days(days: float) -> datetime | None:
    if int(days) not in _EXCEL_DAYS_OF_OUR_TIME:
        return None
    # Whole minutes: the fraction of a day is a binary fraction and would come out as 07:28:59.99.
    return _EXCEL_DAY_ZERO + timedelta(minutes=round(days * 24 * 60))


def _read_moment(text: str) -> datetime | None:
    for day in _DAY_FORMATS:
        for clock in _TIME_FORMATS:
            try:
                return datetime.strptime(text, day + clock).replace(tzinfo=BRITISH_TIME)
            except ValueError:
                continue
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=moment.tzinfo or BRITISH_TIME)

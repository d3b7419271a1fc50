"""Days and times as the panel reads and types them: stored in UTC, shown in London."""

import re
from datetime import date, datetime, timedelta, tzinfo
from functools import cache
from typing import Final

from panelguide.errors import BadInput

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAMES: Final = tuple(name.capitalize() for name in DAYS)
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TYPED_DAY: Final = re.compile(r"(\d{1,2})[/. ](\d{1,2})(?:[/. ](\d{4}))?")
DAYS_ON: Final = re.compile(r"\+(\d{1,3})")


@cache
def london() -> tzinfo:
    """The time zone everything is shown in."""
    # Imported with the first time of day that is shown: the first frame shows none.
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/London")


def day(iso: str) -> str:
    """ "Tue 24 Nov 2026" for an ISO date or moment; "" for ""."""
    return f"{short_day(iso)} {iso[:4]}" if iso else ""


def short_day(iso: str) -> str:
    """ "Tue 24 Nov" for an ISO date or moment; "" for "", and what cannot be read as it is."""
    try:
        found = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{DAY_NAMES[found.weekday()]} {found.day} {MONTHS[found.month - 1]}"


def moment(iso: str) -> str:
    """A stored moment (UTC) as "Tue 24 Nov, 10:42" in London; "" for ""."""
    if not iso:
        return ""
    local = datetime.fromisoformat(iso).astimezone(london())
    return f"{short_day(local.date().isoformat())}, {local:%H:%M}"


def clock_time(at: datetime) -> str:
    """ "10:42:07" in London."""
    return f"{at.astimezone(london()):%H:%M:%S}"


def read_day(typed: str, today: date) -> str:
    """The ISO date meant by "24/11", "24/11/2026", "2026-11-24", "fri", "today" or "+5" (days); "" for "".

    A day and month without a year is the nearest one within half a year; a weekday is the next such day.
    Raises BadInput.
    """
    word = typed.strip().lower()
    if not word:
        return ""
    try:
        return _read(word, today).isoformat()
    except ValueError as error:
        raise BadInput(
            f"“{typed.strip()}” is not a date.", do="Write it like 24/11, 24/11/2026, fri or +5."
        ) from error


def _read(word: str, today: date) -> date:
    if word == "today":
        return today
    if word[:3] in DAYS and word.isalpha():
        return today + timedelta(days=(DAYS.index(word[:3]) - today.weekday() - 1) % 7 + 1)
    if found := DAYS_ON.fullmatch(word):
        return today + timedelta(days=int(found[1]))
    if found := TYPED_DAY.fullmatch(word):
        of_month, month, year = int(found[1]), int(found[2]), found[3]
        if year:
            return date(int(year), month, of_month)
        near = [date(today.year + more, month, of_month) for more in (-1, 0, 1)]
        return min(near, key=lambda each: abs(each - today))
    return date.fromisoformat(word)


def read_back(iso: str) -> str:
    """An ISO date in the form it is typed in: "24/11/2026"; "" for ""."""
    return "/".join(reversed(iso.split("-"))) if iso else ""

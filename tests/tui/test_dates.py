"""Days as the panel types and reads them."""

from datetime import UTC, date, datetime

import pytest

from panelguide.errors import BadInput
from panelguide.tui import dates

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ""),
        ("today", "2026-11-24"),
        ("24/11", "2026-11-24"),
        ("3.12.", None),
        ("3.12", "2026-12-03"),
        ("5/1", "2027-01-05"),
        ("30/6", "2026-06-30"),
        ("24/11/2025", "2025-11-24"),
        ("2026-12-01", "2026-12-01"),
        ("fri", "2026-11-27"),
        ("Tuesday", "2026-12-01"),
        ("+5", "2026-11-29"),
        ("31/2", None),
        ("soon", None),
    ],
)
def test_a_day_is_read_as_it_is_meant(typed: str, meant: str | None) -> None:
    if meant is None:
        with pytest.raises(BadInput, match="is not a date"):
            dates.read_day(typed, TUESDAY)
    else:
        assert dates.read_day(typed, TUESDAY) == meant


def test_what_is_typed_back_means_the_same_day() -> None:
    assert dates.read_day(dates.read_back("2026-11-24"), TUESDAY) == "2026-11-24"


def test_moments_are_shown_in_london() -> None:
    assert dates.moment("2026-07-01T09:30:00Z") == "Wed 1 Jul, 10:30"
    assert dates.moment("2026-11-24T10:42:07Z") == "Tue 24 Nov, 10:42"
    assert dates.clock_time(datetime(2026, 7, 1, 9, 30, 5, tzinfo=UTC)) == "10:30:05"
    assert dates.day("2026-11-24") == "Tue 24 Nov 2026"

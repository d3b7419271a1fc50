"""Which lines of an advert count as saying what it has to say."""

import pytest

from panelguide.domain.statements import Statement

SAID = [
    (Statement.PAY, "Band 5, £31,049 to £37,796"),
    (Statement.PAY, "about £ 13 an hour"),
    (Statement.HOURS, "37.5 hours a week"),
    (Statement.HOURS, "30 hours"),
    (Statement.FLEXIBILITY, "Part-time or job-share welcome"),
    (Statement.FLEXIBILITY, "We work flexibly"),
    (Statement.FLEXIBILITY, "a hybrid post"),
    (Statement.ADJUSTMENTS, "Tell us about any adjustment"),
    (Statement.ADJUSTMENTS, "We make reasonable adjustments"),
    (Statement.EQUALITY, "We welcome people of every background"),
    (Statement.EQUALITY, "Our equality and inclusion promise"),
    (Statement.CONTACT, "ring 01632 960 123"),
    (Statement.CONTACT, "write to g.adeyemi@example.nhs.uk"),
    (Statement.CONTACT, "+44 1632 960 123"),
    (Statement.ALTERNATIVE_FORMAT, "in large print or another format"),
    (Statement.ALTERNATIVE_FORMAT, "an Easy Read version"),
    (Statement.CLOSING_DATE, "Closing date: 4 December 2026"),
    (Statement.CLOSING_DATE, "The advert closes at midnight on 04/12/2026"),
    (Statement.CLOSING_DATE, "Apply by the 4th of December"),
    (Statement.INTERVIEW_DATE, "Interviews: Tuesday 15 December 2026"),
    (Statement.INTERVIEW_DATE, "Interviews are planned for the week of December 14"),
]

NOT_SAID = [
    (Statement.PAY, "Pay is competitive, Band 5"),
    (Statement.HOURS, "Full time"),
    (Statement.FLEXIBILITY, "Full time, days and nights"),
    (Statement.ADJUSTMENTS, "You adjust well to change"),
    (Statement.EQUALITY, "You are included in the rota"),
    (Statement.CONTACT, "For queries see the website"),
    (Statement.ALTERNATIVE_FORMAT, "Send us your data in the right format"),
    (Statement.CLOSING_DATE, "Closing soon. Posted on 4 December 2026"),
    (Statement.CLOSING_DATE, "You work closely with 12 colleagues"),
    (Statement.INTERVIEW_DATE, "Interviews at short notice. Start on 4 January"),
    (Statement.INTERVIEW_DATE, "You may be asked to an interview"),
]


@pytest.mark.parametrize(("statement", "line"), SAID)
def test_a_line_that_says_it_is_heard(statement: Statement, line: str) -> None:
    assert statement.stands_in(line)


@pytest.mark.parametrize(("statement", "line"), NOT_SAID)
def test_a_line_that_only_sounds_like_it_is_not(statement: Statement, line: str) -> None:
    assert not statement.stands_in(line)


@pytest.mark.parametrize("statement", Statement)
def test_every_statement_is_tried_both_ways(statement: Statement) -> None:
    assert statement in {each for each, _ in SAID}
    assert statement in {each for each, _ in NOT_SAID}


@pytest.mark.parametrize("statement", Statement)
def test_an_offered_line_counts_only_once_its_gaps_are_filled(statement: Statement) -> None:
    line = statement.example
    assert statement.stands_in(line) is ("…" not in line)

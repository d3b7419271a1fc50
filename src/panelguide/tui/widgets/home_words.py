"""How vacancies read on the home screen."""

from textual.content import Content

from panelguide.services.needs import Need
from panelguide.services.vacancies import VacancyLine
from panelguide.tui import dates
from panelguide.tui.on_screen import on_screen
from panelguide.tui.text import columns, plain, stacked, styled

HEADINGS = columns((("Ref", 5), ("Title", 25), ("Band", 8), ("Stage", 12), ("Steps", 7), ("Next date", 11)))


def need(it: Need) -> Content:
    """One thing to do, in a row."""
    due = f"by {dates.short_day(it.due)}" if it.due else ""
    return columns(((on_screen(it.sentence), 37), (f"{it.vacancy_code} {it.title}", 24), (due, 13)))


def vacancy(line: VacancyLine) -> Content:
    """One vacancy, in a row under HEADINGS."""
    vacancy = line.vacancy
    return columns(
        (
            (vacancy.code, 5),
            (vacancy.title + (f" x{vacancy.posts}" if vacancy.posts > 1 else ""), 25),
            (str(vacancy.grade).removeprefix("Band "), 8),
            (f"{vacancy.stage.number} {vacancy.stage.name_for_people}", 12),
            (f"{line.done + line.explained}/{line.total}", 7),
            (dates.short_day(line.next_date) or "-", 11),
        )
    )


def glance(line: VacancyLine) -> Content:
    """One vacancy in a few rows, for the wide window."""
    vacancy = line.vacancy
    posts = "1 post" if vacancy.posts == 1 else f"{vacancy.posts} posts"
    return stacked(
        (
            styled("[bold $focus]$code AT A GLANCE[/]", code=vacancy.code),
            plain(f"{vacancy.title}, {vacancy.grade}, {posts}"),
            plain(f"Manager   {vacancy.manager_name}"),
            plain(f"Stage     {vacancy.stage.number} {vacancy.stage.name_for_people}"),
            plain(f"Next      {on_screen(line.next_step)}"),
        )
    )

"""The order the method gives, with ties shown as ties. What to do about a tie is people's business."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from panelguide.domain.figures import CandidateFigure
from panelguide.domain.method import Method
from panelguide.errors import Refused


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the ranking. number: from 1; after a tie of two for 1 comes 3. Order within says nothing."""

    number: int
    figures: tuple[CandidateFigure, ...]

    @property
    def candidates(self) -> tuple[str, ...]:
        return tuple(figure.candidate for figure in self.figures)

    @property
    def tie(self) -> bool:
        return len(self.figures) > 1


@dataclass(frozen=True, slots=True)
class Ranking:
    """places: those who can be appointed. below_line: the others with a figure, highest first, without a place.

    unranked: those away and those nobody scored.
    """

    places: tuple[Place, ...]
    below_line: tuple[CandidateFigure, ...]
    unranked: tuple[str, ...]

    @property
    def order_of_offer(self) -> tuple[frozenset[str], ...]:
        """Who would be offered a post first, then next; those who tie stand together."""
        return tuple(frozenset(place.candidates) for place in self.places)

    @property
    def appointable(self) -> tuple[CandidateFigure, ...]:
        """Everybody who can be appointed, highest place first."""
        return tuple(figure for place in self.places for figure in place.figures)

    def place_of(self, candidate: str) -> Place | None:
        """None for somebody without a place."""
        return next((place for place in self.places if candidate in place.candidates), None)


def rank(figures: Iterable[CandidateFigure], method: Method, *, away: Collection[str] = ()) -> Ranking:
    """The ranking of everybody in one or several rounds of one kit.

    A tie is whoever is within the margin of the highest figure of the place, so that no two people further
    apart than the margin ever share one. away: who withdrew or did not attend; shown, not ranked.
    Raises Refused when a candidate comes twice.
    """
    everybody = sorted(figures, key=lambda figure: (-_final(figure), figure.candidate))
    _refuse_twice(everybody)
    present = [figure for figure in everybody if figure.candidate not in away]
    return Ranking(
        places=_places([figure for figure in present if figure.appointable], Fraction(method.tie_margin)),
        below_line=tuple(figure for figure in present if figure.final is not None and not figure.appointable),
        unranked=tuple(
            sorted(
                figure.candidate for figure in everybody if figure.final is None or figure.candidate in away
            )
        ),
    )


def _final(figure: CandidateFigure) -> Fraction:
    return Fraction(-1) if figure.final is None else figure.final


def _places(appointable: list[CandidateFigure], margin: Fraction) -> tuple[Place, ...]:
    groups: list[list[CandidateFigure]] = []
    for figure in appointable:
        if groups and _final(groups[-1][0]) - _final(figure) <= margin:
            groups[-1].append(figure)
        else:
            groups.append([figure])
    places = []
    number = 1
    for group in groups:
        in_order = sorted(group, key=lambda figure: figure.candidate)
        places.append(Place(number, tuple(in_order)))
        number += len(group)
    return tuple(places)


def _refuse_twice(figures: list[CandidateFigure]) -> None:
    seen = set()
    for figure in figures:
        if figure.candidate in seen:
            raise Refused(
                f"{figure.candidate} stands in the ranking twice.",
                safe="Nothing was changed.",
                do="Leave out the round that does not count.",
            )
        seen.add(figure.candidate)

"""The exact search behind assigning questions: the cheapest set of options that covers every requirement.

Requirements are bits. The search is a dynamic programme over sets of covered requirements: from each set it
branches only on one requirement still open, so each set of options is met once whatever its order. For each
set it keeps the Pareto front of (asked last time, options, minutes), because the fewest questions and the
fewest minutes may pull apart. What is left out beforehand never changes the best cost:

- a requirement every option meets that meets another requirement (meeting the harder one meets both);
- an option beaten by another that covers as much, takes no longer and was not asked last time unless the
  first was too. Beaten options stay in the choice by seed, where their cost is as good.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple


class Cost(NamedTuple):
    """What a set of options costs, in the order that counts. minutes are whole minutes."""

    asked_last_time: int
    options: int
    minutes: int

    def within(self, limit: "Cost") -> bool:
        return self[0] <= limit[0] and self[1] <= limit[1] and self[2] <= limit[2]

    def less(self, other: "Cost") -> "Cost":
        return Cost(self[0] - other[0], self[1] - other[1], self[2] - other[2])


NOTHING: Final = Cost(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Option:
    """A question as the search sees it: covers has one bit for each requirement it meets."""

    covers: int
    cost: Cost


class Covering:
    """The search over one list of options, every requirement of which at least one option meets.

    options: in the order their numbers will be answered in; requirements: how many bits count.
    """

    def __init__(self, options: Sequence[Option], requirements: int) -> None:
        self._bits = _hardest_first(options, requirements)
        self._everything = sum(1 << bit for bit in self._bits)
        self._masks = [option.covers & self._everything for option in options]
        self._costs = [option.cost for option in options]
        kept = _unbeaten(self._masks, self._costs)
        self._by_bit = {bit: [pair for pair in kept if pair[0] >> bit & 1] for bit in self._bits}
        self._fronts: dict[int, tuple[Cost, ...]] = {self._everything: (NOTHING,)}

    def front(self) -> tuple[Cost, ...]:
        """The costs of covering everything that no other way beats, least asked last time first."""
        return self._front(0)

    def choose(self, limit: Cost, order: Sequence[bytes]) -> list[int]:
        """Numbers of options that cover everything within the limit, taken first by their order keys.

        limit: a cost of the front, its minutes raised to what is allowed.
        """
        in_order = sorted(range(len(order)), key=order.__getitem__)
        chosen = []
        covered = 0
        while covered != self._everything:
            bit = self._open_bit(covered)
            number = next(
                number
                for number in in_order
                if self._masks[number] >> bit & 1 and self._leads_home(covered, number, limit)
            )
            chosen.append(number)
            covered |= self._masks[number]
            limit = limit.less(self._costs[number])
        return chosen

    def _leads_home(self, covered: int, number: int, limit: Cost) -> bool:
        left = limit.less(self._costs[number])
        return any(rest.within(left) for rest in self._front(covered | self._masks[number]))

    def _open_bit(self, covered: int) -> int:
        return next(bit for bit in self._bits if not covered >> bit & 1)

    def _front(self, covered: int) -> tuple[Cost, ...]:
        found = self._fronts.get(covered)
        if found is None:
            steps: dict[int, set[Cost]] = {}
            for mask, cost in self._by_bit[self._open_bit(covered)]:
                steps.setdefault(covered | mask, set()).add(cost)
            found = self._fronts[covered] = _pareto(
                (asked + more_asked, options + more_options, minutes + more_minutes)
                for reached, prices in steps.items()
                for more_asked, more_options, more_minutes in self._front(reached)
                for asked, options, minutes in prices
            )
        return found


def _pareto(costs: Iterable[tuple[int, int, int]]) -> tuple[Cost, ...]:
    """The costs no other beats. Few are left, so each is compared with all kept before it."""
    least: dict[tuple[int, int], int] = {}
    for asked, options, minutes in costs:
        if minutes < least.get((asked, options), minutes + 1):
            least[asked, options] = minutes
    kept: list[Cost] = []
    for (asked, options), minutes in sorted(least.items()):
        cost = Cost(asked, options, minutes)
        if not any(other.within(cost) for other in kept):
            kept.append(cost)
    return tuple(kept)


def _hardest_first(options: Sequence[Option], requirements: int) -> list[int]:
    """The requirements that are not met by themselves once the others are, those with fewest options first."""
    masks = sorted({option.covers for option in options})
    met_by = [
        sum(1 << place for place, mask in enumerate(masks) if mask >> bit & 1) for bit in range(requirements)
    ]
    kept: list[int] = []
    for bit in sorted(range(requirements), key=lambda bit: (met_by[bit].bit_count(), bit)):
        if not any(met_by[harder] & ~met_by[bit] == 0 for harder in kept):
            kept.append(bit)
    return kept


def _unbeaten(masks: Sequence[int], costs: Sequence[Cost]) -> list[tuple[int, Cost]]:
    """One of each kind of option that no other beats."""
    kept: list[tuple[int, Cost]] = []
    kinds = set(zip(masks, costs, strict=True))
    for mask, cost in sorted(kinds, key=lambda kind: (-kind[0].bit_count(), kind[1], kind[0])):
        if mask and not any(mask & ~other == 0 and price.within(cost) for other, price in kept):
            kept.append((mask, cost))
    return kept

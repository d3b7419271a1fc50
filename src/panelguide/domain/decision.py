"""The panel's decision: an outcome with its reason for everybody interviewed, checked against the ranking.

The program says what is owed - a reason, an explanation, the panel's words on a tie - and never what to decide.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from panelguide.domain.figures import flag_sentence
from panelguide.domain.ranking import Place, Ranking
from panelguide.errors import Refused


class Outcome(StrEnum):
    OFFER = "offer"
    RESERVE = "reserve"
    NOT_THIS_TIME = "not_this_time"

    @property
    def name_for_people(self) -> str:
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is decided for one candidate. outcome: None until chosen. reason: from evidence, by the criteria.

    reserve_place: from 1; 0 where the reserve list simply follows the ranking.
    """

    candidate: str
    outcome: Outcome | None
    reason: str = ""
    reserve_place: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """posts: how many can be offered. explanation: why the choice leaves the order of the method, if it does.

    tie_words: the panel's own words for treating people differently who tie.
    comparisons: candidate -> the sentence a flagged figure (different raters, fewer questions) wants.
    """

    posts: int
    choices: tuple[Choice, ...]
    explanation: str = ""
    tie_words: str = ""
    comparisons: Mapping[str, str] = field(default_factory=dict)

    def of(self, outcome: Outcome) -> tuple[str, ...]:
        """The candidates with that outcome, in the order they stand."""
        return tuple(choice.candidate for choice in self.choices if choice.outcome is outcome)


def decision_problems(decision: Decision, ranking: Ranking, interviewed: Collection[str]) -> tuple[str, ...]:
    """Everything that stands between this decision and its signatures, as sentences; empty when it may be signed.

    ranking: of the final scores. interviewed: who must be told an outcome (without those who withdrew).
    """
    return (
        *_who_is_decided(decision, interviewed),
        *_reasons_owed(decision),
        *_offers(decision, ranking),
        *_order_owed(decision, ranking),
        *_ties_owed(decision, ranking),
        *_comparisons_owed(decision, ranking),
    )


def refuse_unfinished(decision: Decision, ranking: Ranking, interviewed: Collection[str]) -> None:
    """Raises Refused with every problem of the decision."""
    problems = decision_problems(decision, ranking, interviewed)
    if problems:
        raise Refused(
            "The decision cannot be confirmed yet. " + " ".join(problems),
            safe="What is written is kept.",
            do="Put these right and confirm again.",
        )


def decision_body(decision: Decision) -> dict[str, object]:
    """The decision as strings, lists and dictionaries only, the same for equal decisions: what is signed."""
    return {
        "choices": [
            {
                "candidate": choice.candidate,
                "outcome": choice.outcome.value if choice.outcome else "",
                "reason": choice.reason,
                "reserve_place": str(choice.reserve_place or ""),
            }
            for choice in sorted(decision.choices, key=lambda choice: choice.candidate)
        ],
        "comparisons": dict(sorted(decision.comparisons.items())),
        "explanation": decision.explanation,
        "posts": str(decision.posts),
        "tie_words": decision.tie_words,
    }


def _who_is_decided(decision: Decision, interviewed: Collection[str]) -> Iterator[str]:
    decided = [choice.candidate for choice in decision.choices]
    chosen = {choice.candidate for choice in decision.choices if choice.outcome}
    for candidate in sorted(set(interviewed) - chosen):
        yield f"{candidate} has no outcome."
    for candidate in sorted(set(decided) - set(interviewed)):
        yield f"{candidate} was not interviewed, so nothing can be decided."
    for candidate in sorted({candidate for candidate in decided if decided.count(candidate) > 1}):
        yield f"{candidate} is decided twice."


def _reasons_owed(decision: Decision) -> Iterator[str]:
    for choice in decision.choices:
        if choice.outcome and not choice.reason.strip():
            yield f"{choice.candidate} has no reason."


def _offers(decision: Decision, ranking: Ranking) -> Iterator[str]:
    offers = decision.of(Outcome.OFFER)
    if len(offers) > decision.posts:
        posts = "1 post" if decision.posts == 1 else f"{decision.posts} posts"
        yield f"There are {len(offers)} offers for {posts}."
    for candidate in offers:
        if ranking.place_of(candidate) is None:
            yield f"{candidate} does not reach the lines set in Prepare and cannot be offered the post."
    for candidate in decision.of(Outcome.RESERVE):
        if ranking.place_of(candidate) is None:
            yield f"{candidate} does not reach the lines set in Prepare and cannot be on the reserve list."


def _order_owed(decision: Decision, ranking: Ranking) -> Iterator[str]:
    if decision.explanation.strip():
        return
    chosen = _chosen(decision)
    for higher, lower in combinations(ranking.places, 2):
        for ahead, behind in _overtaken(higher, lower, chosen):
            yield (
                f"{behind} comes before {ahead} in the decision and after in the ranking: "
                "explain the order you chose."
            )


def _ties_owed(decision: Decision, ranking: Ranking) -> Iterator[str]:
    if decision.tie_words.strip():
        return
    chosen = _chosen(decision)
    for place in ranking.places:
        tied = [chosen[candidate] for candidate in place.candidates if candidate in chosen]
        if any(_before(one, other) or _before(other, one) for one, other in combinations(tied, 2)):
            names = " and ".join(choice.candidate for choice in tied)
            yield f"{names} tie, and the decision sets them apart: say why in the panel's own words."


def _comparisons_owed(decision: Decision, ranking: Ranking) -> Iterator[str]:
    for figure in (*ranking.appointable, *ranking.below_line):
        if not decision.comparisons.get(figure.candidate, "").strip():
            yield from (flag_sentence(figure, flag) for flag in figure.flags)


def _chosen(decision: Decision) -> dict[str, Choice]:
    return {choice.candidate: choice for choice in decision.choices if choice.outcome}


def _overtaken(higher: Place, lower: Place, chosen: Mapping[str, Choice]) -> Iterator[tuple[str, str]]:
    for ahead in higher.candidates:
        for behind in lower.candidates:
            if ahead in chosen and behind in chosen and _before(chosen[behind], chosen[ahead]):
                yield ahead, behind


def _before(one: Choice, other: Choice) -> bool:
    """Whether the decision sets the first before the second. Reserves without places are not told apart."""
    order = tuple(Outcome)
    if one.outcome is None or other.outcome is None:
        return False
    if one.outcome is not other.outcome:
        return order.index(one.outcome) < order.index(other.outcome)
    return bool(one.reserve_place and other.reserve_place) and one.reserve_place < other.reserve_place

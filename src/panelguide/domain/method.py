"""The method: how marks become figures and an order, fixed in Prepare before anybody is interviewed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final

from panelguide.domain.questions import LOWEST_MARK, MARKS, TOP_MARK, Category
from panelguide.errors import BadInput

WEIGHT_WHEN_UNSET: Final = Decimal(1)
LARGEST_WEIGHT: Final = Decimal(10)
MOST_PLACES: Final = 2
WITH_PASS_LINE: Final = frozenset({Category.VALUES, Category.EDI})
LONGEST_DECIMAL: Final = 12


@dataclass(frozen=True, slots=True)
class Method:
    """Weights, lines and margin; all but the weights on the scale of the marks, 0 to 5.

    weights: question id -> how much it counts beside the others, more than 0 and at most 10; 1 where unset.
    question_pass_line: the mean a values or EDI question must reach; None for no such line.
    appointable_line: the final figure from which somebody can be appointed.
    tie_margin: final figures no further apart than this are a tie.
    Raises BadInput naming the part that cannot be used.
    """

    weights: Mapping[str, Decimal] = field(default_factory=dict)
    question_pass_line: int | None = 3
    appointable_line: Decimal = Decimal(3)
    tie_margin: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        for question, weight in self.weights.items():
            _check_decimal(weight, f"The weight of {question}")
            if not 0 < weight <= LARGEST_WEIGHT:
                raise _bad(f"The weight of {question}", weight, f"more than 0 and at most {LARGEST_WEIGHT}")
        line = self.question_pass_line
        if line is not None and (isinstance(line, bool) or not LOWEST_MARK <= line <= TOP_MARK):
            raise _bad(
                "The pass line of a question", line, f"a whole number from {LOWEST_MARK} to {TOP_MARK}"
            )
        for name, value in (
            ("The appointable line", self.appointable_line),
            ("The tie margin", self.tie_margin),
        ):
            _check_decimal(value, name)
            if not LOWEST_MARK <= value <= TOP_MARK:
                raise _bad(name, value, f"from {LOWEST_MARK} to {TOP_MARK}")

    def weight_of(self, question_id: str) -> Decimal:
        return self.weights.get(question_id, WEIGHT_WHEN_UNSET)

    def pass_line_for(self, category: Category) -> int | None:
        """The line the mean of a question of that category must reach, if it has one."""
        return self.question_pass_line if category in WITH_PASS_LINE else None


def parse_decimal(text: str, *, field: str) -> Decimal:
    """A decimal from what people type, "1.5" or "1,5". Raises BadInput naming the field."""
    word = text.strip().replace(",", ".")
    try:
        value = Decimal(word)
    except InvalidOperation:
        value = Decimal("NaN")
    if len(word) > LONGEST_DECIMAL or "_" in word or not value.is_finite():
        raise BadInput(
            f"{field}: “{text.strip()}” is not a number.",
            safe="Nothing was changed.",
            do="Give a number such as 1 or 2.5.",
        )
    return value


def decimal_text(value: Decimal) -> str:
    """The one way a decimal is written where it is signed or compared: no exponent, no idle zeros, no -0."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def method_body(method: Method) -> dict[str, object]:
    """The method as strings only, for its digest; a pass line that is not used is empty."""
    line = method.question_pass_line
    return {
        "appointable_line": decimal_text(method.appointable_line),
        "question_pass_line": "" if line is None else str(line),
        "tie_margin": decimal_text(method.tie_margin),
        "weights": {question: decimal_text(weight) for question, weight in sorted(method.weights.items())},
    }


def method_from_body(body: Mapping[str, object]) -> Method:
    """The method a body was written from. Raises BadInput when it is not the body of a method."""
    weights = body.get("weights")
    line = str(body.get("question_pass_line"))
    if (
        set(body) != {"appointable_line", "question_pass_line", "tie_margin", "weights"}
        or not isinstance(weights, Mapping)
        or line not in ("", *map(str, MARKS))
    ):
        raise BadInput("This is not the record of a method.", do="Look at it with audit verify.")
    return Method(
        weights={
            str(question): parse_decimal(str(text), field="weight") for question, text in weights.items()
        },
        question_pass_line=int(line) if line else None,
        appointable_line=parse_decimal(str(body["appointable_line"]), field="appointable line"),
        tie_margin=parse_decimal(str(body["tie_margin"]), field="tie margin"),
    )


def _check_decimal(value: Decimal, name: str) -> None:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise _bad(name, value, "a number")
    if exponent < -MOST_PLACES and value != round(value, MOST_PLACES):
        raise _bad(name, value, f"given with at most {MOST_PLACES} decimal places")


def _bad(name: str, value: object, wanted: str) -> BadInput:
    return BadInput(
        f"{name} is {value}; it must be {wanted}.", safe="Nothing was changed.", do="Change it and try again."
    )

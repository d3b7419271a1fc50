"""The door for one application: text from outside is cleaned here, or refused with its row and column."""

from collections.abc import Callable
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationInfo

from panelguide.errors import BadInput
from panelguide.text import LINE_LIMIT, NOTE_LIMIT, STATEMENT_LIMIT, clean_line, clean_text

REFERENCE_LIMIT: Final = 60
EMAIL_LIMIT: Final = 254
TELEPHONE_LIMIT: Final = 40


def _line(limit: int) -> AfterValidator:
    return AfterValidator(
        _cleaned(lambda value, place: clean_line(value, field=place, limit=limit, required=False))
    )


def _text(limit: int) -> AfterValidator:
    return AfterValidator(_cleaned(lambda value, place: clean_text(value, field=place, limit=limit)))


def _cleaned(clean: Callable[[str, str], str]) -> Callable[[str, ValidationInfo], str]:
    def validate(value: str, info: ValidationInfo) -> str:
        places: dict[str, str] = info.context or {}
        try:
            return clean(value, places.get(info.field_name or "", ""))
        except BadInput as refusal:
            raise ValueError(refusal.what) from refusal

    return validate


class Application(BaseModel):
    """The words of an application. Validate with the place of each field as context."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    reference: Annotated[str, _line(REFERENCE_LIMIT)]
    title: Annotated[str, _line(REFERENCE_LIMIT)]
    first_name: Annotated[str, _line(LINE_LIMIT)]
    last_name: Annotated[str, _line(LINE_LIMIT)]
    full_name: Annotated[str, _line(LINE_LIMIT)]
    preferred_name: Annotated[str, _line(LINE_LIMIT)]
    email: Annotated[str, _line(EMAIL_LIMIT)]
    telephone: Annotated[str, _line(TELEPHONE_LIMIT)]
    employer: Annotated[str, _line(LINE_LIMIT)]
    adjustments: Annotated[str, _text(NOTE_LIMIT)]
    statement: Annotated[str, _text(STATEMENT_LIMIT)]

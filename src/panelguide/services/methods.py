"""The method: how marks become figures and an order, fixed before anybody is interviewed."""

from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from panelguide.domain.access import Act
from panelguide.domain.method import Method, method_body, method_from_body
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import Refused
from panelguide.seal.canonical import Json, decode, encode_text, read_map
from panelguide.services.context import Context
from panelguide.services.lookup import find_vacancy
from panelguide.services.session import SignedIn, require_allowed
from panelguide.store import criteria as store
from panelguide.store import rounds as round_store


@dataclass(frozen=True, slots=True)
class StoredMethod:
    """version: 0 while nobody has set a method and the defaults are shown."""

    method: Method
    version: int


def show(context: Context, actor: SignedIn, code: str) -> StoredMethod:
    return method_of(context, find_vacancy(context, actor, code))


def set_method(
    context: Context,
    actor: SignedIn,
    code: str,
    *,
    version: int,
    appointable_line: Decimal,
    question_pass_line: int | None,
    tie_margin: Decimal,
) -> StoredMethod:
    """Fixes the lines and the margin. Raises BadInput for a figure out of range, Refused once a round is open."""
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.PREPARE, vacancy.id)
    method = Method(
        question_pass_line=question_pass_line, appointable_line=appointable_line, tie_margin=tie_margin
    )
    with context.store.read() as connection:
        if round_store.has_round(connection, vacancy.id):
            raise Refused(
                "A round is open, so the method can no longer change.",
                safe="Nothing was changed.",
                do="Every candidate is judged by the method fixed before the first interview.",
            )
    with context.change(actor) as change:
        store.put_method(change.connection, vacancy.id, body_text(method), version)
        change.record("method.set", vacancy.id, vacancy=vacancy.id)
    return method_of(context, vacancy)


def method_of(context: Context, vacancy: Vacancy) -> StoredMethod:
    """The vacancy's method without its weights, which belong to the kit's questions."""
    with context.store.read() as connection:
        stored = store.get_method(connection, vacancy.id)
    if stored is None:
        return StoredMethod(Method(), 0)
    body, version = stored
    read = decode(body.encode(), lambda value: read_map(value, "The method"), what="The method")
    return StoredMethod(method_from_body(read), version)


def body_text(method: Method) -> str:
    """The method as canonical JSON, for storing and for its digest in a round's manifest."""
    return encode_text(cast(Json, method_body(method)))

"""Candidates: the one door to bringing them in, looking at them and what becomes of them."""

from panelguide.services.candidate_import import (
    COLUMN_FIELDS,
    ImportPreview,
    ImportResult,
    add,
    import_file,
    preview,
)
from panelguide.services.candidate_moves import no_show, set_arrangements, withdraw
from panelguide.services.candidate_views import (
    CandidateDetail,
    CandidateLine,
    find,
    list_all,
    names_for,
    show,
)

__all__ = [
    "COLUMN_FIELDS",
    "CandidateDetail",
    "CandidateLine",
    "ImportPreview",
    "ImportResult",
    "add",
    "find",
    "import_file",
    "list_all",
    "names_for",
    "no_show",
    "preview",
    "set_arrangements",
    "show",
    "withdraw",
]

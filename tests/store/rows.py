"""One row for every table, in panel language, each allowed by every rule the database keeps."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert

from panelguide.store.tables import metadata

VACANCY, PERSON, CANDIDATE = "a" * 32, "b" * 32, "c" * 32
KIT, ROUND, DECISION = "d" * 32, "e" * 32, "f" * 32
QUESTION = "compassion-1"
MOMENT = "2026-11-02T09:00:00Z"

# The audit and its head are written by the store itself.
ROWS: Mapping[str, Mapping[str, Any]] = {
    "organisation": {"id": 1, "database_id": b"\x01" * 16, "name": "Anytown NHS Trust", "nation": "England",
                     "recovery_key": b""},
    "person": {"id": PERSON, "name": "Ann [/] O'Neil & <Sons>", "email": "ann@anytown.example", "roles": "manager"},
    "person_key": {"person_id": PERSON, "number": 1, "public_key": b"\x02" * 32, "wrapped": "{}"},
    "enrolment_code": {"person_id": PERSON, "code_hash": b"\x03" * 32, "expires_at": MOMENT},
    "vacancy": {"id": VACANCY, "code": "V014", "title": "Physiotherapist", "pay_scale": "afc", "band": "6",
                "staff_group": "clinical", "manager_id": PERSON, "stage": "interview", "status": "open"},
    "criterion": {"id": "1" * 32, "vacancy_id": VACANCY, "code": "E1", "kind": "essential",
                  "text": "HCPC registration", "tested_at": "form", "weight": "1", "confirmed": True},
    "method": {"vacancy_id": VACANCY, "body": "{}"},
    "panel_seat": {"id": "2" * 32, "vacancy_id": VACANCY, "person_id": PERSON, "seat": "chair",
                   "scores": True, "has_left": False},
    "checklist_state": {"vacancy_id": VACANCY, "item_id": "prepare-panel", "state": "explained",
                        "person_id": PERSON, "at": MOMENT, "why_not": "One member fell ill."},
    "advert": {"vacancy_id": VACANCY, "text": "Join us."},
    "kept_word": {"vacancy_id": VACANCY, "finding": "rota", "why": "The post is on one.", "person_id": PERSON},
    "import_source": {"fingerprint": "4" * 64, "mapping": "{}"},
    "candidate": {"id": CANDIDATE, "vacancy_id": VACANCY, "code": "C07", "reference": "318-26-7714-07",
                  "salt": b"\x04" * 32, "state": "attended", "internal": False, "interview_scheme": True},
    "identity": {"candidate_id": CANDIDATE, "full_name": "Zoë Nuñez-O'Hara", "email": "zoe@example.org"},
    "kit": {"id": KIT, "vacancy_id": VACANCY, "minutes": 45, "seed": 7, "digest": b"\x05" * 32},
    "kit_question": {"id": "5" * 32, "kit_id": KIT, "position": 1, "question_id": QUESTION,
                     "title": "A person in distress", "body": "{}", "minutes": 6, "weight": "1",
                     "is_exercise": False},
    "round": {"id": ROUND, "vacancy_id": VACANCY, "kit_id": KIT, "kind": "interview", "state": "revealed"},
    "manifest": {"round_id": ROUND, "number": 1, "body": "{}", "signatures": "{}", "in_force": True},
    "draft": {"round_id": ROUND, "member_id": PERSON, "candidate_id": CANDIDATE, "box": b"\x06" * 64},
    "sheet": {"round_id": ROUND, "member_id": PERSON, "candidate_id": CANDIDATE, "attempt": 1,
              "file": b"\x08" * 256, "digest": b"\x09" * 32},
    "release": {"round_id": ROUND, "person_id": PERSON, "body": "{}", "signatures": "{}"},
    "reveal": {"round_id": ROUND, "body": "{}", "digest": b"\x0a" * 32, "signatures": "{}"},
    "score": {"round_id": ROUND, "member_id": PERSON, "candidate_id": CANDIDATE, "question_id": QUESTION,
              "mark": 4, "state": "scored", "note": "Sat down beside him."},
    "not_asked": {"round_id": ROUND, "candidate_id": CANDIDATE, "question_id": "senior-2",
                  "reason": "The fire alarm rang.", "person_id": PERSON},
    "final_score": {"round_id": ROUND, "member_id": PERSON, "candidate_id": CANDIDATE, "question_id": QUESTION,
                    "number": 1, "mark": 3, "state": "scored", "reason": "I had missed the second part.",
                    "body": "{}", "signature": b"\x0b" * 64},
    "decision": {"id": DECISION, "vacancy_id": VACANCY, "number": 1, "body": "{}", "confirmed_at": MOMENT},
    "decision_line": {"decision_id": DECISION, "candidate_id": CANDIDATE, "outcome": "offer",
                      "reason": "Highest figure."},
    "feedback_point": {"id": "6" * 32, "vacancy_id": VACANCY, "candidate_id": CANDIDATE, "kind": "strength",
                       "question_id": QUESTION, "text": "You listened before you spoke.",
                       "quotes": False},
    "letter": {"id": "7" * 32, "vacancy_id": VACANCY, "candidate_id": CANDIDATE, "kind": "offer",
               "file_name": "V014-C07-offer.docx", "sha256": "8" * 64, "made_by": PERSON},
    "offer": {"candidate_id": CANDIDATE, "vacancy_id": VACANCY, "workplace": "Anytown General"},
}  # fmt: skip


def fill(connection: Connection) -> None:
    """Writes every row, in the order their references ask for."""
    for table in metadata.sorted_tables:
        if table.name in ROWS:
            connection.execute(insert(table).values(ROWS[table.name]))

"""The tables of the first release, and triggers that keep what must never change from changing by accident."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NEVER_CHANGED = ("audit", "sheet", "release", "reveal", "final_score")
NEVER_DELETED = ("audit",)


def upgrade() -> None:
    _tables()
    head = sa.table("audit_head", sa.column("id"), sa.column("seq"), sa.column("digest", sa.LargeBinary))
    op.bulk_insert(head, [{"id": 1, "seq": 0, "digest": b""}])
    for table in NEVER_CHANGED:
        _refuse("UPDATE", table)
    for table in NEVER_DELETED:
        _refuse("DELETE", table)


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _refuse(act: str, table: str) -> None:
    name = f"{table}_no_{act.lower()}"
    said = f"{table} is never changed" if act == "UPDATE" else f"{table} is never deleted"
    if _on_sqlite():
        op.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{said}'); END")
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{said}'; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _tables() -> None:
    op.create_table(
        "audit",
        sa.Column(
            "seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Text(), server_default="", nullable=False),
        sa.Column("actor", sa.Text(), server_default="", nullable=False),
        sa.Column("action", sa.Text(), server_default="", nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("vacancy_id", sa.String(length=32), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
        sa.UniqueConstraint("digest", name=op.f("uq_audit_digest")),
    )
    op.create_index(op.f("ix_audit_vacancy_id"), "audit", ["vacancy_id"], unique=False)
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), server_default="0", nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "import_source",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_import_source")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("database_id", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("nation", sa.Text(), server_default="", nullable=False),
        sa.Column("concerns_route", sa.Text(), server_default="", nullable=False),
        sa.Column("letter_contact", sa.Text(), server_default="", nullable=False),
        sa.Column("recovery_key", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_organisation_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("roles", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "enrolment_code",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_enrolment_code_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_enrolment_code")),
    )
    op.create_table(
        "person_key",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("length(public_key) = 32", name=op.f("ck_person_key_public_key_length")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_key_person_id")),
        sa.PrimaryKeyConstraint("person_id", "number", name=op.f("pk_person_key")),
    )
    op.create_table(
        "vacancy",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("pay_scale", sa.Text(), server_default="", nullable=False),
        sa.Column("band", sa.Text(), server_default="", nullable=False),
        sa.Column("posts", sa.Integer(), server_default="1", nullable=False),
        sa.Column("staff_group", sa.Text(), server_default="", nullable=False),
        sa.Column("reference", sa.Text(), server_default="", nullable=False),
        sa.Column("workplace", sa.Text(), server_default="", nullable=False),
        sa.Column("manager_id", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="", nullable=False),
        sa.Column("flags", sa.Text(), server_default="", nullable=False),
        sa.Column("slot_minutes", sa.Integer(), server_default="45", nullable=False),
        sa.Column("closing_date", sa.Text(), server_default="", nullable=False),
        sa.Column("shortlist_date", sa.Text(), server_default="", nullable=False),
        sa.Column("interview_date", sa.Text(), server_default="", nullable=False),
        sa.Column("letters_due", sa.Text(), server_default="", nullable=False),
        sa.Column("retention_date", sa.Text(), server_default="", nullable=False),
        sa.Column("contact", sa.Text(), server_default="", nullable=False),
        sa.Column("checklist_digest", sa.Text(), server_default="", nullable=False),
        sa.Column("ended_because", sa.Text(), server_default="", nullable=False),
        sa.Column("shortlist_locked_at", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "stage IN ('prepare','advertise','shortlist','interview','outcome','after')",
            name=op.f("ck_vacancy_stage"),
        ),
        sa.CheckConstraint("status IN ('open','cancelled','closed')", name=op.f("ck_vacancy_status")),
        sa.CheckConstraint("posts >= 1", name=op.f("ck_vacancy_posts")),
        sa.CheckConstraint("slot_minutes BETWEEN 15 AND 240", name=op.f("ck_vacancy_slot_minutes")),
        sa.ForeignKeyConstraint(["manager_id"], ["person.id"], name=op.f("fk_vacancy_manager_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vacancy")),
        sa.UniqueConstraint("code", name=op.f("uq_vacancy_code")),
    )
    op.create_index(op.f("ix_vacancy_manager_id"), "vacancy", ["manager_id"], unique=False)
    op.create_table(
        "advert",
        sa.Column("vacancy_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name=op.f("fk_advert_vacancy_id")),
        sa.PrimaryKeyConstraint("vacancy_id", name=op.f("pk_advert")),
    )
    op.create_table(
        "candidate",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("vacancy_id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("statement", sa.Text(), server_default="", nullable=False),
        sa.Column("employer", sa.Text(), server_default="", nullable=False),
        sa.Column("submitted_at", sa.Text(), server_default="", nullable=False),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.Column("interview_scheme", sa.Boolean(), nullable=False),
        sa.Column("adjustments", sa.Text(), server_default="", nullable=False),
        sa.Column("arrangements", sa.Text(), server_default="", nullable=False),
        sa.Column("criterion_code", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("slot", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state IN ('applied','shortlisted','not_shortlisted','due','attended','did_not_attend','withdrew','rescheduled','decided','offered','accepted','declined','appointed')",
            name=op.f("ck_candidate_state"),
        ),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name=op.f("fk_candidate_vacancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
        sa.UniqueConstraint("vacancy_id", "code", name=op.f("uq_candidate_vacancy_id_code")),
        sa.UniqueConstraint("vacancy_id", "reference", name=op.f("uq_candidate_vacancy_id_reference")),
    )
    op.create_table(
        "checklist_state",
        sa.Column("vacancy_id", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.String(length=40), nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("why_not", sa.Text(), server_default="", nullable=False),
        sa.Column("what_instead", sa.Text(), server_default="", nullable=False),
        sa.Column("agreed_by", sa.Text(), server_default="", nullable=False),
        sa.Column("agreed_on", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state IN ('done','explained','not_needed','open')", name=op.f("ck_checklist_state_state")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_checklist_state_person_id")),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name=op.f("fk_checklist_state_vacancy_id")),
        sa.PrimaryKeyConstraint("vacancy_id", "item_id", name=op.f("pk_checklist_state")),
    )
    op.create_table(
        "criterion",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("vacancy_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("tested_at", sa.Text(), server_default="", nullable=False),
        sa.Column("weight", sa.Text(), server_default="", nullable=False),
        sa.Column("vals", sa.Text(), server_default="", nullable=False),
        sa.Column("competencies", sa.Text(), server_default="", nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("kind IN ('essential','desirable')", name=op.f("ck_criterion_kind")),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name=op.f("fk_criterion_vacancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        sa.UniqueConstraint("vacancy_id", "code", name=op.f("uq_criterion_vacancy_id_code")),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("vacancy_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), server_default="0", nullable=False),
        sa.Column("explanation", sa.Text(), server_default="", nullable=False),
        sa.Column("tie_words", sa.Text(), server_default="", nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.Column("signatures", sa.Text(), server_default="", nullable=False),
        sa.Column("reveals", sa.Text(), server_default="", nullable=False),
        sa.Column("confirmed_at", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("number >= 0", name=op.f("ck_decision_number")),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name=op.f("fk_decision_vacancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("vacancy_id", "number", name=op.f("uq_decision_vacancy_id_number")),
    )
    op.create_table(
        "kept_word",
        sa.Column("vacancy_id", sa.String(length=32), nullable=False),
        sa.Column("finding", sa.String(length=200), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_kept_word_person_id")),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name=op.f("fk_kept_word_vacancy_id")),
        sa.PrimaryKeyConstraint("vacancy_id", "finding", name=op.f("pk_kept_word")),
    )
    op.create_table(
        "kit",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("vacancy_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), server_default="1", nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("locked_at", sa.Text(), server_default="", nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name=op.f("fk_kit_vacancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kit")),
        sa.UniqueConstraint("vacancy_id", "number", name=op.f("uq_kit_vacancy_id_number")),
    )
    op.create_table(
        "method",
        sa.Column("vacancy_id", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name=op.f("fk_method_vacancy_id")),
        sa.PrimaryKeyConstraint("vacancy_id", name=op.f("pk_method")),
    )
    op.create_table(
        "panel_seat",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("vacancy_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("seat", sa.String(length=24), nullable=False),
        sa.Column("scores", sa.Boolean(), nullable=False),
        sa.Column("trained_on", sa.Text(), server_default="", nullable=False),
        sa.Column("declaration", sa.Text(), server_default="", nullable=False),
        sa.Column("has_left", sa.Boolean(), nullable=False),
        sa.Column("left_because", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_panel_seat_person_id")),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name=op.f("fk_panel_seat_vacancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_seat")),
        sa.UniqueConstraint(
            "vacancy_id", "person_id", "seat", name=op.f("uq_panel_seat_vacancy_id_person_id_seat")
        ),
    )
    op.create_index(op.f("ix_panel_seat_person_id"), "panel_seat", ["person_id"], unique=False)
    op.create_index("ix_panel_seat_vacancy_person", "panel_seat", ["vacancy_id", "person_id"], unique=False)
    op.create_table(
        "decision_line",
        sa.Column("decision_id", sa.String(length=32), nullable=False),
        sa.Column("candidate_id", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.Text(), server_default="", nullable=False),
        sa.Column("reserve_place", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("comparison", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "outcome IN ('offer','reserve','not_this_time','')", name=op.f("ck_decision_line_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_decision_line_candidate_id")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_decision_line_decision_id")),
        sa.PrimaryKeyConstraint("decision_id", "candidate_id", name=op.f("pk_decision_line")),
    )
    op.create_table(
        "feedback_point",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("vacancy_id", sa.String(length=32), nullable=False),
        sa.Column("candidate_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("question_id", sa.Text(), server_default="", nullable=False),
        sa.Column("indicator", sa.Integer(), server_default="0", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("evidence", sa.Text(), server_default="", nullable=False),
        sa.Column("quotes", sa.Boolean(), nullable=False),
        sa.Column("cautions", sa.Text(), server_default="", nullable=False),
        sa.Column("written_by", sa.Text(), server_default="", nullable=False),
        sa.Column("agreed_by", sa.Text(), server_default="", nullable=False),
        sa.Column("approved_by", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("kind IN ('strength','develop')", name=op.f("ck_feedback_point_kind")),
        sa.CheckConstraint("indicator >= 0", name=op.f("ck_feedback_point_indicator")),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_feedback_point_candidate_id")
        ),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name=op.f("fk_feedback_point_vacancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_point")),
    )
    op.create_index(op.f("ix_feedback_point_candidate_id"), "feedback_point", ["candidate_id"], unique=False)
    op.create_index(op.f("ix_feedback_point_vacancy_id"), "feedback_point", ["vacancy_id"], unique=False)
    op.create_table(
        "identity",
        sa.Column("candidate_id", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("first_name", sa.Text(), server_default="", nullable=False),
        sa.Column("last_name", sa.Text(), server_default="", nullable=False),
        sa.Column("full_name", sa.Text(), server_default="", nullable=False),
        sa.Column("preferred_name", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("telephone", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_identity_candidate_id")),
        sa.PrimaryKeyConstraint("candidate_id", name=op.f("pk_identity")),
    )
    op.create_table(
        "kit_question",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kit_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Text(), server_default="", nullable=False),
        sa.Column("asker_id", sa.Text(), server_default="", nullable=False),
        sa.Column("criteria", sa.Text(), server_default="", nullable=False),
        sa.Column("is_exercise", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["kit_id"], ["kit.id"], name=op.f("fk_kit_question_kit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kit_question")),
        sa.UniqueConstraint("kit_id", "position", name=op.f("uq_kit_question_kit_id_position")),
        sa.UniqueConstraint("kit_id", "question_id", name=op.f("uq_kit_question_kit_id_question_id")),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("vacancy_id", sa.String(length=32), nullable=False),
        sa.Column("candidate_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), server_default="1", nullable=False),
        sa.Column("file_name", sa.Text(), server_default="", nullable=False),
        sa.Column("folder", sa.Text(), server_default="", nullable=False),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("made_at", sa.Text(), server_default="", nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_letter_candidate_id")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_letter_made_by")),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name=op.f("fk_letter_vacancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint(
            "vacancy_id",
            "candidate_id",
            "kind",
            "number",
            name=op.f("uq_letter_vacancy_id_candidate_id_kind_number"),
        ),
    )
    op.create_index(op.f("ix_letter_vacancy_id"), "letter", ["vacancy_id"], unique=False)
    op.create_table(
        "offer",
        sa.Column("candidate_id", sa.String(length=32), nullable=False),
        sa.Column("vacancy_id", sa.String(length=32), nullable=False),
        sa.Column("salary", sa.Text(), server_default="", nullable=False),
        sa.Column("salary_point", sa.Text(), server_default="", nullable=False),
        sa.Column("workplace", sa.Text(), server_default="", nullable=False),
        sa.Column("hours", sa.Text(), server_default="", nullable=False),
        sa.Column("start_date", sa.Text(), server_default="", nullable=False),
        sa.Column("reply_by", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_offer_candidate_id")),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name=op.f("fk_offer_vacancy_id")),
        sa.PrimaryKeyConstraint("candidate_id", name=op.f("pk_offer")),
    )
    op.create_index(op.f("ix_offer_vacancy_id"), "offer", ["vacancy_id"], unique=False)
    op.create_table(
        "round",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("vacancy_id", sa.String(length=32), nullable=False),
        sa.Column("kit_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), server_default="1", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("shuffle_seed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("discussion_closed_at", sa.Text(), server_default="", nullable=False),
        sa.Column("discussion_closed_by", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("kind IN ('shortlist','interview')", name=op.f("ck_round_kind")),
        sa.CheckConstraint("state IN ('proposed','open','released','revealed')", name=op.f("ck_round_state")),
        sa.ForeignKeyConstraint(["kit_id"], ["kit.id"], name=op.f("fk_round_kit_id")),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name=op.f("fk_round_vacancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("vacancy_id", "number", name=op.f("uq_round_vacancy_id_number")),
    )
    op.create_table(
        "draft",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.String(length=32), nullable=False),
        sa.Column("candidate_id", sa.String(length=32), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_draft_candidate_id")),
        sa.ForeignKeyConstraint(["member_id"], ["person.id"], name=op.f("fk_draft_member_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_draft_round_id")),
        sa.PrimaryKeyConstraint("round_id", "member_id", "candidate_id", name=op.f("pk_draft")),
    )
    op.create_table(
        "final_score",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.String(length=32), nullable=False),
        sa.Column("candidate_id", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("mark IS NULL OR mark BETWEEN 0 AND 5", name=op.f("ck_final_score_mark")),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_final_score_candidate_id")),
        sa.ForeignKeyConstraint(["member_id"], ["person.id"], name=op.f("fk_final_score_member_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_final_score_round_id")),
        sa.PrimaryKeyConstraint(
            "round_id", "member_id", "candidate_id", "question_id", "number", name=op.f("pk_final_score")
        ),
    )
    op.create_table(
        "manifest",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.Column("signatures", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_manifest_round_id")),
        sa.PrimaryKeyConstraint("round_id", "number", name=op.f("pk_manifest")),
    )
    op.create_table(
        "not_asked",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("candidate_id", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_not_asked_candidate_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_not_asked_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_not_asked_round_id")),
        sa.PrimaryKeyConstraint("round_id", "candidate_id", "question_id", name=op.f("pk_not_asked")),
    )
    op.create_table(
        "release",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.Column("signatures", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_release_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_release_round_id")),
        sa.PrimaryKeyConstraint("round_id", "person_id", name=op.f("pk_release")),
    )
    op.create_table(
        "reveal",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("signatures", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_reveal_round_id")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_reveal")),
    )
    op.create_table(
        "score",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.String(length=32), nullable=False),
        sa.Column("candidate_id", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.String(length=40), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("(mark IS NULL) = (state <> 'scored')", name=op.f("ck_score_state")),
        sa.CheckConstraint("state IN ('scored','not asked','not heard')", name=op.f("ck_score_states")),
        sa.CheckConstraint("mark IS NULL OR mark BETWEEN 0 AND 5", name=op.f("ck_score_mark")),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_score_candidate_id")),
        sa.ForeignKeyConstraint(["member_id"], ["person.id"], name=op.f("fk_score_member_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_score_round_id")),
        sa.PrimaryKeyConstraint(
            "round_id", "member_id", "candidate_id", "question_id", name=op.f("pk_score")
        ),
    )
    op.create_index(
        "ix_score_matrix",
        "score",
        ["round_id", "candidate_id", "member_id", "question_id", "mark", "state"],
        unique=False,
    )
    op.create_table(
        "sheet",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.String(length=32), nullable=False),
        sa.Column("candidate_id", sa.String(length=32), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("attempt >= 1", name=op.f("ck_sheet_attempt")),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_sheet_candidate_id")),
        sa.ForeignKeyConstraint(["member_id"], ["person.id"], name=op.f("fk_sheet_member_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_sheet_round_id")),
        sa.PrimaryKeyConstraint("round_id", "member_id", "candidate_id", "attempt", name=op.f("pk_sheet")),
        sa.UniqueConstraint("digest", name=op.f("uq_sheet_digest")),
    )

"""Find what figures count without looking at the rows."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_charge_events_on_day"), "charge_events", ["on_day"], unique=False)
    op.create_index(op.f("ix_consents_expires_on"), "consents", ["expires_on"], unique=False)
    op.drop_index(op.f("ix_contacts_started_at"), table_name="contacts")
    op.drop_index(op.f("ix_contacts_seen"), table_name="contacts")
    op.create_index(
        "ix_contacts_seen",
        "contacts",
        ["person_id", "voided_at", "outcome", "started_at", "recorded_at", "person_linked_at"],
        unique=False,
    )
    op.create_index(
        "ix_contacts_counted",
        "contacts",
        [
            "started_at",
            "recorded_at",
            "voided_at",
            "outcome",
            "setting",
            "area",
            "person_id",
            "person_linked_at",
            "needle_returns",
            "id",
        ],
        unique=False,
    )
    op.create_index(op.f("ix_court_events_on_day"), "court_events", ["on_day"], unique=False)
    op.drop_index(op.f("ix_incidents_disclosed_at"), table_name="incidents")
    op.create_index(
        "ix_incidents_told",
        "incidents",
        ["disclosed_at", "recorded_at", "voided_at", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_measure_events_on_day"), "measure_events", ["on_day"], unique=False)
    op.drop_index(op.f("ix_need_events_need_id"), table_name="need_events")
    op.create_index(
        "ix_need_events_need",
        "need_events",
        ["need_id", "on_day", "recorded_at", "status", "position"],
        unique=False,
    )
    op.create_index(op.f("ix_need_events_on_day"), "need_events", ["on_day"], unique=False)
    op.create_index(op.f("ix_outcome_events_on_day"), "outcome_events", ["on_day"], unique=False)
    op.create_index(op.f("ix_path_events_on_day"), "path_events", ["on_day"], unique=False)
    op.create_index(op.f("ix_persons_age_band"), "persons", ["age_band"], unique=False)
    op.create_index(
        "ix_persons_deceased", "persons", ["deceased_on", "deceased_recorded_at"], unique=False
    )
    op.create_index(
        op.f("ix_police_responses_on_day"), "police_responses", ["on_day"], unique=False
    )
    op.create_index(op.f("ix_referral_events_on_day"), "referral_events", ["on_day"], unique=False)
    op.create_index(op.f("ix_release_events_on_day"), "release_events", ["on_day"], unique=False)
    op.create_index(
        op.f("ix_work_status_events_on_day"), "work_status_events", ["on_day"], unique=False
    )

"""Make room for what a concern said before, and for records on hold."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "record_holds",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("placed_at", sa.String(length=20), nullable=False),
        sa.Column("placed_by", sa.String(length=20), nullable=True),
        sa.Column("lifted_at", sa.String(length=20), nullable=True),
        sa.Column("lifted_by", sa.String(length=20), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by IS NULL)", name=op.f("ck_record_holds_lifted_pair")
        ),
        sa.ForeignKeyConstraint(
            ["lifted_by"], ["staff.code"], name=op.f("fk_record_holds_lifted_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_record_holds_person_id_persons")
        ),
        sa.ForeignKeyConstraint(
            ["placed_by"], ["staff.code"], name=op.f("fk_record_holds_placed_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_holds")),
    )
    op.create_index(op.f("ix_record_holds_person_id"), "record_holds", ["person_id"], unique=False)
    op.create_table(
        "concern_amendments",
        sa.Column("safeguarding_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=20), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["by"], ["staff.code"], name=op.f("fk_concern_amendments_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["safeguarding_id"],
            ["safeguarding.id"],
            name=op.f("fk_concern_amendments_safeguarding_id_safeguarding"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_amendments")),
    )
    op.create_index(
        op.f("ix_concern_amendments_safeguarding_id"),
        "concern_amendments",
        ["safeguarding_id"],
        unique=False,
    )

"""who paused the automatic answers, whether the month's budget is spent; what was sent, by its time"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

EXPLAINED = "paused_at IS NULL OR (paused_reason IS NOT NULL AND paused_by_id IS NOT NULL)"
SENT = "direction = 'out' AND sent_at IS NOT NULL"


def upgrade() -> None:
    op.create_table(
        "switches",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_reason", sa.Text(), nullable=True),
        sa.Column("paused_by_id", sa.BigInteger(), nullable=True),
        sa.Column("budget_spent_for", sa.String(length=7), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_switches_one_row")),
        sa.CheckConstraint(EXPLAINED, name=op.f("ck_switches_pause_is_explained")),
        sa.ForeignKeyConstraint(["paused_by_id"], ["people.id"], name=op.f("fk_switches_paused_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_switches")),
    )
    op.create_index("ix_messages_sent", "messages", ["sent_at"], postgresql_where=sa.text(SENT))


def downgrade() -> None:
    op.drop_index("ix_messages_sent", table_name="messages")
    op.drop_table("switches")

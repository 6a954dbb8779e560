"""answers that wait for the customer, and the warning before the service window closes"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

STATES = ("queued", "sending", "sent", "delivered", "read", "played", "failed", "unknown", "cancelled")


def upgrade() -> None:
    op.add_column("conversations", sa.Column("warned_for", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_conversations_closing",
        "conversations",
        ["last_customer_at"],
        postgresql_where=sa.text("waiting_since IS NOT NULL"),
    )
    _states("held", *STATES)
    op.create_index("ix_messages_held", "messages", ["conversation_id"], postgresql_where=sa.text("status = 'held'"))


def downgrade() -> None:
    op.drop_index("ix_messages_held", table_name="messages")
    op.execute("UPDATE messages SET status = 'cancelled', ended_at = now() WHERE status = 'held'")
    _states(*STATES)
    op.drop_index("ix_conversations_closing", table_name="conversations")
    op.drop_column("conversations", "warned_for")


def _states(*states: str) -> None:
    named = ", ".join(f"'{state}'" for state in states)
    op.drop_constraint("ck_messages_status", "messages")
    op.create_check_constraint(op.f("ck_messages_status"), "messages", f"status IN ({named})")

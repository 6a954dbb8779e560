"""what a conversation is about, kept beside it, and an index of the lines that say that a resolution was undone

What was decided before is filled in by app.current_intent.catch_up, in small batches while everything goes on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_events_undone",
        "events",
        ["conversation_id"],
        postgresql_where=sa.text("kind = 'undone' AND reason = 'resolved'"),
    )
    op.add_column("conversations", sa.Column("intent", sa.String(length=64), nullable=True))
    op.create_index("ix_conversations_intent", "conversations", ["intent", "last_message_at", "owner"])


def downgrade() -> None:
    op.drop_index("ix_events_undone", table_name="events")
    op.drop_index("ix_conversations_intent", table_name="conversations")
    op.drop_column("conversations", "intent")

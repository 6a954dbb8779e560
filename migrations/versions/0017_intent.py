"""what a conversation is about, kept beside it; what was decided before is filled in by app.current_intent.catch_up"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversations", sa.Column("intent", sa.String(length=64), nullable=True))
    op.create_index("ix_conversations_intent", "conversations", ["intent", "last_message_at", "owner"])


def downgrade() -> None:
    op.drop_index("ix_conversations_intent", table_name="conversations")
    op.drop_column("conversations", "intent")

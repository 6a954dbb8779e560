"""why a decision was made as it was, and which conversations are urgent"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("decisions", sa.Column("because", JSONB(none_as_null=True), nullable=True))
    op.add_column("conversations", sa.Column("priority", sa.SmallInteger(), nullable=False, server_default="0"))
    op.drop_index("ix_conversations_list", table_name="conversations")
    op.create_index("ix_conversations_list", "conversations", ["owner", sa.text("priority DESC"), "waiting_since"])


def downgrade() -> None:
    op.drop_index("ix_conversations_list", table_name="conversations")
    op.create_index("ix_conversations_list", "conversations", ["owner", "waiting_since"])
    op.drop_column("conversations", "priority")
    op.drop_column("decisions", "because")

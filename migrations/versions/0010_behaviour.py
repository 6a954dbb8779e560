"""when a conversation began anew, what Lotse means to say, who was told that a machine answers, who is online"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
MOMENTS = (
    ("conversations", ("visit_at", "away_at", "taken_at", "think_at", "changed_at")),
    ("contacts", ("opted_out_at", "stop_confirmed_at")),
    ("people", ("seen_at",)),
)


def upgrade() -> None:
    for table, names in MOMENTS:
        for name in names:
            op.add_column(table, sa.Column(name, MOMENT, nullable=True))
    op.add_column("conversations", sa.Column("plan", JSONB(none_as_null=True), nullable=True))
    op.add_column("decisions", sa.Column("tries", sa.SmallInteger(), nullable=False, server_default="1"))
    op.add_column("messages", sa.Column("discloses", sa.Boolean(), nullable=False, server_default="false"))
    op.create_index(
        "ix_conversations_think", "conversations", ["think_at"], postgresql_where=sa.text("think_at IS NOT NULL")
    )
    op.create_index("ix_conversations_agents", "conversations", ["id"], postgresql_where=sa.text("owner = 'agent'"))
    op.create_index("ix_messages_by_agents", "messages", ["id"], postgresql_where=sa.text("author = 'agent'"))


def downgrade() -> None:
    op.drop_index("ix_messages_by_agents", table_name="messages")
    op.drop_index("ix_conversations_agents", table_name="conversations")
    op.drop_index("ix_conversations_think", table_name="conversations")
    op.drop_column("messages", "discloses")
    op.drop_column("decisions", "tries")
    op.drop_column("conversations", "plan")
    for table, names in MOMENTS:
        for name in names:
            op.drop_column(table, name)

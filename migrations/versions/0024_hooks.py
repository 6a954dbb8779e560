"""outgoing webhooks, and what they are to be told"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "hooks",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("events", postgresql.ARRAY(sa.String(16)), nullable=False),
        sa.Column("inbox_id", sa.BigInteger(), sa.ForeignKey("inboxes.id")),
        sa.Column("with_text", sa.Boolean(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False, unique=True),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("former_secret", sa.LargeBinary()),
        sa.Column("former_until", moment),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("failing_since", moment),
        sa.Column("disabled_at", moment),
        sa.Column("disabled_why", sa.String(16)),
        sa.Column("removed_at", moment),
    )
    op.create_table(
        "hook_events",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("hook_id", sa.BigInteger(), sa.ForeignKey("hooks.id"), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), sa.ForeignKey("conversations.id")),
        sa.Column("message_id", sa.BigInteger(), sa.ForeignKey("messages.id", ondelete="CASCADE")),
        sa.Column("detail", postgresql.JSONB()),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("due_at", moment),
        sa.Column("claimed_until", moment),
        sa.Column("claim", sa.Uuid()),
        sa.Column("status", sa.BigInteger()),
        sa.Column("error", sa.String(32)),
        sa.Column("done_at", moment),
        sa.CheckConstraint("state IN ('due', 'sent', 'dead')", name=op.f("ck_hook_events_state")),
    )
    op.create_index("ix_hook_events_due", "hook_events", ["due_at"], postgresql_where=sa.text("state = 'due'"))
    op.create_index("ix_hook_events_hook_id", "hook_events", ["hook_id", "id"])
    op.create_index("ix_hook_events_conversation_id", "hook_events", ["conversation_id"])
    op.create_index("ix_hook_events_message_id", "hook_events", ["message_id"])


def downgrade() -> None:
    op.drop_table("hook_events")
    op.drop_table("hooks")

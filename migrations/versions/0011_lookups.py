"""what answers ask the business's own system"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "lookups",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("conversation_id", sa.BigInteger(), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("message_id", sa.BigInteger(), sa.ForeignKey("messages.id", ondelete="CASCADE"), nullable=False),
        sa.Column("intent", sa.String(64), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("secret", sa.String(64), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("result", JSONB(none_as_null=True), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("attempts", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("due_at", moment, nullable=True),
        sa.Column("until", moment, nullable=False),
        sa.Column("claimed_until", moment, nullable=True),
        sa.Column("claim", sa.Uuid(), nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("done_at", moment, nullable=True),
        sa.UniqueConstraint("message_id", "intent", name="uq_lookups_message_id_intent"),
        sa.CheckConstraint("state IN ('due', 'done', 'failed')", name=op.f("ck_lookups_state")),
    )
    op.create_index("ix_lookups_conversation_id", "lookups", ["conversation_id"])
    op.create_index("ix_lookups_due", "lookups", ["due_at"], postgresql_where=sa.text("state = 'due'"))


def downgrade() -> None:
    op.drop_table("lookups")

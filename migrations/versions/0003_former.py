"""former aliases and conversations, times of reports"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contact_aliases", sa.Column("inbox_id", sa.BigInteger(), nullable=True))
    op.add_column("contact_aliases", sa.Column("until", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(op.f("fk_contact_aliases_inbox_id"), "contact_aliases", "inboxes", ["inbox_id"], ["id"])
    op.drop_constraint(op.f("uq_contact_aliases_kind_key"), "contact_aliases", type_="unique")
    op.create_index(
        "uq_contact_aliases_current",
        "contact_aliases",
        ["kind", "key"],
        unique=True,
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_index("ix_contact_aliases_key", "contact_aliases", ["kind", "key"])
    op.create_table(
        "former_conversations",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_former_conversations_conversation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_conversations")),
    )
    op.create_index(op.f("ix_former_conversations_conversation_id"), "former_conversations", ["conversation_id"])
    op.add_column("inboxes", sa.Column("resumed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("parked_statuses", sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True))

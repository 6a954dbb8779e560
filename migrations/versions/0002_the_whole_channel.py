"""the whole channel"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _replace_check(table: str, name: str, condition: str) -> None:
    full = op.f(f"ck_{table}_{name}")
    op.drop_constraint(full, table)
    op.create_check_constraint(full, table, condition)


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("inbox_id", sa.BigInteger(), nullable=True),
        sa.Column("contact_id", sa.BigInteger(), nullable=True),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("event", sa.String(length=64), nullable=True),
        sa.Column("grave", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_notices_contact_id")),
        sa.ForeignKeyConstraint(["inbox_id"], ["inboxes.id"], name=op.f("fk_notices_inbox_id")),
        sa.ForeignKeyConstraint(["seen_by_id"], ["people.id"], name=op.f("fk_notices_seen_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("key", name=op.f("uq_notices_key")),
    )
    op.create_index(op.f("ix_notices_contact_id"), "notices", ["contact_id"], unique=False)
    op.create_index("ix_notices_unseen", "notices", ["id"], unique=False, postgresql_where=sa.text("seen_at IS NULL"))
    op.create_table(
        "media",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("inbox_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("meta_id", sa.String(length=255), nullable=True),
        sa.Column("meta_id_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mime_type", sa.String(length=128), nullable=True),
        sa.Column("filename", sa.String(length=255), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("error", sa.String(length=64), nullable=True),
        sa.Column("place", sa.String(length=8), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("attempts", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim", sa.Uuid(), nullable=True),
        sa.CheckConstraint("state IN ('due', 'stored', 'failed', 'gone')", name=op.f("ck_media_state")),
        sa.ForeignKeyConstraint(["inbox_id"], ["inboxes.id"], name=op.f("fk_media_inbox_id")),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_media_message_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_media_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
    )
    op.create_index("ix_media_due", "media", ["due_at"], unique=False, postgresql_where=sa.text("state = 'due'"))
    op.create_index(op.f("ix_media_message_id"), "media", ["message_id"], unique=False)
    op.create_table(
        "media_chunks",
        sa.Column("media_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name=op.f("fk_media_chunks_media_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("media_id", "number", name=op.f("pk_media_chunks")),
    )
    op.add_column("contact_aliases", sa.Column("key", sa.String(length=160), nullable=True))
    op.add_column("contact_aliases", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE contact_aliases SET key = value, seen_at = now()")
    op.alter_column("contact_aliases", "key", nullable=False)
    op.alter_column("contact_aliases", "seen_at", nullable=False)
    _replace_check("contact_aliases", "kind", "kind IN ('bsuid', 'parent', 'phone', 'username', 'group')")
    op.drop_constraint(op.f("uq_contact_aliases_kind_value"), "contact_aliases", type_="unique")
    op.create_unique_constraint(op.f("uq_contact_aliases_kind_key"), "contact_aliases", ["kind", "key"])
    op.add_column("contacts", sa.Column("wants_offers", sa.Boolean(), nullable=True))
    op.add_column("conversations", sa.Column("read_to_id", sa.BigInteger(), nullable=True))
    op.add_column("conversations", sa.Column("read_told_id", sa.BigInteger(), nullable=True))
    op.add_column("conversations", sa.Column("typing_due", sa.Boolean(), server_default="false", nullable=False))
    op.create_index(
        "ix_conversations_receipts",
        "conversations",
        ["id"],
        unique=False,
        postgresql_where=sa.text("typing_due OR read_to_id > coalesce(read_told_id, 0)"),
    )
    op.add_column("deliveries", sa.Column("signed_by", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_deliveries_signed_by"), "deliveries", "inboxes", ["signed_by"], ["id"])
    op.add_column("inboxes", sa.Column("access_token", sa.LargeBinary(), nullable=True))
    op.add_column("inboxes", sa.Column("app_secret", sa.LargeBinary(), nullable=True))
    op.add_column("inboxes", sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("inboxes", sa.Column("stopped_code", sa.BigInteger(), nullable=True))
    op.add_column("inboxes", sa.Column("stopped_cause", sa.String(length=32), nullable=True))
    op.add_column("inboxes", sa.Column("probe_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("inboxes", sa.Column("probes", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("inboxes", sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("inboxes", sa.Column("slowdowns", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column(
        "messages", sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False)
    )
    op.add_column("messages", sa.Column("quotes_wamid", sa.String(length=255), nullable=True))
    op.add_column("messages", sa.Column("target_wamid", sa.String(length=255), nullable=True))
    op.add_column("messages", sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("messages", sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("messages", sa.Column("versions", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column("messages", sa.Column("part", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("messages", sa.Column("pricing", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.drop_index(
        op.f("uq_messages_bot_answer"), table_name="messages", postgresql_where="((author)::text = 'bot'::text)"
    )
    op.create_index(
        "uq_messages_bot_answer",
        "messages",
        ["answers_id", "part"],
        unique=True,
        postgresql_where=sa.text("author = 'bot'"),
    )
    op.create_index(
        "ix_messages_target",
        "messages",
        ["inbox_id", "target_wamid"],
        unique=False,
        postgresql_where=sa.text("target_wamid IS NOT NULL"),
    )
    _replace_check(
        "messages",
        "status",
        "status IN ('queued', 'sending', 'sent', 'delivered', 'read', 'played', 'failed', 'unknown', 'cancelled')",
    )
    _replace_check("messages", "author", "author IN ('bot', 'agent', 'phone')")
    _replace_check(
        "messages",
        "outbound_answers_an_inbound",
        "direction = 'in' OR (author IS NOT NULL AND status IS NOT NULL AND (author = 'phone'"
        " OR (answers_id IS NOT NULL AND callback_id IS NOT NULL)))",
    )
    op.drop_constraint("ck_conversations_agent_has_a_name", "conversations")
    op.create_check_constraint(
        op.f("ck_conversations_assignee_is_agent"), "conversations", "owner = 'agent' OR assignee_id IS NULL"
    )
    op.add_column("parked_statuses", sa.Column("pricing", postgresql.JSONB(astext_type=sa.Text()), nullable=True))

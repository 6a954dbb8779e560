"""which intents of a classifier may answer by themselves, and the answers that people check"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "certificates",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column(
            "classifier_id", sa.BigInteger(), sa.ForeignKey("classifiers.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("intent", sa.String(64), nullable=False),
        *(sa.Column(name, sa.Float(), nullable=False) for name in ("target", "doubt", "threshold", "bound", "covered")),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("tried", "answered", "right", "missing")),
        sa.Column("stands", sa.Boolean(), nullable=False),
        *(
            sa.Column(name, sa.BigInteger(), nullable=False, server_default="0")
            for name in ("checked", "checked_right")
        ),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint("classifier_id", "intent", name="uq_certificates_classifier_id_intent"),
    )
    op.create_table(
        "checks",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("message_id", sa.BigInteger(), sa.ForeignKey("messages.id", ondelete="CASCADE"), nullable=False),
        sa.Column("intent", sa.String(64), nullable=False),
        sa.Column("model_version", sa.String(64), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.BigInteger(), sa.ForeignKey("people.id"), nullable=True),
        sa.Column("was_right", sa.Boolean(), nullable=True),
        sa.Column("right_intent", sa.String(64), nullable=True),
        sa.UniqueConstraint("message_id", name="uq_checks_message_id"),
    )
    op.create_index("ix_checks_open", "checks", ["id"], postgresql_where=sa.text("judged_at IS NULL"))

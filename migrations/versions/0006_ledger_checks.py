"""when a message failed or was withdrawn; when the ledger was last checked"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "ledger_checks",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unexplained", sa.ARRAY(sa.BigInteger()), server_default="{}", nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_ledger_checks_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_checks")),
    )
    op.execute("INSERT INTO ledger_checks (id, checked_at) VALUES (1, now())")

"""times for the ledger's trace; decisions can be pruned before their messages"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TIMES = (
    ("decisions", "joined_at"),
    ("decisions", "classified_at"),
    ("messages", "received_at"),
    ("messages", "sent_at"),
    ("messages", "delivered_at"),
    ("messages", "read_at"),
)


def upgrade() -> None:
    for table, column in TIMES:
        op.add_column(table, sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "deliveries",
        sa.Column("stored_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    )
    op.drop_constraint(op.f("fk_messages_decision_id"), "messages", type_="foreignkey")

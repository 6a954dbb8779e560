"""how long a message was tried, whether a paused number is tried with one, and why turns are set aside"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("trying_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("conversations", sa.Column("error", sa.Text(), nullable=True))
    set_aside = sa.text("reason = 'set_aside'")
    op.create_index("ix_decisions_set_aside", "decisions", ["id"], postgresql_where=set_aside)
    op.add_column("inboxes", sa.Column("probing", sa.Boolean(), server_default=sa.text("false"), nullable=False))

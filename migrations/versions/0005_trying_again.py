"""how long a message has been tried, and whether a number that paused is being tried with one message"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("trying_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("inboxes", sa.Column("probing", sa.Boolean(), server_default=sa.text("false"), nullable=False))

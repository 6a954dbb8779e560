"""when a message failed or was withdrawn"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))

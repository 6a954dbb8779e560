"""how fast a number sends since Meta said that it was too fast"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inboxes", sa.Column("pace", sa.Float(), nullable=True))
    op.add_column("inboxes", sa.Column("paced_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("inboxes", sa.Column("spoken_for", sa.DateTime(timezone=True), nullable=True))

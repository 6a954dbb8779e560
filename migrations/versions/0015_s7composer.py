"""the note that is being written is kept beside the reply"""

import sqlalchemy as sa
from alembic import op

revision = "0015_s7composer"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("drafts", sa.Column("note", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("drafts", "note")

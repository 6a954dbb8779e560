"""what a draft quotes, and the file that is attached to it (in an instant)"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("drafts", sa.Column("quotes_id", sa.BigInteger))
    op.add_column("drafts", sa.Column("media_id", sa.BigInteger))

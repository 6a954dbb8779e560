"""where outgoing webhooks lead, sealed

The plain column stays, empty, for the version before; it can go when no version reads it any more.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("hooks", sa.Column("sealed_url", sa.LargeBinary()))


def downgrade() -> None:
    op.drop_column("hooks", "sealed_url")

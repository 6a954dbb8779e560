"""who was erased, as keyed hashes, and what went by age in each night"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tombstones",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("mark", "erased_at", name="uq_tombstones_mark_erased_at"),
    )
    op.create_table(
        "nights",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("day", sa.Date, nullable=False, unique=True),
        sa.Column("reached", sa.BigInteger, server_default="0", nullable=False),
        sa.Column("removed", postgresql.JSONB, server_default="{}", nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
    )


def downgrade() -> None:
    op.drop_table("nights")
    op.drop_table("tombstones")

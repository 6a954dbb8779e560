"""tokens of the JSON API, and the people of a machine kind in whose names they act"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.add_column("people", sa.Column("is_machine", sa.Boolean(), nullable=False, server_default="false"))
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("person_id", sa.BigInteger(), sa.ForeignKey("people.id"), nullable=False, unique=True),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.Column("ending", sa.String(4), nullable=False),
        sa.Column("scopes", postgresql.ARRAY(sa.String(32)), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("expires_at", moment),
        sa.Column("used_at", moment),
        sa.Column("revoked_at", moment),
        sa.Column("revoked_by_id", sa.BigInteger(), sa.ForeignKey("people.id")),
    )


def downgrade() -> None:
    op.drop_table("api_tokens")
    op.drop_column("people", "is_machine")

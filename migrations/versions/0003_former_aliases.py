"""former aliases"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contact_aliases", sa.Column("inbox_id", sa.BigInteger(), nullable=True))
    op.add_column("contact_aliases", sa.Column("until", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(op.f("fk_contact_aliases_inbox_id"), "contact_aliases", "inboxes", ["inbox_id"], ["id"])
    op.drop_constraint(op.f("uq_contact_aliases_kind_key"), "contact_aliases", type_="unique")
    op.create_index(
        "uq_contact_aliases_current",
        "contact_aliases",
        ["kind", "key"],
        unique=True,
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_index("ix_contact_aliases_key", "contact_aliases", ["kind", "key"])

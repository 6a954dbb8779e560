"""links that let people choose a password, open sign-ins, refused ones, and second factors"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

FACTOR = ("second_factor", "second_factor_at", "second_factor_step", "recovery_codes")


def upgrade() -> None:
    _link()
    _sign_in()
    op.create_table(
        "refused_sign_ins",
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("hour", "person_id", name="pk_refused_sign_ins"),
    )
    op.add_column("people", sa.Column("second_factor", sa.LargeBinary))
    op.add_column("people", sa.Column("second_factor_at", sa.DateTime(timezone=True)))
    op.add_column("people", sa.Column("second_factor_step", sa.BigInteger))
    op.add_column("people", sa.Column("recovery_codes", postgresql.ARRAY(sa.LargeBinary)))


def _link() -> None:
    op.create_table(
        "links",
        sa.Column("person_id", sa.BigInteger, nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("is_invitation", sa.Boolean, nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_links_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_links"),
        sa.UniqueConstraint("token_hash", name="uq_links_token_hash"),
    )


def _sign_in() -> None:
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.BigInteger, sa.Identity(), nullable=False),
        sa.Column("person_id", sa.BigInteger, nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("browser", sa.String(80), nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_sign_ins_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_ins"),
        sa.UniqueConstraint("token_hash", name="uq_sign_ins_token_hash"),
    )
    op.create_index("ix_sign_ins_person_id", "sign_ins", ["person_id"])


def downgrade() -> None:
    for column in FACTOR:
        op.drop_column("people", column)
    for table in ("refused_sign_ins", "sign_ins", "links"):
        op.drop_table(table)

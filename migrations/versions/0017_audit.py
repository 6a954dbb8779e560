"""the audit log, whose lines nobody changes or deletes"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

REFUSE = """
CREATE FUNCTION refuse_to_change_audit_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'lines of the audit log are never changed or deleted';
END $$
"""
GUARD = """
CREATE TRIGGER audit_lines_are_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_lines
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_audit_lines()
"""


def upgrade() -> None:
    op.create_table(
        "audit_lines",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger, sa.ForeignKey("people.id")),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("subject", sa.Text),
        sa.Column("subject_id", sa.BigInteger),
        sa.Column("detail", postgresql.JSONB),
    )
    op.create_index("ix_audit_lines_subject", "audit_lines", ["subject", "subject_id"])
    op.execute(REFUSE)
    op.execute(GUARD)


def downgrade() -> None:
    op.drop_table("audit_lines")
    op.execute("DROP FUNCTION refuse_to_change_audit_lines()")

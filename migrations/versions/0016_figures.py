"""indexes for the supervisors' figures: what happened, what people wrote, and what went to people, by time"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_events_at", "events", ["at"])
    op.create_index(
        "ix_messages_by_people", "messages", ["written_at"], postgresql_where=sa.text("author IN ('agent', 'phone')")
    )
    op.create_index(
        "ix_messages_escalated", "messages", ["stored_at"], postgresql_where=sa.text("outcome = 'escalated'")
    )


def downgrade() -> None:
    op.drop_index("ix_messages_escalated", table_name="messages")
    op.drop_index("ix_messages_by_people", table_name="messages")
    op.drop_index("ix_events_at", table_name="events")

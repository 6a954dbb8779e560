"""The audit log: who did what to whom and when. Each line is written in the transaction of what it tells."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.tables import AuditLine, Person

# What is done, each with its words in app/dashboard/texts (`audit.<action>`).
ACTIONS = frozenset(
    {
        "access_ended",
        "api_token_made",
        "api_token_revoked",
        "automatic_paused",
        "automatic_resumed",
        "budget_notice_seen",
        "canned_added",
        "canned_changed",
        "canned_removed",
        "contact_erased",
        "contact_exported",
        "contact_opted_in",
        "contact_opted_out",
        "delivery_tried_again",
        "hook_added",
        "hook_changed",
        "hook_removed",
        "hook_secret_changed",
        "hook_switched",
        "ledger_alarm_seen",
        "link_made",
        "link_withdrawn",
        "notice_seen",
        "number_added",
        "number_asked_again",
        "number_changed",
        "number_checked",
        "password_changed",
        "password_chosen",
        "person_added",
        "person_changed",
        "person_invited",
        "playbook_imported",
        "playbook_restored",
        "playbook_saved",
        "recovery_codes_renewed",
        "role_changed",
        "samples_made",
        "samples_removed",
        "second_factor_off",
        "second_factor_on",
        "second_factor_reset",
        "session_ended",
        "sessions_ended",
        "sign_in_refused",
        "signed_in",
        "signed_out",
        "too_old_removed",
        "training_started",
        "turn_tried_again",
    }
)


def write(
    session: Session,
    action: str,
    person: Person | None,
    now: datetime,
    subject: tuple[str, int] | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Add a line. `person`: who did it, None when nobody was signed in; `subject`: the kind of thing and its id.

    `detail` holds codes, ids and names of people who work here, never what a customer wrote or is called.
    """
    kind, number = subject or (None, None)
    person_id = person.id if person else None
    told = dict(detail) if detail else None
    session.add(AuditLine(at=now, person_id=person_id, action=action, subject=kind, subject_id=number, detail=told))

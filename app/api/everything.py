"""Every resource of the API: importing them registers their routes."""

from app.api import changes, conversations, messages, metrics, people, playbook, playbook_changes, self_description

__all__ = [
    "changes",
    "conversations",
    "messages",
    "metrics",
    "people",
    "playbook",
    "playbook_changes",
    "self_description",
]

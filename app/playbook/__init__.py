"""What the business lets the bot do: one file per intent, and one for what holds for all of them."""

from app.playbook.model import Intent, Playbook, PlaybookError
from app.playbook.reading import load, read, rules

__all__ = ["Intent", "Playbook", "PlaybookError", "load", "read", "rules"]

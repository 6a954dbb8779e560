"""What the business lets the bot do: one file per intent, and one for what holds for all of them."""

from app.playbook.active import current, forget, load, rules
from app.playbook.errors import PlaybookError
from app.playbook.intents import Intent
from app.playbook.model import Playbook
from app.playbook.reading import read

__all__ = ["Intent", "Playbook", "PlaybookError", "current", "forget", "load", "read", "rules"]

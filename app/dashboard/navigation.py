"""The pages that the menu in the head leads to, and who sees them there."""

from collections.abc import Mapping
from typing import NamedTuple

from app.tables import ROLES

SUPERVISORS = ("supervisor", "admin")


class Entry(NamedTuple):
    key: str  # its title is the text `<key>.title`
    endpoint: str
    roles: tuple[str, ...] = ROLES


# By the text `menu.<name>` of each group; what is one's own stands below them.
GROUPS: Mapping[str, tuple[Entry, ...]] = {
    "figures": (
        Entry("today", "dashboard.today", SUPERVISORS),
        Entry("reports", "dashboard.reports", SUPERVISORS),
        Entry("costs", "dashboard.costs", SUPERVISORS),
    ),
    "answers": (
        Entry("playbook", "dashboard.playbook"),
        Entry("canned", "dashboard.canned_replies"),
        Entry("certificates", "dashboard.certificates", SUPERVISORS),
    ),
    "proofs": (
        Entry("ledger", "dashboard.ledger", SUPERVISORS),
        Entry("doctor", "dashboard.doctor", SUPERVISORS),
        Entry("privacy", "dashboard.privacy", SUPERVISORS),
        Entry("audit_log", "dashboard.audit_log", ("admin",)),
    ),
    "setting_up": (
        Entry("start", "dashboard.start", SUPERVISORS),
        Entry("people", "dashboard.people", SUPERVISORS),
        Entry("inboxes", "dashboard.inboxes", ("admin",)),
        Entry("tokens", "dashboard.tokens", ("admin",)),
        Entry("hooks", "dashboard.hooks", ("admin",)),
    ),
    "": (Entry("own", "dashboard.own"),),
}


def groups(role: str) -> list[tuple[str, list[Entry]]]:
    """What that role sees, by group; the names are left out where there is so little that nobody has to look for it."""
    seen = [(name, [entry for entry in entries if role in entry.roles]) for name, entries in GROUPS.items()]
    filled = [(name, entries) for name, entries in seen if entries]
    return filled if len(filled) > 2 else [("", [entry for _, entries in filled for entry in entries])]

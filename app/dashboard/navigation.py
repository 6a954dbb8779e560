"""The pages that the menu in the head leads to, and who sees them there."""

from typing import NamedTuple

from app.tables import ROLES

SUPERVISORS = ("supervisor", "admin")


class Entry(NamedTuple):
    key: str  # its title is the text `<key>.title`
    endpoint: str
    roles: tuple[str, ...] = ROLES


ENTRIES = (
    Entry("today", "dashboard.today", SUPERVISORS),
    Entry("reports", "dashboard.reports", SUPERVISORS),
    Entry("playbook", "dashboard.playbook"),
    Entry("canned", "dashboard.canned_replies"),
    Entry("certificates", "dashboard.certificates", SUPERVISORS),
    Entry("ledger", "dashboard.ledger", SUPERVISORS),
    Entry("costs", "dashboard.costs", SUPERVISORS),
    Entry("privacy", "dashboard.privacy", SUPERVISORS),
    Entry("people", "dashboard.people", SUPERVISORS),
    Entry("doctor", "dashboard.doctor", SUPERVISORS),
    Entry("inboxes", "dashboard.inboxes", ("admin",)),
    Entry("tokens", "dashboard.tokens", ("admin",)),
    Entry("hooks", "dashboard.hooks", ("admin",)),
    Entry("audit_log", "dashboard.audit_log", ("admin",)),
    Entry("start", "dashboard.start", SUPERVISORS),
    Entry("own", "dashboard.own"),
)


def entries(role: str) -> list[Entry]:
    return [entry for entry in ENTRIES if role in entry.roles]

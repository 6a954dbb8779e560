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
    Entry("ledger", "dashboard.ledger", SUPERVISORS),
    Entry("certificates", "dashboard.certificates", SUPERVISORS),
    Entry("costs", "dashboard.costs", SUPERVISORS),
)


def entries(role: str) -> list[Entry]:
    return [entry for entry in ENTRIES if role in entry.roles]

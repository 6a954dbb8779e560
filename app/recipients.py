"""Whom a message is addressed to."""

from collections.abc import Iterable

from app.tables import ContactAlias


def recipient(aliases: Iterable[ContactAlias], inbox_id: int) -> dict[str, str]:
    """How Meta wants this contact addressed: by the id that WhatsApp used last, in its spelling.

    That is the phone number, or the business-scoped id of somebody who hides it; {} when there is neither (a group).
    A business-scoped id is good for the numbers of one business portfolio only, so one that this inbox saw goes first.
    """
    usable = [alias for alias in aliases if alias.kind in {"phone", "bsuid"} and alias.until is None]
    ours = [alias for alias in usable if alias.kind == "phone" or alias.inbox_id == inbox_id]
    if not usable:
        return {}
    last = max(ours or usable, key=lambda alias: (alias.seen_at, alias.kind == "phone", alias.id))
    return {"to" if last.kind == "phone" else "recipient": last.value}

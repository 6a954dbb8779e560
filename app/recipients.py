"""Whom a message is addressed to."""

from collections.abc import Iterable

from app.tables import ContactAlias


def recipient(aliases: Iterable[ContactAlias]) -> dict[str, str]:
    """How Meta wants this contact addressed: by the id that WhatsApp used last, in its spelling.

    That is the phone number, or the business-scoped id of somebody who hides it; {} when there is neither (a group).
    """
    usable = [alias for alias in aliases if alias.kind in {"phone", "bsuid"}]
    if not usable:
        return {}
    last = max(usable, key=lambda alias: (alias.seen_at, alias.kind == "phone", alias.id))
    return {"to" if last.kind == "phone" else "recipient": last.value}

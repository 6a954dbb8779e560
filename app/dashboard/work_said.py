"""What agents did with a conversation, in words: to whom, until when, from what to what."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.dashboard import intents
from app.dashboard.just_done import Done
from app.dashboard.translation import Translator


def told(t: Translator, kind: str, detail: Mapping[str, Any] | None) -> dict[str, str]:
    """The values that the texts `event.<kind>` and `did.<kind>` name beside who did it; none for other kinds."""
    given = detail or {}
    match kind:
        case "team":
            return {"team": intents.team(given["to"], t.language) if given.get("to") else t("team.all")}
        case "priority":
            return {"level": t.known(f"priority.{given.get('to')}", "?")}
        case "snoozed":
            return {"until": until(t, given.get("to"))}
        case "labelled":
            return {"label": str(given.get("to"))}
        case "unlabelled":
            return {"label": str(given.get("from"))}
        case _:
            return {}


def until(t: Translator, moment: str | datetime | None) -> str:
    """The end of a snooze; None: the customer's next message."""
    if moment is None:
        return t("snooze.until.reply")
    return t("snooze.until.at", moment=t.exactly(datetime.fromisoformat(moment) if isinstance(moment, str) else moment))


def done(t: Translator, what: Done) -> dict[str, str]:
    """What the text `did.<kind>` names."""
    return {"to": str(what.detail.get("to")), **told(t, what.kind, what.detail)}

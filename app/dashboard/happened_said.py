"""One line of a conversation's timeline in words: what happened, by whom, why."""

from collections.abc import Mapping
from typing import Any

from app.dashboard import intents, plain, work_said
from app.dashboard.thread import Happened
from app.dashboard.translation import Translator

# Why nothing was answered, where that is no topic.
NO_TOPIC = frozenset({"opted_in", "sticker", "withdrawn", "will_follow"})


def line(t: Translator, happened: Happened, who: str | None) -> str:
    """`who` is the name of the person who did it, or whom it happened to; None: nobody did. An unknown kind is shown
    by its code."""
    reason = _reason(t, happened)
    key = _key(happened)
    told = {"who": who or t("event.somebody"), "reason": reason, "to": happened.reason or "?"}
    told |= work_said.told(t, happened.kind, happened.detail)
    told |= _detail(t, happened)
    if happened.kind == "undone":
        told["reason"] = t.known(f"undone.{happened.reason}", happened.reason or "")
    return t.known(key, t("event.other", code=happened.kind), **told).rstrip(": ")


def _detail(t: Translator, happened: Happened) -> dict[str, str]:
    """What changed, in words."""
    detail = happened.detail or {}
    match happened.kind:
        case "corrected":
            names = [detail.get("to"), *detail.get("also", ())]
            titles = [intents.title(name, t.language) for name in names if name]
            before = intents.title(detail["from"], t.language) if detail.get("from") else "?"
            return {"before": before, "to": ", ".join(titles)}
        case "merged":
            has_it = t.known(f"merged.{detail.get('owner')}", "", to=str(detail.get("to")))
            return {"owner": has_it}
        case "opted_out" | "opted_in":
            return {"why": plain.line(detail.get("why"))}
    return {}


def _reason(t: Translator, happened: Happened) -> str:
    """What got no answer is told by its topic."""
    if happened.kind == "unanswered" and happened.reason not in {None, *NO_TOPIC}:
        return intents.title(happened.reason or "", t.language)
    return t.coded("reason", happened.reason) if happened.reason else ""


def _key(happened: Happened) -> str:
    if happened.kind == "agent_away" and happened.person is None:
        return "event.agent_away.nobody"
    if happened.kind == "woken" and happened.person:
        return "event.woken.person"
    if happened.kind in {"opted_out", "opted_in"} and happened.person:
        return f"event.{happened.kind}.by"
    if happened.kind == "corrected":
        return _corrected(happened.detail or {})
    by_itself = happened.kind == "handed_back" and happened.person is None and happened.reason
    return "event.handed_back.by_itself" if by_itself else f"event.{happened.kind}"


def _corrected(detail: Mapping[str, Any]) -> str:
    """What was said before and stays so was right, or is one of several things."""
    if not detail.get("to"):
        return "event.corrected.none"
    return "event.corrected.same" if detail["to"] == detail.get("from") else "event.corrected"

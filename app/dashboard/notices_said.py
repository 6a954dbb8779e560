"""What a notice of Meta's says in plain words. One that is new to Lotse is shown as it is. Pure."""

from dataclasses import dataclass
from typing import Any

from app.dashboard.translation import Translator
from app.tables import Notice
from app.whatsapp.lenient import moment, obj, objs, word

MOST_FACTS = 20


@dataclass(frozen=True, slots=True)
class SaidOfNotice:
    """`facts` are names and short texts that Meta gave along."""

    title: str
    words: str | None
    facts: tuple[tuple[str, str], ...]


def said(t: Translator, notice: Notice) -> SaidOfNotice:
    title = t.known(f"notice.{notice.field}", t("notice.other", code=notice.field))
    return SaidOfNotice(title, _words(t, notice), _facts(t, notice.detail))


def _words(t: Translator, notice: Notice) -> str | None:
    if notice.field == "error" and notice.event and notice.event.isdigit():
        return " ".join(t.failure(int(notice.event)))
    if not notice.event:
        return None
    event = notice.event.upper()
    raw = t("notice.event", code=notice.event)
    return t.known(f"notice.{notice.field}.{event}", t.known(f"notice.event.{event}", raw))


def _facts(t: Translator, detail: object) -> tuple[tuple[str, str], ...]:
    fields = obj(detail)
    facts = [(t.known(f"fact.{name}", name), fact) for name in fields if (fact := word(fields, name, 300))]
    return tuple(facts[:MOST_FACTS] + [_restriction(t, item) for item in objs(fields.get("restrictions"))[:MOST_FACTS]])


def _restriction(t: Translator, item: dict[str, Any]) -> tuple[str, str]:
    """What is restricted, and until when: Meta gives the time in Unix seconds."""
    kind = word(item, "type", 64) or "?"
    what = t.known(f"restriction.{kind}", kind)
    until = moment(item, "until")
    return t("fact.restriction"), t("restriction.until", what=what, moment=t.exactly(until)) if until else what

"""A message in a few words, for the list and for quotes. Pure."""

from dataclasses import dataclass

from app.dashboard.bubbles.reading import KINDS
from app.whatsapp.lenient import obj, word

# What these say is in the message's own text; naming the kind as well would only be noise.
SPEAK_FOR_THEMSELVES = frozenset({"text", "button", "interactive", "buttons", "list"})


@dataclass(frozen=True, slots=True)
class Words:
    """`code` names a text of the group `kind` (None: the words alone), `detail` is what was said."""

    code: str | None
    detail: str | None = None


def words(kind: str, content: object, text: str | None, revoked: bool = False) -> Words:
    """What the message says in one line, also for content of any form."""
    fields = obj(content)
    if revoked:
        return Words("revoked")
    if kind == "reaction":
        emoji = word(fields, "emoji", 16)
        return Words("reaction" if emoji else "reaction_removed", emoji)
    said = text if text and text.strip() else None
    if kind in SPEAK_FOR_THEMSELVES and said:
        return Words(None, said)
    if kind == "interactive":
        return Words("form" if fields.get("reply") == "flow" else "interactive", word(fields, "body", 200))
    if kind == "audio" and fields.get("voice") is True:
        return Words("voice", said)
    return Words(kind if kind in KINDS else "unknown", said or _named(fields))


def _named(content: dict[str, object]) -> str | None:
    found = (word(content, key, 200) for key in ("filename", "name", "address"))
    return next((text for text in found if text), None)

"""Ready texts with their variables filled in, as far as anybody knows what they stand for. Pure."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.playbook.answers import VARIABLE, variables


class Ready(NamedTuple):
    """A text that can be put into the composer; `missing` are the variables that nobody has a value for."""

    id: int
    name: str | None
    text: str
    missing: tuple[str, ...]


def ready(number: int, name: str | None, text: str, values: Mapping[str, str | None]) -> Ready:
    filled = fill(text, values)
    return Ready(number, name, filled, missing(filled))


def fill(text: str, values: Mapping[str, str | None]) -> str:
    """What has no value stays as it is; what a value contains is never read as a variable again."""
    return VARIABLE.sub(lambda found: _harmless(values.get(found[1])) or found[0], text)


def _harmless(value: str | None) -> str:
    """Braces in a customer's name are no variable of ours."""
    return (value or "").replace("{{", "{ {").strip()


def missing(text: str) -> tuple[str, ...]:
    """The variables that stand unfilled in a text, by name."""
    return tuple(sorted(variables(text)))


def unaccepted(text: str, accepted: str | None) -> tuple[str, ...]:
    """Unfilled variables that the agent has not been told of; `accepted` names those of which they have, by blanks."""
    return tuple(name for name in missing(text) if name not in (accepted or "").split())


def known(
    contact: str | None,
    agent: str | None,
    business: Mapping[str, str],
    details: Sequence[tuple[str, str]],
    inbox: str | None,
) -> dict[str, str | None]:
    """What the variables stand for: the business's facts win over what the customer wrote, of that the newest."""
    newest = dict(reversed(details))
    shop = business.get("business_name") or inbox
    return {**newest, **business, "name": contact, "contact_name": contact, "agent": agent, "business": shop}

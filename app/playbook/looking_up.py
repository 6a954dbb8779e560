"""Intents whose answers ask the business's own system: what makes one of them valid."""

from collections.abc import Container, Iterator

from app.playbook import address
from app.playbook.answers import variables
from app.playbook.model import Intent, OwnSystem, Playbook, PlaybookError
from app.settings import Settings

NEVER_SENT = frozenset(name.upper() for name in Settings.model_fields)  # Lotse's own secrets stay with Lotse
NO_HEADERS = frozenset({"host", "connection", "content-length", "transfer-encoding", "cookie"})


def refuse_what_is_not_allowed(playbook: Playbook) -> None:
    """Raises PlaybookError naming every intent's file and every problem of its `[lookup]`."""
    lines = [
        f"  intents/{intent.name}.toml lookup: {problem}"
        for intent in playbook.intents.values()
        if intent.lookup
        for problem in _problems(intent, intent.lookup, playbook)
    ]
    if lines:
        raise PlaybookError("Answers cannot ask your system like this, so nothing was started:\n" + "\n".join(lines))


def _problems(intent: Intent, system: OwnSystem, playbook: Playbook) -> Iterator[str]:
    yield from address.problems(system.url, playbook.rules.lookups.hosts, playbook.details)
    if system.secret in NEVER_SENT:
        yield f"{system.secret} is Lotse's own and is never sent. Put your system's secret into a variable of its own"
    if system.header.lower() in NO_HEADERS:
        yield f"{system.header} is no header for a secret"
    taken = {*playbook.details, *playbook.business, address.CONTACT_PHONE, "contact_name"}
    if doubled := sorted(set(system.fields) & taken):
        yield f"these fields have the name of something else: {', '.join(doubled)}. Call them differently"
    for language, text in intent.answers.items():
        if unused := sorted(set(system.fields) - variables(text)):
            named = ", ".join(f"{{{{{name}}}}}" for name in unused)
            yield f"the answer ({language}) does not say {named}. Write it into the text, or take the field out"


def unset_secrets(playbook: Playbook, environment: Container[str]) -> Iterator[tuple[Intent, str]]:
    """The intents whose secret is not there, with its variable's name."""
    for intent in playbook.intents.values():
        secret = intent.lookup.secret if intent.lookup else None
        if secret and secret not in environment:
            yield intent, secret

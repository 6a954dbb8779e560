"""Intents whose answers ask the business's own system: what makes one of them valid."""

import re
from collections.abc import Container, Iterator

from app.playbook import address
from app.playbook.answers import variables
from app.playbook.errors import PlaybookError
from app.playbook.intents import Intent, OwnSystem
from app.playbook.model import Playbook
from app.remarks import Fault, Remark
from app.settings import Settings

OWN = frozenset(name.upper() for name in Settings.model_fields)  # Lotse's own secrets stay with Lotse
# What platforms and libraries put beside them: SCALINGO_POSTGRESQL_URL is DATABASE_URL once more.
_PLATFORMS = re.compile(r".+_(?:URL|URI|DSN)|(?:PG|AWS_|OTEL_|LOTSE_)[A-Z0-9_]*")
NO_HEADERS = frozenset({"host", "connection", "content-length", "transfer-encoding", "cookie"})


def refuse_what_is_not_allowed(playbook: Playbook) -> None:
    """Raises PlaybookError naming every intent's file and every problem of its `[lookup]`."""
    faults = [
        Fault(f"intents/{intent.name}.toml", "lookup", problem)
        for intent in playbook.intents.values()
        if intent.lookup
        for problem in _problems(intent, intent.lookup, playbook)
    ]
    if faults:
        raise PlaybookError.of("Answers cannot ask your system like this, so nothing was started:", faults)


def _problems(intent: Intent, system: OwnSystem, playbook: Playbook) -> Iterator[Remark]:
    yield from address.problems(system.url, playbook.rules.lookups.hosts, playbook.details)
    if system.secret and (system.secret in OWN or _PLATFORMS.fullmatch(system.secret)):
        yield Remark("own_secret", {"name": str(system.secret)})
    if system.header.lower() in NO_HEADERS:
        yield Remark("no_header", {"name": system.header})
    taken = {*playbook.details, *playbook.business, address.CONTACT_PHONE, "contact_name"}
    if doubled := sorted(set(system.fields) & taken):
        yield Remark("name_taken", {"names": ", ".join(doubled)})
    for language, text in intent.answers.items():
        if unused := sorted(set(system.fields) - variables(text)):
            named = ", ".join(f"{{{{{name}}}}}" for name in unused)
            yield Remark("unsaid", {"language": language, "names": named})


def elsewhere(playbook: Playbook, hosts: Container[str]) -> Iterator[tuple[Intent, str]]:
    """The intents whose answers ask another host than these, with its name."""
    for intent in playbook.intents.values():
        if intent.lookup and (asked := address.place(intent.lookup.url)) not in hosts:
            yield intent, asked


def unset_secrets(playbook: Playbook, environment: Container[str]) -> Iterator[tuple[Intent, str]]:
    """The intents whose secret is not there, with its variable's name."""
    for intent in playbook.intents.values():
        secret = intent.lookup.secret if intent.lookup else None
        if secret and secret not in environment:
            yield intent, secret

"""What goes into one POST to the webhook. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from simulator import wire
from simulator.envelopes import change, envelope
from simulator.updates import Update

LARGEST = 3_000_000  # bytes; Meta: up to 3 MB
FRAME = 4_000  # bytes kept for what stands around the changes
LISTS = frozenset({"messages", "statuses"})

Json = dict[str, Any]


@dataclass(frozen=True)
class Batch:
    """Updates that go out together, the body they make, and the secret that signs it."""

    updates: list[Update]
    body: bytes
    secret: str

    @property
    def retried(self) -> bool:
        return any(update.attempts for update in self.updates)


def that_fit(updates: Sequence[Update], most: int) -> list[Update]:
    """As many from the front as go into one body. A raw body, and the first one of any size, goes alone."""
    size, taken = FRAME, 0
    for update in updates[:most]:
        size += len(update.raw or wire.encode(update.value)) + 40
        if taken and (size > LARGEST or update.raw is not None):
            break
        taken += 1
        if update.raw is not None:
            break
    return list(updates[:taken])


def body(updates: Sequence[Update], dice: Random, now: float) -> bytes:
    """One update in an entry of its own; several in entries with several changes, some with several messages."""
    if updates[0].raw is not None:
        return updates[0].raw
    entries: list[list[Json]] = []
    for told in _gathered(updates, dice):
        if entries and dice.random() < 0.5:
            entries[-1].append(told)
        else:
            entries.append([told])
    return wire.encode(envelope(entries, now))


def _gathered(updates: Sequence[Update], dice: Random) -> list[Json]:
    changes: list[Json] = []
    for update in updates:
        value = update.value or {}
        if changes and _alike(changes[-1], update.field, value) and dice.random() < 0.3:
            changes[-1] = change(update.field, _together(changes[-1]["value"], value))
        else:
            changes.append(change(update.field, value))
    return changes


def _alike(before: Json, field: str, value: Json) -> bool:
    """Whether both are of one kind and hold nothing but what can be joined."""
    kinds = LISTS & value.keys()
    joinable = {"messaging_product", "metadata", "contacts", *kinds}
    same = before["field"] == field == "messages" and before["value"].get("metadata") == value.get("metadata")
    return same and len(kinds) == 1 and kinds <= before["value"].keys() <= joinable and value.keys() <= joinable


def _together(one: Json, other: Json) -> Json:
    (kind,) = LISTS & other.keys()
    people = {person["user_id"]: person for value in (one, other) for person in value.get("contacts", [])}
    contacts = {"contacts": list(people.values())} if people else {}
    return {**one, **contacts, kind: [*one[kind], *other[kind]]}

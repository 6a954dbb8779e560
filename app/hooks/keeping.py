"""What admins do with hooks. Each verb runs in the caller's transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, aliased

from app import audit, sealing, settings
from app.hooks import KINDS, TEST, address, destination, recording, secrets
from app.refusals import RefusedError
from app.tables import Hook, HookEvent, Inbox, Person

OVERLAP = timedelta(hours=24)  # for which a replaced secret still signs as well
SHOWN = 20  # of each hook's events


@dataclass(frozen=True, slots=True)
class Wish:
    """What an admin wants of a hook; its address is checked when the wish is made (`wish`). `url` None: where it leads
    already."""

    url: str | None
    events: tuple[str, ...]
    inbox_id: int | None
    with_text: bool


def wish(url: str | None, events: Collection[str], inbox_id: int | None, with_text: bool) -> Wish:
    """Asks the network where the address leads, so outside of transactions.

    Raises RefusedError with `hook_url`, `hook_unknown`, `hook_private` or `hook_events`.
    """
    if not events or not set(events) <= set(KINDS):
        raise RefusedError("hook_events")
    try:
        if url is not None:
            address.find(url, settings.load().webhooks_to_own_network)
    except address.AddressError as error:
        raise RefusedError(str(error)) from None
    return Wish(url, tuple(kind for kind in KINDS if kind in events), inbox_id, with_text)


def add(session: Session, wished: Wish, by: Person, key: UUID, now: datetime) -> tuple[Hook, str | None]:
    """The new hook and its secret, which is shown this once; the same form (`key`) twice makes one. None: the form is
    an old one, whose secret holds no more.

    Raises RefusedError with `hook_inbox`, or `hook_removed` for an old form.
    """
    session.get(Person, by.id, with_for_update=True)  # the other half of a double click waits, and finds the hook
    secret = secrets.of(key)
    known = session.scalars(select(Hook).where(Hook.key == key)).one_or_none()
    if known and known.removed_at:
        raise RefusedError("hook_removed")
    if known:
        return known, secret if secrets.holds(known.secret, secret) else None
    hook = Hook(url="", events=[], with_text=False, key=key, secret=sealing.seal(secret))
    hook.made_at, hook.made_by_id = now, by.id
    _take(session, hook, wished)
    session.add(hook)
    session.flush()
    audit.write(session, "hook_added", by, now, ("hook", hook.id), _told(hook))
    return hook, secret


def change(session: Session, hook: Hook, wished: Wish, by: Person, now: datetime) -> None:
    _take(session, hook, wished)
    audit.write(session, "hook_changed", by, now, ("hook", hook.id), _told(hook))


def new_secret(session: Session, hook: Hook, by: Person, key: UUID, now: datetime) -> str:
    """The one before signs as well for OVERLAP. The same form (`key`) twice makes one; one that is sent again when
    another secret holds makes a third, and does not bring the one back that was replaced."""
    if hook.former_secret and secrets.holds(hook.secret, again := secrets.after(hook.former_secret, key)):
        return again
    secret = secrets.after(hook.secret, key)
    hook.former_secret, hook.former_until = hook.secret, now + OVERLAP
    hook.secret = sealing.seal(secret)
    audit.write(session, "hook_secret_changed", by, now, ("hook", hook.id))
    return secret


def switch(session: Session, hook: Hook, on: bool, by: Person, now: datetime) -> None:
    if on == (hook.disabled_at is None):
        return
    if on:
        hook.disabled_at = hook.disabled_why = hook.failing_since = None
    else:
        recording.disable(session, hook, "person", now)
    audit.write(session, "hook_switched", by, now, ("hook", hook.id), {"on": on})


def remove(session: Session, hook: Hook, by: Person, now: datetime) -> None:
    """With its address, its secrets, and all that it was told or was to be told. An empty row stays: who is just
    writing an event down for it must not fail."""
    audit.write(session, "hook_removed", by, now, ("hook", hook.id), _told(hook))
    hook.removed_at = hook.disabled_at = now
    destination.forget(hook)
    hook.secret, hook.former_secret = b"", None
    session.execute(delete(HookEvent).where(HookEvent.hook_id == hook.id))


def test(session: Session, hook: Hook, now: datetime) -> None:
    """An event without content, sent like any other. Raises RefusedError with `hook_off`."""
    _check_on(hook)
    session.add(HookEvent(hook_id=hook.id, uid=uuid4(), kind=TEST, at=now, due_at=now, state="due"))


def again(session: Session, event: HookEvent, now: datetime) -> None:
    """Send it once more, with the same id: a receiver who has it knows it. Raises RefusedError with `hook_off`."""
    _check_on(event.hook)
    if event.state != "due":
        event.state, event.due_at, event.done_at, event.attempts = "due", now, None, 0


def everyone(session: Session) -> list[Hook]:
    return list(session.scalars(select(Hook).where(Hook.removed_at.is_(None)).order_by(Hook.id)))


def latest(session: Session) -> dict[int, list[HookEvent]]:
    """The newest events of each hook."""
    place = func.row_number().over(partition_by=HookEvent.hook_id, order_by=HookEvent.id.desc()).label("place")
    ranked = select(HookEvent, place).subquery()
    event = aliased(HookEvent, ranked)
    found: dict[int, list[HookEvent]] = {}
    for row in session.scalars(select(event).where(ranked.c.place <= SHOWN).order_by(event.id.desc())):
        found.setdefault(row.hook_id, []).append(row)
    return found


def _check_on(hook: Hook) -> None:
    if hook.disabled_at:
        raise RefusedError("hook_off")


def _take(session: Session, hook: Hook, wished: Wish) -> None:
    if wished.inbox_id is not None and session.get(Inbox, wished.inbox_id) is None:
        raise RefusedError("hook_inbox")
    if wished.url is not None:
        destination.keep(hook, wished.url)
    hook.events, hook.inbox_id, hook.with_text = list(wished.events), wished.inbox_id, wished.with_text


def _told(hook: Hook) -> dict[str, object]:
    """For the audit log. An address may hold a key of the other system's in its path, so of it the host alone."""
    return {
        "host": destination.host(hook),
        "events": hook.events,
        "inbox_id": hook.inbox_id,
        "with_text": hook.with_text,
    }

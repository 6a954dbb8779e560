"""Sending what hooks are to be told: claimed, posted one after the other for each hook, and recorded."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from time import monotonic
from uuid import UUID, uuid4

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, sessionmaker

from app import claims, clock, sealing, settings
from app.hooks import address, destination, payload, recording, signing
from app.hooks.address import AddressError, Target
from app.hooks.client import HookError
from app.hooks.recording import Result
from app.tables import Hook, HookEvent

AT_ONCE = 20  # events of a hook, one after the other
SECONDS = 20.0  # after which a hook's turn is over
LEASE = timedelta(seconds=60)  # longer than a turn and one more answer

Post = Callable[[Target, bytes, Mapping[str, str]], int]


@dataclass(frozen=True, slots=True)
class Letter:
    event_id: int
    uid: UUID
    attempts: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Parcel:
    """Claimed events of one hook, in their order."""

    hook_id: int
    url: str | None
    secrets: tuple[str, ...]
    claim: UUID
    seconds: int
    letters: list[Letter] = field(default_factory=list)


def send_due(sessions: sessionmaker[Session], post: Post) -> int:
    """Send what is due; returns how many were tried."""
    tried = 0
    for parcel in claim(sessions):
        results = carry(parcel, post)
        recording.record(sessions, parcel.hook_id, parcel.claim, results)
        tried += len(results)
    return tried


def claim(sessions: sessionmaker[Session], busy: Collection[int] = ()) -> list[Parcel]:
    """What is due of hooks that are not busy, each hook's together. A worker's death counts as an attempt."""
    token = uuid4()
    with sessions.begin() as session:
        now = clock.now(session)
        due = select(HookEvent.id).join(Hook).where(Hook.disabled_at.is_(None), Hook.id.not_in(busy))
        due = due.where(HookEvent.state == "due", HookEvent.due_at <= now, claims.free(HookEvent, LEASE))
        locked = due.order_by(HookEvent.id).limit(AT_ONCE).with_for_update(of=HookEvent, skip_locked=True)
        chosen = locked.cte("chosen")
        taking = update(HookEvent).where(HookEvent.id.in_(select(chosen.c.id)))
        taken = {"claim": token, "claimed_until": func.now() + LEASE, "attempts": HookEvent.attempts + 1}
        rows = session.scalars(
            taking.values(taken).returning(HookEvent), execution_options={"synchronize_session": False}
        ).all()
        ordered = sorted(rows, key=lambda row: (row.hook_id, row.id))
        return [_parcel(session, list(group), token, now) for _, group in groupby(ordered, lambda row: row.hook_id)]


def _parcel(session: Session, events: list[HookEvent], token: UUID, now: datetime) -> Parcel:
    hook = events[0].hook
    letters = [Letter(one.id, one.uid, one.attempts, payload.body(session, one)) for one in events]
    return Parcel(hook.id, destination.of(hook), secrets_of(hook, now), token, int(now.timestamp()), letters)


def secrets_of(hook: Hook, now: datetime) -> tuple[str, ...]:
    """The secret, and the one before while it still holds. One that cannot be read any more signs nothing."""
    former = hook.former_secret if hook.former_until and hook.former_until > now else None
    try:
        return tuple(sealing.unseal(sealed) for sealed in (hook.secret, former) if sealed)
    except sealing.SealError:
        return ()


def carry(parcel: Parcel, post: Post) -> list[Result]:
    """What came of each; after the first that is not taken, or when the time is up, the others are left for later."""
    ends, results = monotonic() + SECONDS, list[Result]()
    for letter in parcel.letters:
        if monotonic() > ends or (results and not results[-1].taken):
            break
        results.append(_one(parcel, letter, post))
    return results


def _one(parcel: Parcel, letter: Letter, post: Post) -> Result:
    if not parcel.secrets:
        return Result(letter.event_id, letter.attempts, error="no_secret")
    if parcel.url is None:
        return Result(letter.event_id, letter.attempts, error="no_address")
    headers = signing.headers(letter.uid, parcel.seconds, letter.body, parcel.secrets)
    try:
        target = address.find(parcel.url, settings.load().webhooks_to_own_network)
        return Result(letter.event_id, letter.attempts, status=post(target, letter.body, headers))
    except (AddressError, HookError) as error:
        return Result(letter.event_id, letter.attempts, error=str(error))

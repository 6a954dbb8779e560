"""Telling hooks: signed, again after growing pauses, and given up with a notice."""

import base64
import hashlib
import hmac
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from app import clock, pruning
from app.hooks import address, destination, keeping, recording, sending, signing
from app.hooks.address import Target
from app.tables import Hook, HookEvent, Notice, Person
from tests.app.hooks.conftest import Receiver
from tests.app.traces import places
from workers import hooks

Hooks = Callable[..., tuple[int, str]]


@pytest.fixture
def event(sessions: sessionmaker[Session]) -> Callable[[int], None]:
    """Something to tell a hook."""

    def made(hook_id: int) -> None:
        with sessions.begin() as session:
            keeping.test(session, session.get_one(Hook, hook_id), clock.now(session))

    return made


def is_right(secret: str, headers: dict[str, str], body: bytes) -> list[bool]:
    """As a receiver checks it who has read standardwebhooks.com and not our code."""
    key = base64.b64decode(secret.split("_", 1)[1])
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return [given == wanted for given in headers["webhook-signature"].split(" ")]


def test_a_known_example_has_the_known_signature() -> None:
    """Of the scheme's own documents."""
    secret, uid = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
    given = signing.signature(uid, 1614265330, b'{"test": 2432232314}', secret)
    assert given == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_what_is_told_is_signed_and_stamped_now(hook: Hooks, receiver: Receiver, event: Callable[[int], None]) -> None:
    hook_id, secret = hook()
    event(hook_id)
    assert receiver.hears() == 1
    target, body, headers = receiver.got[0]
    assert is_right(secret, dict(headers), body) == [True]
    assert abs(int(headers["webhook-timestamp"]) - datetime.now(UTC).timestamp()) < 60
    assert (target.ip, target.path) == ("93.184.216.34", "/lotse?token=geheim")
    assert [(one.state, one.status) for one in receiver.events()] == [("sent", 200)]
    assert receiver.hears() == 0


def test_a_replaced_secret_signs_as_well_for_a_day(
    hook: Hooks, receiver: Receiver, event: Callable[[int], None], sessions: sessionmaker[Session], dora: Person
) -> None:
    hook_id, old = hook()
    with sessions.begin() as session:
        new = keeping.new_secret(session, session.get_one(Hook, hook_id), dora, uuid4(), clock.now(session))
    event(hook_id)
    receiver.hears()
    _, body, headers = receiver.got[0]
    assert is_right(new, dict(headers), body) == [True, False]
    assert is_right(old, dict(headers), body) == [False, True]
    with sessions.begin() as session:
        session.execute(update(Hook).values(former_until=clock.now(session)))
    event(hook_id)
    receiver.hears()
    _, body, headers = receiver.got[1]
    assert is_right(new, dict(headers), body) == [True]


def test_secrets_and_addresses_are_sealed(hook: Hooks, sessions: sessionmaker[Session]) -> None:
    _, secret = hook()
    assert {trace: places(sessions, trace) for trace in (secret, "geheim")} == {secret: [], "geheim": []}


def test_what_the_version_before_wrote_holds_and_is_sealed_within_the_minute(
    hook: Hooks, receiver: Receiver, event: Callable[[int], None], sessions: sessionmaker[Session]
) -> None:
    hook_id, _ = hook()
    with sessions.begin() as session:  # an admin has changed it on a page of then
        session.get_one(Hook, hook_id).url = "https://93.184.216.34/later?key=spaeter"
    for sealed in (1, 0):
        event(hook_id)
        assert receiver.hears() == 1
        assert destination.seal_plain(sessions) == sealed
    assert [target.path for target, _, _ in receiver.got] == ["/later?key=spaeter"] * 2
    assert places(sessions, "spaeter") == []


def test_of_what_the_version_before_removed_the_address_goes_too(hook: Hooks, sessions: sessionmaker[Session]) -> None:
    hook_id, _ = hook()
    with sessions.begin() as session:
        removed = session.get_one(Hook, hook_id)
        removed.url, removed.removed_at = "", clock.now(session)
    destination.seal_plain(sessions)
    with sessions() as session:
        assert session.get_one(Hook, hook_id).sealed_url is None


def test_the_version_before_sends_to_no_address_that_it_cannot_read(
    hook: Hooks, sessions: sessionmaker[Session]
) -> None:
    """It tries again later, and this version sends it then."""
    hook_id, _ = hook()
    with sessions() as session, pytest.raises(address.AddressError):
        address.find(session.get_one(Hook, hook_id).url, own_network=False)


@pytest.mark.parametrize("answers", [500, 302, "timeout"])
def test_what_is_not_taken_is_told_again_after_growing_pauses_and_given_up_with_a_notice(
    hook: Hooks, receiver: Receiver, event: Callable[[int], None], sessions: sessionmaker[Session], answers: int | str
) -> None:
    hook_id, _ = hook()
    event(hook_id)
    receiver.answers = answers
    for pause in recording.PAUSES:
        assert receiver.hears() == 1
        assert receiver.hears() == 0
        receiver.later(pause - timedelta(seconds=3))
        assert receiver.hears() == 0
        receiver.later(timedelta(seconds=3))
    assert receiver.hears() == 1
    (one,) = receiver.events()
    assert (one.state, one.attempts) == ("dead", 8)
    assert len({headers["webhook-id"] for _, _, headers in receiver.got}) == 1
    with sessions() as session:
        assert [(notice.event, notice.grave) for notice in session.scalars(select(Notice))] == [("GIVEN_UP", True)]


def test_an_address_that_is_gone_is_told_nothing_more(
    hook: Hooks, receiver: Receiver, event: Callable[[int], None], sessions: sessionmaker[Session]
) -> None:
    hook_id, _ = hook()
    event(hook_id)
    event(hook_id)
    receiver.answers = 410
    assert receiver.hears() == 1
    assert [one.state for one in receiver.events()] == ["dead", "dead"]
    with sessions() as session:
        assert session.get_one(Hook, hook_id).disabled_why == "gone"
        assert session.scalars(select(Notice.event)).all() == ["GONE"]


def test_a_hook_that_takes_nothing_for_days_is_switched_off(
    hook: Hooks, receiver: Receiver, event: Callable[[int], None], sessions: sessionmaker[Session]
) -> None:
    hook_id, _ = hook()
    receiver.answers = 500
    event(hook_id)
    receiver.hears()
    receiver.later(recording.PATIENCE)
    event(hook_id)
    receiver.hears()
    with sessions() as session:
        assert session.get_one(Hook, hook_id).disabled_why == "failing"


def test_who_takes_something_again_has_not_failed_for_days(
    hook: Hooks, receiver: Receiver, event: Callable[[int], None], sessions: sessionmaker[Session]
) -> None:
    hook_id, _ = hook()
    for receiver.answers in (500, 200):
        event(hook_id)
        receiver.hears()
        receiver.later(recording.PATIENCE)
    with sessions() as session:
        assert session.get_one(Hook, hook_id).failing_since is None


def test_a_hook_that_fails_holds_up_no_other_and_is_not_hammered(
    hook: Hooks, receiver: Receiver, event: Callable[[int], None]
) -> None:
    bad, _ = hook(url="https://93.184.216.35/")
    good, _ = hook()
    for _ in range(3):
        event(bad)
        event(good)

    def post(target: Target, body: bytes, headers: dict[str, str]) -> int:
        return 500 if target.ip.endswith("35") else receiver(target, body, headers)

    assert sending.send_due(receiver.sessions, post) == 4
    states = [(one.hook_id, one.state, one.attempts) for one in receiver.events()]
    assert sorted(states) == [*[(bad, "due", 0)] * 2, (bad, "due", 1), *[(good, "sent", 1)] * 3]


def test_two_clocks_tell_each_event_once(hook: Hooks, receiver: Receiver, event: Callable[[int], None]) -> None:
    hook_id, _ = hook()
    event(hook_id)
    (parcel,) = sending.claim(receiver.sessions)
    assert receiver.hears() == 0
    recording.record(receiver.sessions, hook_id, UUID(int=0), sending.carry(parcel, receiver))
    assert receiver.events()[0].state == "due"  # what another claim says does not count
    recording.record(receiver.sessions, hook_id, parcel.claim, sending.carry(parcel, receiver))
    assert receiver.events()[0].state == "sent"


def test_what_was_told_is_forgotten_after_two_weeks(
    hook: Hooks, receiver: Receiver, event: Callable[[int], None], sessions: sessionmaker[Session]
) -> None:
    hook_id, _ = hook()
    event(hook_id)
    receiver.hears()
    event(hook_id)
    with sessions.begin() as session:
        session.execute(update(HookEvent).values(done_at=HookEvent.done_at - timedelta(days=15)))
    pruning.prune(sessions)
    assert [one.state for one in receiver.events()] == ["due"]


def test_what_nobody_sends_any_more_is_forgotten_as_well(
    hook: Hooks, receiver: Receiver, event: Callable[[int], None], sessions: sessionmaker[Session]
) -> None:
    """It was written down in the moment in which its hook was switched off."""
    hook_id, _ = hook()
    event(hook_id)
    with sessions.begin() as session:
        session.get_one(Hook, hook_id).disabled_at = clock.now(session)
        session.execute(update(HookEvent).values(at=HookEvent.at - timedelta(days=29)))
    pruning.prune(sessions)
    assert receiver.events() == []


def test_the_clocks_thread_tells_and_records(
    hook: Hooks, receiver: Receiver, event: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    hook_id, _ = hook()
    event(hook_id)
    monkeypatch.setattr(hooks, "post", receiver)
    thread = hooks.Hooks()
    ends = time.monotonic() + 10
    while receiver.events()[0].state != "sent" and time.monotonic() < ends:
        thread.look()
        time.sleep(0.01)
    assert receiver.events()[0].state == "sent"

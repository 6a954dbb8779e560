"""Secrets at rest: sealed, renewed when SECRET_KEY changes, and nowhere in the clear."""

from collections.abc import Callable
from uuid import uuid4

import pyotp
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import clock, inboxes, sealing, second_factor
from app.hooks import destination, keeping, sending
from app.hooks.keeping import Wish
from app.inboxes import Keys
from app.tables import Base, Hook, Inbox, Person
from tests.app.dashboard.inbox import add_person
from tests.app.traces import places

TOKEN, SECRET = "EAAB-a-token-of-its-own", "an-app-secret-of-its-own"
ADDRESS = "https://93.184.216.34/in?key=a-key-of-theirs"
OTHER_KEY = "another-secret-key-that-is-long-enough-too"
# Columns that sound like secrets: how each is kept from being one in the clear.
KEPT = {
    "inboxes.access_token": "sealed",
    "inboxes.app_secret": "sealed",
    "people.password_hash": "hashed",
    "people.session_key": "worth nothing without SECRET_KEY, which signs the cookie",
    "lookups.secret": "the name of a variable",
    "hooks.secret": "sealed",
    "people.second_factor": "sealed",
    "people.second_factor_at": "a time",
    "people.second_factor_step": "which code was taken last",
    "people.recovery_codes": "hashed",
    "links.token_hash": "hashed",
    "sign_ins.token_hash": "hashed",
    "hooks.former_secret": "sealed",
    "hooks.sealed_url": "sealed",
}
SOUNDS_SECRET = ("secret", "token", "password", "private", "_key", "factor", "recovery", "sealed")

Setting = Callable[[str, str], None]


@pytest.fixture
def inbox(sessions: sessionmaker[Session]) -> Inbox:
    with sessions.begin() as session:
        made = inboxes.add(session, "20000000002")
        inboxes.give(made, Keys(TOKEN, SECRET))
    return made


def test_no_dump_of_the_database_shows_a_secret(inbox: Inbox, sessions: sessionmaker[Session]) -> None:
    assert {trace: places(sessions, trace) for trace in (TOKEN, SECRET)} == {TOKEN: [], SECRET: []}
    assert sealing.unseal(inbox.access_token or b"") == TOKEN


def test_every_column_that_sounds_secret_is_known_with_how_it_is_kept() -> None:
    columns = [column for table in Base.metadata.sorted_tables for column in table.columns]
    secret = {str(column) for column in columns if any(word in column.name for word in SOUNDS_SECRET)}
    assert secret == set(KEPT)
    assert {
        str(column).replace("Inbox.", "inboxes.").replace("Hook.", "hooks.").replace("Person.", "people.")
        for column in sealing.SEALED
    } == {name for name, how in KEPT.items() if how == "sealed"}


def test_a_new_key_reads_what_the_one_before_sealed_and_seals_it_anew(
    inbox: Inbox, sessions: sessionmaker[Session], setting: Setting
) -> None:
    setting("SECRET_KEY_BEFORE", "a-secret-key-for-tests-of-32-and-more-characters")
    setting("SECRET_KEY", OTHER_KEY)
    assert sealing.unseal(inbox.access_token or b"") == TOKEN
    with sessions.begin() as session:
        assert sealing.renew(session) == (2, 0)
    setting("SECRET_KEY_BEFORE", "")
    with sessions() as session:
        kept = session.scalars(select(Inbox)).one()
    assert [sealing.unseal(value or b"") for value in (kept.access_token, kept.app_secret)] == [TOKEN, SECRET]


def test_webhooks_and_second_factors_go_on_with_the_new_key_alone(
    sessions: sessionmaker[Session], setting: Setting
) -> None:
    dora = add_person(sessions, "dora@example.com", "admin")
    with sessions.begin() as session:
        now, person = clock.now(session), session.get_one(Person, dora.id)
        hook, first = keeping.add(session, Wish(ADDRESS, ("message",), None, False), dora, uuid4(), now)
        signing_secrets = (keeping.new_secret(session, hook, dora, uuid4(), now), first)
        second_factor.begin(person)
        app = pyotp.TOTP(second_factor.secret(person) or "")
    setting("SECRET_KEY_BEFORE", "a-secret-key-for-tests-of-32-and-more-characters")
    setting("SECRET_KEY", OTHER_KEY)
    with sessions.begin() as session:
        assert sealing.renew(session) == (4, 0)
    setting("SECRET_KEY_BEFORE", "")
    with sessions.begin() as session:
        hook = session.scalars(select(Hook)).one()
        assert sending.secrets_of(hook, now) == signing_secrets
        assert destination.of(hook) == ADDRESS
        person = session.get_one(Person, dora.id)
        assert second_factor.confirm(person, app.at(now), uuid4(), now)


def test_of_a_removed_webhook_there_is_nothing_left_to_seal(sessions: sessionmaker[Session]) -> None:
    dora = add_person(sessions, "dora@example.com", "admin")
    with sessions.begin() as session:
        now = clock.now(session)
        hook, _ = keeping.add(session, Wish("https://93.184.216.34/", ("message",), None, False), dora, uuid4(), now)
        keeping.remove(session, hook, dora, now)
    with sessions.begin() as session:
        assert sealing.renew(session) == (0, 0)


def test_what_no_key_reads_is_counted_and_left_alone(
    inbox: Inbox, sessions: sessionmaker[Session], setting: Setting
) -> None:
    setting("SECRET_KEY", OTHER_KEY)
    with sessions.begin() as session:
        assert sealing.renew(session) == (0, 2)
    with sessions() as session:
        assert session.scalars(select(Inbox)).one().access_token == inbox.access_token

"""The administrators' page of outgoing webhooks."""

import re
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import clock
from app.hooks import destination, keeping, sending
from app.hooks.keeping import Wish
from app.tables import AuditLine, Hook, HookEvent
from tests.app.dashboard.inbox import Visitor, add_person

WISH = {"url": "https://93.184.216.34/in?token=geheim", "event": ["message", "escalation"]}
SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]{44}")


@pytest.fixture
def hook(admin: Visitor) -> str:
    page = admin.post("/webhooks", key=str(uuid4()), **WISH)
    found = SECRET.search(page.text)
    assert found
    return found[0]


def test_a_secret_is_shown_once_and_a_new_one_is_another(admin: Visitor, hook: str) -> None:
    assert not SECRET.search(admin.get("/webhooks").text)
    key = str(uuid4())
    pages = [admin.post("/webhooks/1/secret", key=key).text for _ in range(2)]
    found = {SECRET.findall(page)[0] for page in pages}
    assert len(found) == 1  # a double click shows the one that counts
    assert found != {hook}


def test_a_secret_that_was_replaced_does_not_come_back_with_an_old_page(admin: Visitor, hook: str) -> None:
    first, second = str(uuid4()), str(uuid4())
    made = [SECRET.findall(admin.post("/webhooks/1/secret", key=key).text)[0] for key in (first, second, first)]
    assert len({hook, *made}) == 4


def test_the_page_that_added_it_does_nothing_when_it_is_loaded_anew_after_another_secret(
    admin: Visitor, sessions: sessionmaker[Session]
) -> None:
    form = {"key": str(uuid4()), **WISH}
    first = [SECRET.findall(admin.post("/webhooks", **form).text) for _ in range(2)]
    assert first[0] == first[1] != []  # a double click
    admin.post("/webhooks/1/secret", key=str(uuid4()))
    again = admin.post("/webhooks", **form)
    assert (again.status_code, again.headers["Location"]) == (303, "/webhooks#hook-1")
    assert not SECRET.search(admin.get("/webhooks").text)
    with sessions() as session:
        assert len(session.scalars(select(Hook)).all()) == 1


def test_both_halves_of_a_double_click_in_the_same_moment_show_the_secret(sessions: sessionmaker[Session]) -> None:
    dora, key = add_person(sessions, "dora@example.com", "admin"), uuid4()
    wished = Wish("https://93.184.216.34/", ("message",), None, False)

    def add(_: int) -> str | None:
        with sessions.begin() as session:
            return keeping.add(session, wished, dora, key, clock.now(session))[1]

    with ThreadPoolExecutor(4) as together:
        [secret] = set(together.map(add, range(4)))
    assert secret


def test_a_test_is_sent_shown_and_sent_again(admin: Visitor, hook: str, sessions: sessionmaker[Session]) -> None:
    assert admin.post("/webhooks/1/test").status_code == 303
    assert sending.send_due(sessions, lambda *_: 204) == 1
    page = admin.get("/webhooks").text
    assert "HTTP 204" in page
    assert "angenommen" in page
    assert admin.post("/webhooks/1/events/1/again").status_code == 303
    assert sending.send_due(sessions, lambda *_: 500) == 1
    assert "HTTP 500" in admin.get("/webhooks").text
    assert admin.post("/webhooks/1/events/9/again").status_code == 404


def test_it_is_changed_switched_and_removed(admin: Visitor, hook: str, sessions: sessionmaker[Session]) -> None:
    admin.post("/webhooks/1/change", **{**WISH, "event": ["resolution"], "with_text": "1"})
    with sessions() as session:
        kept = session.get_one(Hook, 1)
        assert (kept.events, kept.with_text) == (["resolution"], True)
    admin.post("/webhooks/1/switch")
    assert admin.post("/webhooks/1/test").status_code == 409
    admin.post("/webhooks/1/switch", on="1")
    admin.post("/webhooks/1/test")
    admin.post("/webhooks/1/remove")
    assert "93.184.216.34" not in admin.get("/webhooks").text
    assert admin.post("/webhooks/1/test").status_code == 404
    with sessions() as session:
        assert session.scalars(select(HookEvent)).all() == []
        left = session.get_one(Hook, 1)
        assert (left.secret, left.url, left.sealed_url) == (b"", "", None)
        written = select(AuditLine).where(AuditLine.subject == "hook").order_by(AuditLine.id)
        lines = session.scalars(written).all()
    assert [line.action for line in lines] == [
        *("hook_added", "hook_changed", "hook_switched", "hook_switched", "hook_removed")
    ]
    assert "geheim" not in str([line.detail for line in lines])


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"url": "http://93.184.216.34/"}, "keine https-Adresse"),
        ({"url": "https://127.0.0.1/"}, "privates Netz"),
        ({"event": []}, "nichts gewählt"),
        ({"inbox": "77"}, "Nummer gibt es nicht mehr"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(
    admin: Visitor, sessions: sessionmaker[Session], wish: dict[str, str], said: str
) -> None:
    answer = admin.post("/webhooks", key=str(uuid4()), **{**WISH, **wish})
    assert answer.status_code == 409
    assert said in answer.text
    with sessions() as session:
        assert session.scalars(select(Hook)).all() == []


def test_what_was_filled_in_stays_when_it_is_refused(admin: Visitor) -> None:
    page = admin.post("/webhooks", key=str(uuid4()), url="http://shop.example/in", event=["resolution"], with_text="1")
    assert page.status_code == 409
    assert 'value="http://shop.example/in"' in page.text
    assert re.findall(r'name="(?:event|with_text)" value="(\w+)" checked', page.text) == ["resolution", "1"]


def test_no_page_shows_more_of_an_address_than_its_host(admin: Visitor, hook: str) -> None:
    admin.post("/webhooks", key=str(uuid4()), **{**WISH, "url": "https://93.184.216.34:8443/"})
    admin.post("/webhooks/1/switch")
    for page in (admin.get("/webhooks"), admin.post("/webhooks/1/test")):
        assert "geheim" not in page.text
        assert "<bdi>https://93.184.216.34/…</bdi>" in page.text
        assert "<bdi>https://93.184.216.34:8443/</bdi>" in page.text


def test_an_address_that_is_left_out_of_a_change_stays(
    admin: Visitor, hook: str, sessions: sessionmaker[Session]
) -> None:
    for given, kept in (("", WISH["url"]), ("https://93.184.216.34/new", "https://93.184.216.34/new")):
        assert admin.post("/webhooks/1/change", url=given, event=["resolution"]).status_code == 303
        with sessions() as session:
            found = session.get_one(Hook, 1)
            assert (destination.of(found), found.events) == (kept, ["resolution"])


def test_an_address_that_nobody_can_read_any_more_is_asked_for_anew(
    admin: Visitor, hook: str, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        session.get_one(Hook, 1).sealed_url = b"sealed under another key"
    assert "Adresse, die sich nicht lesen lässt" in admin.get("/webhooks").text
    admin.post("/webhooks/1/test")
    assert sending.send_due(sessions, lambda *_: 204) == 1
    assert "die Adresse lässt sich nicht lesen; geben Sie sie neu an" in admin.get("/webhooks").text
    assert admin.post("/webhooks/1/change", **WISH).status_code == 303
    assert "<bdi>https://93.184.216.34/…</bdi>" in admin.get("/webhooks").text


def test_nobody_but_admins_sees_or_changes_webhooks(admin: Visitor, hook: str, supervisor: Visitor) -> None:
    assert supervisor.get("/webhooks").status_code == 403
    for path in ("", "/1/change", "/1/secret", "/1/switch", "/1/test", "/1/remove", "/1/events/1/again"):
        assert supervisor.post(f"/webhooks{path}", **WISH).status_code == 403, path

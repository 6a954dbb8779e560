"""A contact's page: who it is, opting out for them, the export and the erasing, each by those who may."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from app import drafts, merging
from app.tables import AuditLine, Contact, ContactAlias, Event, Media, Message, Note, Person
from tests.app.dashboard.inbox import Shop, Visitor, add_person


@pytest.fixture
def kim(shop: Shop) -> int:
    """Kim's conversation; she is contact 1."""
    return shop.conversation("wo ist <b>mein</b> paket", name="Kim <i>Sommer</i>", phone="4915112345678")


@pytest.fixture
def admin(visitor: Callable[[], Visitor], shop: Shop) -> Visitor:
    signed_in = visitor()
    signed_in.sign_in(add_person(shop.sessions, "dora@example.com", "admin").email)
    return signed_in


def contact(shop: Shop) -> Contact:
    with shop.sessions() as session:
        return session.get_one(Contact, 1)


def test_the_page_names_all_that_is_known(agent: Visitor, shop: Shop, kim: int, anna: Person) -> None:
    with shop.sessions.begin() as session:
        old = {"kind": "phone", "value": "4930111", "key": "4930111", "seen_at": shop.now, "until": shop.now}
        session.add(ContactAlias(contact_id=1, **old))
        session.add(Note(conversation_id=kim, person_id=anna.id, text="mag <u>Tee</u>", written_at=shop.now))
    page = agent.get("/contacts/1").text
    for shown in (
        "Kim &lt;i&gt;Sommer",
        "+4915112345678",
        "+4930111",
        "bis ",
        "mag &lt;u&gt;Tee",
        f"/conversations/{kim}",
    ):
        assert shown in page


def test_agents_see_neither_the_forms_nor_get_what_they_do(agent: Visitor, shop: Shop, kim: int) -> None:
    page = agent.get("/contacts/1").text
    assert not {"export-json", "opt-out", 'data-testid="erase"'} & {word for word in _WORDS if word in page}
    assert agent.get("/contacts/1/export.json").status_code == 403
    assert agent.post("/contacts/1/opt-out", wanted="out", why="x").status_code == 403
    assert agent.post("/contacts/1/erase", typed="1").status_code == 403
    assert contact(shop).name


_WORDS = ("export-json", "/contacts/1/opt-out", 'data-testid="erase"')


def test_a_supervisor_opts_somebody_out_and_in_again_with_a_reason_in_the_timeline(
    supervisor: Visitor, shop: Shop, kim: int
) -> None:
    assert supervisor.post("/contacts/1/opt-out", wanted="out", why=" ").status_code == 409
    assert contact(shop).opted_out_at is None
    supervisor.post("/contacts/1/opt-out", wanted="out", why="rief <b>an</b>")
    assert contact(shop).opted_out_at
    assert "carl hat abgemeldet" in supervisor.get(f"/conversations/{kim}").text
    assert "rief &lt;b&gt;an" in supervisor.get("/contacts/1").text
    supervisor.post("/contacts/1/opt-out", wanted="in", why="schrieb uns")
    assert contact(shop).opted_out_at is None
    with shop.sessions() as session:
        assert list(session.scalars(select(Event.kind).order_by(Event.id))) == ["opted_out", "opted_in"]


def test_the_export_is_one_file_of_either_kind_with_harmless_text(supervisor: Visitor, shop: Shop, kim: int) -> None:
    as_json, as_page = supervisor.get("/contacts/1/export.json"), supervisor.get("/contacts/1/export.html")
    assert "attachment" in as_json.headers["Content-Disposition"]
    assert json.loads(as_json.text)["conversations"][0]["messages"][0]["text"] == "wo ist <b>mein</b> paket"
    assert "attachment" in as_page.headers["Content-Disposition"]
    assert "wo ist &lt;b&gt;mein&lt;/b&gt; paket" in as_page.text
    assert supervisor.get("/contacts/99/export.json").status_code == 404


def test_supervisors_do_not_erase(supervisor: Visitor, shop: Shop, kim: int) -> None:
    assert supervisor.post("/contacts/1/erase", typed="1").status_code == 403
    assert contact(shop).name


def test_an_admin_erases_by_typing_the_number_and_the_page_says_so(admin: Visitor, shop: Shop, kim: int) -> None:
    refused = admin.post("/contacts/1/erase", typed="2")
    assert refused.status_code == 409
    assert "Es wurde nichts gelöscht" in refused.text
    assert contact(shop).name

    admin.post("/contacts/1/erase", typed=" 1 ")
    page = admin.get("/contacts/1").text
    assert "dora hat am" in page
    assert "Kim" not in page
    assert "4915112345678" not in page
    assert 'data-testid="erase"' not in page
    talk = admin.get(f"/conversations/{kim}").text
    assert "alle Inhalte und Angaben zur Person gelöscht" in talk
    assert "paket" not in talk
    assert "Auf Wunsch der Person gelöscht." in talk
    assert "Der Kunde hat diese Nachricht gelöscht" not in talk
    assert "Antworten lässt sich hier nicht mehr" in talk
    assert 'data-testid="take"' not in talk


def test_a_file_that_waits_in_a_draft_is_told_among_what_goes(
    admin: Visitor, shop: Shop, kim: int, anna: Person
) -> None:
    picture = shop.customer_says(kim, None, kind="image")
    shop.medium(picture)
    with shop.sessions.begin() as session:
        session.add(Media(id=7, inbox_id=1, kind="document", state="stored", person_id=anna.id))
        drafts.attach(session, kim, anna.id, 7, shop.now)
    assert "Bilder, Aufnahmen und Dateien (2)" in admin.get("/contacts/1").text
    admin.post("/contacts/1/erase", typed="1")
    with shop.sessions() as session:
        assert session.scalars(select(Media)).all() == []


def test_exporting_and_erasing_leave_lines_in_the_audit_log_without_what_they_are_called(
    admin: Visitor, shop: Shop, kim: int
) -> None:
    admin.get("/contacts/1/export.html")
    admin.post("/contacts/1/opt-out", wanted="out", why="Kim am Telefon")
    admin.post("/contacts/1/erase", typed="1")
    with shop.sessions() as session:
        written = select(AuditLine).where(AuditLine.subject == "contact").order_by(AuditLine.id)
        lines = session.scalars(written).all()
    told = [(line.action, line.subject, line.subject_id) for line in lines]
    actions = ("contact_exported", "contact_opted_out", "contact_erased")
    assert told == [(action, "contact", 1) for action in actions]
    assert {line.person_id for line in lines} == {lines[0].person_id} != {None}
    assert not any("Kim" in str(line.detail) for line in lines)


def test_while_a_message_is_on_its_way_the_page_says_to_try_again(admin: Visitor, shop: Shop, kim: int) -> None:
    shop.we_say(kim, "Gleich!", "sending")
    assert "in einer Minute" in admin.post("/contacts/1/erase", typed="1").text
    assert contact(shop).name
    with shop.sessions.begin() as session:
        session.execute(update(Message).where(Message.direction == "out").values(status="sent"))
    assert admin.post("/contacts/1/erase", typed="1").status_code == 303


def test_the_page_of_somebody_who_became_one_with_another_leads_there_and_again(
    agent: Visitor, supervisor: Visitor, admin: Visitor, shop: Shop, kim: int
) -> None:
    for name in ("Kim S.", "Kimberly"):
        shop.conversation(name=name)
    with shop.sessions.begin() as session:
        merging.merge(session, 2, 3)
        merging.merge(session, 1, 2)
    for old in (2, 3):
        answer = agent.get(f"/contacts/{old}")
        assert (answer.status_code, answer.headers["Location"]) == (308, "/contacts/1")
    assert supervisor.get("/contacts/3/export.json").headers["Location"] == "/contacts/1/export.json"
    assert supervisor.post("/contacts/3/opt-out", wanted="out", why="am Telefon").status_code == 308
    assert admin.post("/contacts/3/erase", typed="3").headers["Location"] == "/contacts/1/erase"
    assert agent.get("/contacts/3/export.json").status_code == 403
    assert contact(shop).name == "Kim <i>Sommer</i>"
    assert agent.get("/contacts/99").status_code == 404

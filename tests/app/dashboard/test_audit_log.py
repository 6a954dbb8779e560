"""The audit log's page and file, and what people do with accounts standing in it."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pyotp
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import accounts, api_tokens, audit, sealing
from app.dashboard import audit_log
from app.dashboard.texts import TEXTS
from app.tables import AuditLine, Person
from tests.app.dashboard.inbox import PASSWORD, Visitor
from tests.app.dashboard.links import made_link, shown_link
from tests.conftest import ROOT

Visitors = Callable[[], Visitor]
NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)


def lines(sessions: sessionmaker[Session]) -> list[AuditLine]:
    with sessions() as session:
        return list(session.scalars(select(AuditLine).order_by(AuditLine.id)))


def actions(sessions: sessionmaker[Session]) -> list[str]:
    return [line.action for line in lines(sessions)]


def write(
    sessions: sessionmaker[Session], action: str, person: Person | None, subject: tuple[str, int], **of: object
) -> None:
    with sessions.begin() as session:
        audit.write(session, action, person, NOW, subject, of)


def test_every_action_has_words_in_both_languages() -> None:
    for language in ("de", "en"):
        assert {f"audit.{action}" for action in audit.ACTIONS} <= set(TEXTS[language])


def test_every_kind_of_thing_that_is_written_of_has_words_in_both_languages() -> None:
    sources = [path.read_text("utf-8") for top in ("app", "commands") for path in (ROOT / top).rglob("*.py")]
    kinds = {kind for source in sources for kind in re.findall(r'audit\.write\(.*?\("(\w+)", ', source)}
    assert kinds >= {"person", "hook", "api_token", "version"}
    for language in ("de", "en"):
        assert {f"audit.subject.{kind}" for kind in kinds} <= set(TEXTS[language])


def test_what_an_administrator_does_with_somebody_is_written_down(
    admin: Visitor, anna: Person, visitor: Visitors, sessions: sessionmaker[Session]
) -> None:
    link = shown_link(admin.post("/people/add", email="eva@example.com").text)
    visitor().post(link, password="seven quiet lighthouses")
    admin.post(f"/people/{anna.id}/change", role="supervisor")
    admin.post(f"/people/{anna.id}/change", role="supervisor", name="Anna")
    admin.post(f"/people/{anna.id}/sessions/end")
    made_link(admin, anna.id)
    admin.post(f"/people/{anna.id}/withdraw")
    admin.post(f"/people/{anna.id}/end")
    expected = ["signed_in", "person_invited", "password_chosen", "signed_in", "role_changed", "person_changed"]
    assert actions(sessions) == [*expected, "sessions_ended", "link_made", "link_withdrawn", "access_ended"]
    changed = lines(sessions)[4]
    assert (changed.subject, changed.subject_id) == ("person", anna.id)
    assert changed.detail == {"from": "agent", "into": "supervisor"}


def test_what_people_do_with_their_own_account_is_written_down(agent: Visitor, sessions: sessionmaker[Session]) -> None:
    agent.post("/me/second-factor/begin", password=PASSWORD)
    with sessions() as session:
        anna = accounts.find(session, "anna@example.com")
        assert anna
        assert anna.second_factor
        code = pyotp.TOTP(sealing.unseal(anna.second_factor)).now()
    agent.post("/me/second-factor/confirm", code=code)
    agent.post("/me/second-factor/codes", password=PASSWORD)
    agent.post("/me/second-factor/off", password=PASSWORD)
    agent.post("/me/password", old=PASSWORD, new="another good password")
    agent.post("/me/sessions/end")
    agent.post("/sign-out")
    factor = ["second_factor_on", "recovery_codes_renewed", "second_factor_off"]
    assert actions(sessions) == ["signed_in", *factor, "password_changed", "sessions_ended", "signed_out"]
    kept = json.dumps([line.detail for line in lines(sessions)])
    assert PASSWORD not in kept
    assert code not in kept


def test_a_machine_stands_there_by_its_name(admin: Visitor, sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        by = session.scalars(select(Person)).one()
        token, _ = api_tokens.make(session, "Shop system", ["playbook:write"], None, by, uuid4(), NOW)
        audit.write(session, "playbook_saved", token.person, NOW)
    assert "API: Shop system" in admin.get("/audit-log").text
    file = admin.get("/audit-log.csv").text
    assert "API: Shop system" in file
    assert "lotse.invalid" not in file


def test_refused_sign_ins_are_one_line_an_hour_and_account_with_their_number(
    anna: Person, visitor: Visitors, sessions: sessionmaker[Session], setting: Callable[[str, str], None]
) -> None:
    for email in (anna.email, anna.email, "nobody@example.com", "noone@example.com", "none@example.com"):
        visitor().sign_in(email, "wrong")
    assert actions(sessions) == []
    setting("LOTSE_NOW_OFFSET", "3600")
    visitor().sign_in()
    told = {line.subject_id: line.detail for line in lines(sessions) if line.action == "sign_in_refused"}
    assert {number: (detail or {})["number"] for number, detail in told.items()} == {anna.id: 2, None: 3}
    visitor().sign_in()
    assert actions(sessions).count("sign_in_refused") == 2


def test_the_page_says_who_did_what_to_whom(admin: Visitor, anna: Person, sessions: sessionmaker[Session]) -> None:
    write(sessions, "role_changed", anna, ("person", anna.id), **{"from": "agent", "into": "admin"})
    write(sessions, "something_new", None, ("conversation", 7), words="<script>")
    page = admin.get("/audit-log").text
    for words in ("Rolle geändert", "vorher: Service; jetzt: Administration", "something_new", "&lt;script&gt;"):
        assert words in page
    assert 'href="/conversations/7"' in page
    assert page.index("something_new</td>") < page.index("Rolle geändert</td>")


def test_what_lines_are_about_and_their_details_are_in_words(
    admin: Visitor, anna: Person, sessions: sessionmaker[Session]
) -> None:
    token = {"name": "secret", "scopes": ["messages:read"], "expires_at": "2027-02-28T09:00:00+00:00"}
    write(sessions, "api_token_made", anna, ("api_token", 3), **token)
    hook = {"host": "shop.example", "events": ["message"], "inbox_id": None, "with_text": False}
    write(sessions, "hook_added", anna, ("hook", 4), **hook)
    write(sessions, "playbook_saved", anna, ("version", 5), what="hours", about="")
    page = admin.get("/audit-log").text
    assert "API-Token 3" in page
    assert "Name: secret; Rechte: messages:read; läuft ab: 28.02.2027, 10:00" in page
    assert "Server: shop.example; Meldungen: Nachricht eines Kunden; mit Text: nein" in page
    assert '<a href="/playbook/versions/5">Version 5</a>' in page
    assert "was: Geschäftszeiten</bdi>" in page


def test_every_kind_of_subject_has_words_in_both_languages() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "app").rglob("*.py"))
    kinds = set(re.findall(r'audit\.write\([^\n]*\("([a-z_]+)", ', code))
    assert {"api_token", "hook", "night", "person", "version"} <= kinds
    for language in ("de", "en"):
        assert {f"audit.subject.{kind}" for kind in kinds} <= set(TEXTS[language])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("person=2", {"role_changed"}),
        ("person=0", {"erased"}),
        ("action=erased", {"erased"}),
        ("subject=person", {"role_changed", "signed_in"}),
        ("subject=contact&id=9", {"erased"}),
        ("subject=contact&id=8", set()),
        ("person=x&id=&action=", {"role_changed", "signed_in", "erased"}),
    ],
)
def test_it_is_narrowed_by_person_action_and_subject(
    admin: Visitor, anna: Person, sessions: sessionmaker[Session], query: str, found: set[str]
) -> None:
    assert anna.id == 2
    write(sessions, "role_changed", anna, ("person", anna.id))
    write(sessions, "erased", None, ("contact", 9))
    page = admin.get(f"/audit-log?{query}").text
    assert {action for action in ("role_changed", "erased", "signed_in") if f'data-action="{action}"' in page} == found


def test_it_is_read_page_by_page(
    admin: Visitor, anna: Person, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_log, "SHOWN", 2)
    for number in range(4):
        write(sessions, "erased", anna, ("contact", 100 + number))
    pages, path = [], "/audit-log?action=erased"
    for _ in range(2):
        page = admin.get(path).text
        pages.append([number for number in range(4) if f"Kontakt {100 + number}" in page])
        path = page.split('data-testid="older"')[0].rpartition('href="')[2].split('"')[0].replace("&amp;", "&")
    assert pages == [[2, 3], [0, 1]]
    assert 'data-testid="older"' not in admin.get("/audit-log?action=erased&before=3").text


def test_the_file_has_the_same_lines_and_no_formulas(
    admin: Visitor, anna: Person, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        session.get_one(Person, anna.id).email = "=cmd@example.com"
    write(sessions, "=HYPERLINK(1)", anna, ("@kind", 9), **{"+a": "1"})
    answer = admin.get("/audit-log.csv?subject=@kind")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="lotse-audit-log.csv"'
    [head, row] = csv.reader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=";")
    assert head[0] == "Zeile"
    assert row[1:] == [
        *(
            "2026-11-29T09:00:00+00:00",
            "'=cmd@example.com",
            "'=HYPERLINK(1)",
            "'=HYPERLINK(1)",
            "'@kind",
            "9",
            "",
            "'+a: 1",
        )
    ]


def test_it_stays_quick_to_leaf_through(admin: Visitor, anna: Person, sessions: sessionmaker[Session]) -> None:
    """Lines that the page does not show are not read."""
    with sessions.begin() as session:
        session.add_all(
            AuditLine(at=NOW + timedelta(seconds=one), person_id=anna.id, action="erased") for one in range(150)
        )
    assert admin.get("/audit-log").text.count('data-testid="line"') == audit_log.SHOWN


@pytest.mark.parametrize("name", ["action", "subject"])
@pytest.mark.parametrize("path", ["/audit-log", "/audit-log.csv"])
def test_what_no_line_can_hold_is_asked_for_and_not_found(admin: Visitor, path: str, name: str) -> None:
    assert admin.get(f"{path}?{name}=a%00b{'x' * 3000}").status_code == 200

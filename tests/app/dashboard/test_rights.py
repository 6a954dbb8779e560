"""Who may do what: every route of the dashboard, tried as each role; a route that is not in the table fails.

Strangers get to none but those of EVERYBODY, which test_guard.py tries.
"""

from uuid import uuid4

import pytest
from flask import Flask

from app import accounts, links
from app.tables import Note, Person, SavedFilter
from tests.app.dashboard.inbox import Shop, Visitor
from tests.app.dashboard.test_guard import OPEN, routes

EVERYBODY = {name.partition(".")[2] for name in OPEN}

AGENTS = """
  GET   inbox conversation live names media contact canned worked checks own own_factor factor_code
        canned_replies playbook playbook_business playbook_hours playbook_intent playbook_training playbook_try
        playbook_versions playbook_version
  POST  take reply answer_now stop hold hand_back resolve resolve_next assign team priority snooze wake label undo
        typing draft note change_note remove_note mark_read mark_unread attach remove retry_media react again withdraw
        correct judge resolve_chosen label_chosen undo_chosen save_filter delete_filter try_message dismiss_start
        language change_own change_password end_own_session
        begin_factor confirm_factor new_recovery_codes remove_factor
"""
SUPERVISORS = """
  GET   doctor privacy today today_parts reports report_file ledger traced costs certificates channel set_aside start
        people export_html export_json export_playbook playbook_import new_intent deleting_intent
  POST  examine pause resume check seen retry retry_turn opt_out
        add_canned change_canned remove_canned add_canned_starters
        save_business save_hours save_sentences save_intent make_intent delete_intent add_examples remove_examples
        back_to_version start_training
        invite new_link withdraw_link
"""
ADMINS = """
  GET   audit_log audit_log_file hooks inboxes tokens
  POST  add_inbox change_inbox check_connection make_samples remove_samples
        upload_playbook confirm_import discard_import erase
        change_person end_access end_their_session reset_second_factor
        make_token revoke_token
        add_hook change_hook switch_hook remove_hook new_hook_secret test_hook tell_hook_again
"""
ROLES = {"agent": AGENTS, "supervisor": SUPERVISORS, "admin": ADMINS}  # each may do what those before it may


def rows(table: str) -> set[tuple[str, str]]:
    found, method = set(), ""
    for word in table.split():
        method = word if word.isupper() else method
        if not word.isupper():
            found.add((method, word))
    return found


def test_every_route_stands_in_the_table_once(web: Flask) -> None:
    theirs = [row for table in ROLES.values() for row in rows(table)]
    known = {(method, endpoint.partition(".")[2]) for endpoint, method, _ in routes(web)}
    assert {row for row in known if row[1] not in EVERYBODY} == set(theirs)
    assert len(theirs) == len(set(theirs))


@pytest.fixture
def invited(shop: Shop) -> None:
    """The first person, whom all those addresses are about, is an agent who is invited."""
    with shop.sessions.begin() as session:
        person = accounts.add(session, "eva@example.com", "agent")
        person.left_at = shop.now
        links.make(session, person, uuid4(), True, shop.now)


def test_each_role_may_what_the_table_says_and_nothing_else(
    invited: None,
    web: Flask,
    agent: Visitor,
    supervisor: Visitor,
    admin: Visitor,
    shop: Shop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is allowed is tried as the least of those who may; what is not, as everybody who may not."""
    shop.conversation()
    who = {"agent": agent, "supervisor": supervisor, "admin": admin}
    tokens = {role: one.token() for role, one in who.items()}
    monkeypatch.setattr("flask.templating._render", lambda *given: "")  # only whether it answers
    least = {row: role for role, table in ROLES.items() for row in rows(table)}
    below: dict[str, list[str]] = {"agent": [], "supervisor": ["agent"], "admin": ["agent", "supervisor"]}
    tried = [((method, endpoint.partition(".")[2]), path) for endpoint, method, path in routes(web)]
    for row, path in sorted(tried, key=lambda one: list(ROLES).index(least.get(one[0], "agent"))):
        if row[1] in EVERYBODY:
            continue
        for role in [*below[least[row]], least[row]]:
            client, form = who[role].client, {"csrf_token": tokens[role]}
            answer = client.get(path) if row[0] == "GET" else client.post(path, data=form)
            assert (answer.status_code == 403) == (role in below[least[row]]), (row, role, answer.status_code)
            answer.close()


def test_nobody_changes_what_is_somebody_else_s_by_guessing_its_number(
    agent: Visitor, supervisor: Visitor, admin: Visitor, anna: Person, shop: Shop
) -> None:
    """Sign-ins: test_sessions.py; files and messages of other conversations: test_attaching.py, test_again.py."""
    number = shop.conversation()
    agent.post(f"/conversations/{number}/note", note="Annas Notiz", key=str(uuid4()))
    with shop.sessions.begin() as session:
        session.add(SavedFilter(person_id=anna.id, name="Annas", query="tab=mine"))
    for other in (supervisor, admin):
        other.post(f"/conversations/{number}/notes/1/change", note="anders")
        other.post(f"/conversations/{number}/notes/1/remove")
        other.post("/filters/1/delete")
    with shop.sessions() as session:
        assert session.get_one(Note, 1).text == "Annas Notiz"
        assert session.get_one(SavedFilter, 1).person_id == anna.id

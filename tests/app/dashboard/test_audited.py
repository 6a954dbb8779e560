"""What people do to numbers, playbook and alarms leaves a line in the audit log; what changes nothing leaves none."""

import io
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import audit
from app.dashboard.texts import TEXTS
from app.playbook.packing import pack
from app.tables import AuditLine, Person
from tests.app.dashboard.inbox import Shop, Visitor
from tests.small_playbook import FILES

Line = tuple[str, str | None, int | None]
SIGNING_IN = {"signed_in", "person_added"}


@pytest.fixture
def lines(sessions: sessionmaker[Session]) -> Callable[[], list[Line]]:
    """What has been written since it was asked last, oldest first; all by somebody."""
    seen = [0]

    def read() -> list[Line]:
        with sessions() as session:
            found = session.scalars(select(AuditLine).where(AuditLine.id > seen[0]).order_by(AuditLine.id)).all()
        seen[0] = max([seen[0], *(line.id for line in found)])
        assert all(line.person_id for line in found)
        assert {line.action for line in found} <= audit.ACTIONS
        told = [(line.action, line.subject, line.subject_id) for line in found]
        return [line for line in told if line[0] not in SIGNING_IN]

    return read


def test_each_kind_of_line_has_words_in_both_languages() -> None:
    words = {f"audit.{action}" for action in audit.ACTIONS}
    assert words <= set(TEXTS["de"])
    assert words <= set(TEXTS["en"])


def test_pausing_and_going_on(supervisor: Visitor, lines: Callable[[], list[Line]]) -> None:
    for _ in range(2):
        supervisor.post("/pause", reason="Kim Sommer hat angerufen")
    assert lines() == [("automatic_paused", None, None)]
    for _ in range(2):
        supervisor.post("/resume")
    assert lines() == [("automatic_resumed", None, None)]


def test_canned_replies(supervisor: Visitor, lines: Callable[[], list[Line]]) -> None:
    said = {"name": "gruß", "language": "de", "text": "Guten Tag"}
    for _ in range(2):
        supervisor.post("/canned-replies", **said)
    for _ in range(2):
        supervisor.post("/canned-replies/1", **{**said, "text": "Guten Abend"})
    for _ in range(2):
        supervisor.post("/canned-replies/1/remove")
    assert lines() == [(f"canned_{done}", "canned_reply", 1) for done in ("added", "changed", "removed")]
    supervisor.post("/canned-replies/starters")
    assert {action for action, _, _ in lines()} == {"canned_added"}
    supervisor.post("/canned-replies/starters")
    assert lines() == []


def test_numbers(admin: Visitor, lines: Callable[[], list[Line]], sessions: sessionmaker[Session]) -> None:
    admin.post("/inboxes/add", phone_number_id="4711", language="de", token="EAAG-a-token", secret="")
    admin.post("/inboxes/1/change", language="de", name="Neu")
    admin.post("/inboxes/1/connection")
    admin.post("/channel/1/check")
    admin.post("/channel/99/check")
    admin.post("/inboxes/add", phone_number_id="4711", language="de")
    done = ["number_added", "number_changed", "number_checked", "number_asked_again"]
    assert lines() == [(action, "inbox", 1) for action in done]
    with sessions() as session:
        told = select(AuditLine.detail).where(AuditLine.subject == "inbox").order_by(AuditLine.id)
        details = session.scalars(told).all()
    assert details == [{"keys": ["token"]}, None, None, None]


def test_alarms_that_were_seen(supervisor: Visitor, shop: Shop, lines: Callable[[], list[Line]]) -> None:
    for field, action in {
        "account_update": "notice_seen",
        "budget": "budget_notice_seen",
        "ledger": "ledger_alarm_seen",
    }.items():
        number = shop.notice(field, "x")
        for _ in range(2):
            supervisor.post(f"/channel/notices/{number}/seen")
        assert lines() == [(action, "notice", number)]


def test_what_was_set_aside_and_is_tried_again(
    supervisor: Visitor, shop: Shop, lines: Callable[[], list[Line]]
) -> None:
    delivery, conversation = shop.set_aside(), shop.conversation(reason="set_aside")
    shop.set_aside_turn(conversation)
    for _ in range(2):
        supervisor.post(f"/set-aside/{delivery}/retry")
        supervisor.post(f"/set-aside/turns/{conversation}/retry")
    assert lines() == [
        ("delivery_tried_again", "delivery", delivery),
        ("turn_tried_again", "conversation", conversation),
    ]


def test_samples(admin: Visitor, lines: Callable[[], list[Line]]) -> None:
    for path in ("/samples", "/samples", "/samples/remove", "/samples/remove"):
        admin.post(path)
    assert lines() == [("samples_made", None, None), ("samples_removed", None, None)]


def test_trainings(supervisor: Visitor, lines: Callable[[], list[Line]]) -> None:
    for _ in range(2):
        supervisor.post("/playbook/training")
    assert lines() == [("training_started", None, None)]


@pytest.mark.usefixtures("small_playbook")
def test_the_playbook(admin: Visitor, lines: Callable[[], list[Line]]) -> None:
    admin.post("/playbook/hours", version=0, kind="always")
    admin.post("/playbook/hours", version=1, kind="always")
    admin.post("/playbook/versions/0/back", version=1)
    other = {**FILES, "rules.toml": FILES.get("rules.toml", "") + "\n# changed\n"}
    admin.post("/playbook/import", file=(io.BytesIO(pack(other)), "playbook.zip"))
    admin.post("/playbook/import/confirm", version=2)
    assert lines() == [
        ("playbook_saved", "version", 1),
        ("playbook_restored", "version", 2),
        ("playbook_imported", "version", 3),
    ]


def test_what_is_refused_leaves_no_line(agent: Visitor, anna: Person, lines: Callable[[], list[Line]]) -> None:
    for path in ("/pause", "/samples", "/inboxes/add", "/playbook/training", "/channel/1/check"):
        assert agent.post(path, reason="x", phone_number_id="1", language="de").status_code == 403
    assert lines() == []

"""An answer may ask the business's own system: what it says goes into the text, and anything else to a person."""

import json
import logging
import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text, update
from structlog.testing import capture_logs

from app import clock, handling, ledger, merging, pruning, settings
from app.ledger import overdue
from app.tables import Contact, Conversation, Lookup
from models.prediction import Prediction, Wish
from tests.app.own_system import NUMBER, SHIPPED, Asking, Shop, orders_or_hours, playing
from tests.lotse import PLAYBOOK, Lotse
from tests.webhooks import message
from workers import clock as ticking

ON_ITS_WAY = "Ihre Bestellung ist unterwegs, am 12.12. ist sie da."


@pytest.fixture
def shop() -> Iterator[Shop]:
    with playing(Shop()) as shop:
        yield shop


@pytest.fixture
def asking(lotse: Lotse, shop: Shop) -> Asking:
    made = Asking(lotse, shop)
    made.use()
    return made


def lookups(asking: Asking) -> list[Lookup]:
    with asking.lotse.sessions() as session:
        return list(session.scalars(select(Lookup).order_by(Lookup.id)))


def pass_time(asking: Asking, seconds: float) -> None:
    """Everything that waits began so much earlier."""
    span = timedelta(seconds=seconds)
    with asking.lotse.sessions.begin() as session:
        session.execute(update(Conversation).values(due_at=Conversation.due_at - span))
        times = {name: getattr(Lookup, name) - span for name in ("until", "created_at", "due_at", "claimed_until")}
        session.execute(update(Lookup).values(times))


def test_what_the_system_says_stands_in_the_answer(asking: Asking) -> None:
    asking.says()
    assert asking.sent == [ON_ITS_WAY]
    assert asking.shop.asked == [f"/api/orders/{NUMBER}"]
    assert asking.lotse.decisions()[-1].because == {
        "looked_up": {"host": asking.shop.host, "values": {"status": "ist unterwegs", "eta": "12.12."}}
    }


def test_triage_waits_for_no_network_and_the_turn_stays_open(asking: Asking) -> None:
    asking.receive()
    asking.lotse.triage()
    assert asking.shop.asked == []
    assert asking.last == (None, None, None)
    with asking.lotse.sessions() as session:
        now = clock.now(session)
        assert ledger.unexplained(session, None, None, most=20) == []
        assert not overdue.find(session, now, 20)
        assert ticking.due_kinds(session, now) == ["lookup"]


def test_the_result_is_used_at_once(asking: Asking) -> None:
    asking.receive()
    asking.lotse.triage()
    asking.look_up()
    with asking.lotse.sessions() as session:
        assert ticking.due_kinds(session, clock.now(session)) == ["triage"]


@pytest.mark.parametrize(
    ("given", "reason", "why"),
    [
        ({"status": 404}, "lookup_failed", "404"),
        ({"gives": {"order": {"status": "shipped"}}}, "lookup_empty", "missing eta"),
        ({"gives": {"order": {"status": "lost", "delivery": {"date": "x"}}}}, "lookup_empty", "unknown_word status"),
    ],
)
def test_without_an_answer_a_person_gets_it_with_what_was_tried(
    asking: Asking, given: dict[str, object], reason: str, why: str
) -> None:
    for name, value in given.items():
        setattr(asking.shop, name, value)
    asking.says()
    assert asking.last == ("escalated", reason, f"{asking.shop.host}: {why}")
    assert asking.sent == []
    assert asking.lotse.conversation().team == "orders"
    assert asking.shop.asked == [f"/api/orders/{NUMBER}"]


def test_a_system_that_is_too_slow_is_not_waited_for(asking: Asking) -> None:
    asking.shop.waits = 1.0
    asking.use(seconds=0.2)
    asking.says()
    assert asking.last == ("escalated", "lookup_failed", f"{asking.shop.host}: timeout")


def test_a_missing_number_is_asked_for_before_the_system_is(asking: Asking) -> None:
    asking.says("wo bleibt meine bestellung")
    assert asking.last == ("asked", None, "order_number")
    assert asking.shop.asked == []
    asking.says(f"ach so, {NUMBER}")
    assert asking.sent[1:] == [ON_ITS_WAY]


def test_a_number_that_would_lead_elsewhere_is_never_asked_for(asking: Asking) -> None:
    asking.lotse.playbook = asking.lotse.playbook.model_copy(
        update={"numbers": {"order_number": re.compile(r"(?<=nr )\S+")}}
    )
    asking.says("wo bleibt nr 4711/../../admin")
    assert asking.last == ("escalated", "lookup_failed", f"{asking.shop.host}: unfit order_number")
    assert asking.shop.asked == []


def test_the_person_who_takes_over_meanwhile_wins(asking: Asking) -> None:
    asking.receive()
    asking.lotse.triage()
    anna = asking.lotse.person()
    asking.lotse.change(lambda session, conversation: handling.take(session, conversation, anna))
    asking.work()
    assert asking.sent == []
    assert asking.last[:2] == ("escalated", "with_person")
    assert asking.lotse.conversation().owner == "agent"


def test_at_the_latest_a_person_gets_it_and_the_system_is_not_asked_any_more(asking: Asking) -> None:
    asking.receive()
    asking.lotse.triage()
    pass_time(asking, 12.5)  # two for the answer, ten for what else may happen
    asking.lotse.triage()
    assert asking.last == ("escalated", "lookup_failed", f"{asking.shop.host}: late")
    assert asking.look_up() == 0
    assert asking.shop.asked == []
    assert [row.state for row in lookups(asking)] == ["failed"]


def dies(asking: Asking) -> None:
    """A worker claims what is due, and nothing more is heard of it."""
    with asking.lotse.sessions.begin() as session:
        gone = func.now() - timedelta(seconds=1)
        values = {"claim": func.gen_random_uuid(), "claimed_until": gone, "attempts": Lookup.attempts + 1}
        session.execute(update(Lookup).values(values))


def test_what_a_dead_worker_had_in_hand_is_asked_once_more(asking: Asking) -> None:
    asking.receive()
    asking.lotse.triage()
    dies(asking)
    asking.work()
    assert asking.sent == [ON_ITS_WAY]


def test_what_kills_two_workers_comes_to_a_person(asking: Asking) -> None:
    asking.receive()
    asking.lotse.triage()
    dies(asking)
    dies(asking)
    asking.work()
    assert asking.last == ("escalated", "lookup_failed", f"{asking.shop.host}: died")
    assert asking.shop.asked == []


def test_a_result_whose_claim_was_taken_over_changes_nothing(asking: Asking) -> None:
    asking.receive()
    asking.lotse.triage()

    class TakenOver:
        def ask(self, url: str, headers: object, seconds: float) -> bytes:
            dies(asking)
            return json.dumps(SHIPPED).encode()

    asking.look_up(TakenOver())
    assert [row.state for row in lookups(asking)] == ["due"]


def test_two_conversations_are_looked_up_side_by_side(asking: Asking) -> None:
    asking.shop.waits = 0.1
    asking.receive()
    asking.receive(f"wo bleibt {NUMBER}", "4915100000002")
    asking.work()
    assert asking.sent == [ON_ITS_WAY, ON_ITS_WAY]
    assert asking.shop.together == 2


def test_a_result_is_used_for_one_turn_only(asking: Asking) -> None:
    asking.says()
    asking.shop.gives = {"order": {"status": "shipped", "delivery": {"date": "13.12."}}}
    asking.says(f"und jetzt, {NUMBER}?")
    assert asking.sent == [ON_ITS_WAY, ON_ITS_WAY.replace("12.", "13.", 1)]
    assert len(asking.shop.asked) == 2


def test_who_writes_on_meanwhile_gets_one_answer_from_one_question(asking: Asking) -> None:
    asking.receive()
    asking.lotse.triage()
    asking.look_up()
    asking.receive("bitte um auskunft zu meiner bestellung")
    asking.work()
    assert asking.sent == [ON_ITS_WAY]
    assert len(asking.shop.asked) == 1
    assert [message.outcome for message in asking.lotse.inbound()] == ["joined", "answered"]


def test_who_writes_on_with_another_number_is_looked_up_afresh(asking: Asking) -> None:
    asking.receive("wo bleibt meine bestellung")
    asking.receive(NUMBER)
    asking.lotse.triage()
    asking.look_up()
    asking.receive("nein, CD-98765 meine ich")
    asking.work()
    assert asking.shop.asked == [f"/api/orders/{NUMBER}", "/api/orders/CD-98765"]
    assert asking.sent == [ON_ITS_WAY]


def test_a_result_of_more_than_a_minute_ago_is_not_used_for_a_longer_turn(asking: Asking) -> None:
    asking.receive()
    asking.lotse.triage()
    asking.look_up()
    pass_time(asking, 61)
    asking.receive("hallo? bestellung!")
    asking.work()
    assert len(asking.shop.asked) == 2


def test_a_message_that_is_changed_meanwhile_is_looked_up_afresh(asking: Asking) -> None:
    asking.receive()
    asking.lotse.triage()
    original = asking.lotse.inbound()[0].wamid
    edit = {"original_message_id": original, "message": {"type": "text", "text": {"body": "wo bleibt CD-98765"}}}
    asking.lotse.receive(message("edit", edit))
    asking.look_up()
    pass_time(asking, 20)
    asking.lotse.triage()
    asking.work()
    assert asking.shop.asked == [f"/api/orders/{NUMBER}", "/api/orders/CD-98765"]
    assert asking.sent == [ON_ITS_WAY]


def test_a_clock_put_back_keeps_nobody_waiting(asking: Asking) -> None:
    asking.receive()
    asking.lotse.triage()
    pass_time(asking, -3600)
    asking.lotse.triage()
    assert asking.last[:2] == ("escalated", "lookup_failed")


def test_who_writes_on_is_waited_for_as_long_as_ever(asking: Asking, setting: object) -> None:
    asking.receive()
    asking.lotse.triage()
    setting("JOIN_SECONDS", "4")  # type: ignore[operator]
    asking.receive("und noch etwas")
    due = asking.lotse.conversation().due_at
    asking.look_up()
    assert asking.lotse.conversation().due_at == due


def test_what_needs_no_system_is_answered_without_one(asking: Asking) -> None:
    asking.lotse.classify = orders_or_hours
    asking.says("habt ihr samstag offen")
    assert asking.last[0] == "answered"
    assert lookups(asking) == []


def test_two_wishes_that_both_ask_go_to_a_person(asking: Asking) -> None:
    playbook = asking.lotse.playbook
    also = playbook.intents["opening_hours"].model_copy(update={"lookup": playbook.intents["order_status"].lookup})
    asking.lotse.playbook = playbook.model_copy(update={"intents": {**playbook.intents, "opening_hours": also}})
    both = Prediction("order_status", 0.99, None, 0.0, "de", "test", also=(Wish("opening_hours", 0.99),))
    asking.lotse.classify = lambda texts: [both for _ in texts]
    asking.says()
    assert asking.last[:2] == ("escalated", "several")
    assert asking.shop.asked == []


def test_two_wishes_of_which_one_asks_are_answered_in_one_text(asking: Asking) -> None:
    both = Prediction("order_status", 0.99, None, 0.0, "de", "test", also=(Wish("opening_hours", 0.99),))
    asking.lotse.classify = lambda texts: [both for _ in texts]
    asking.says()
    assert asking.sent == [ON_ITS_WAY]
    assert PLAYBOOK.business["opening_hours"]["de"] in (asking.lotse.outbound()[0].text or "")


def test_an_intent_that_may_not_answer_never_asks(lotse: Lotse, shop: Shop) -> None:
    asking = Asking(Lotse(lotse.sessions, certified=None), shop)
    asking.use()
    with lotse.sessions.begin() as session:
        session.execute(text("DELETE FROM certificates"))
    asking.says()
    assert asking.last[:2] == ("escalated", "not_certified")
    assert shop.asked == []


def test_the_contact_s_number_can_be_part_of_the_address(asking: Asking) -> None:
    asking.use(url=f"http://{asking.shop.host}/orders?phone={{{{contact_phone}}}}&nr={{{{order_number}}}}")
    asking.says()
    assert asking.shop.asked == [f"/orders?phone=4915100000001&nr={NUMBER}"]


def test_the_secret_is_sent_and_appears_nowhere(
    asking: Asking, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "very-secret-4711")
    asking.use(secret="SHOP_TOKEN")
    with capture_logs() as logged:
        asking.says()
        asking.shop.status = 401
        asking.says(f"und jetzt {NUMBER}")
    assert [told["Authorization"] for told in asking.shop.told] == ["Bearer very-secret-4711"] * 2
    assert asking.last == ("escalated", "lookup_failed", f"{asking.shop.host}: 401")
    rows = [str(vars(row)) for row in lookups(asking)] + [str(vars(row)) for row in asking.lotse.decisions()]
    assert "very-secret" not in f"{logged}{rows}"
    assert {one["event"] for one in logged} >= {"looked_up"}
    spoken = f"{logged}{[one.message for one in caplog.records if one.levelno >= logging.WARNING]}"
    assert not any(private in spoken for private in (NUMBER, "4915100000001", "shipped", "unterwegs"))


def test_another_header_can_carry_the_secret(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "s3cret")
    asking.use(secret="SHOP_TOKEN", header="X-Api-Key")
    asking.says()
    assert asking.shop.told[0]["X-Api-Key"] == "s3cret"
    assert "Authorization" not in asking.shop.told[0]


def test_without_its_secret_the_system_is_not_asked(asking: Asking) -> None:
    asking.use(secret="NOT_SET_ANYWHERE")
    asking.says()
    assert asking.last == ("escalated", "lookup_failed", f"{asking.shop.host}: no_secret")
    assert asking.shop.asked == []


def test_a_secret_of_lotses_own_is_not_sent_under_another_name_either(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = settings.load().whatsapp_access_token.get_secret_value()
    monkeypatch.setenv("SHOP_TOKEN", f"also {own}")
    asking.use(secret="SHOP_TOKEN")
    asking.says()
    assert asking.last == ("escalated", "lookup_failed", f"{asking.shop.host}: own_secret")
    assert asking.shop.asked == []


def test_a_host_that_is_no_longer_allowed_is_not_asked(asking: Asking) -> None:
    asking.receive()
    asking.lotse.triage()
    asking.lotse.playbook = asking.lotse.playbook.model_copy(update={"rules": PLAYBOOK.rules})
    asking.work()
    assert asking.last == ("escalated", "lookup_failed", f"{asking.shop.host}: not_allowed")
    assert asking.shop.asked == []


@pytest.mark.parametrize("let", [False, True])
def test_hosts_that_the_settings_name_are_asked_alone_whatever_the_playbook_says(
    asking: Asking, setting: Callable[[str, str], None], let: bool
) -> None:
    setting("LOOKUP_HOSTS", f"other.example, {asking.shop.host}" if let else "other.example")
    asking.receive()
    asking.lotse.triage()
    asking.work()
    assert bool(asking.shop.asked) is let
    assert asking.last[0] == ("answered" if let else "escalated")


def test_what_comes_back_is_never_read_as_a_template(asking: Asking) -> None:
    asking.shop.gives = {"order": {"status": "shipped", "delivery": {"date": "{{contact_name}} {{status}}\n\nAchtung"}}}
    asking.says()
    assert asking.sent == ["Ihre Bestellung ist unterwegs, am {{contact_name}} {{status}} Achtung ist sie da."]


def test_what_no_playbook_asks_any_more_wakes_nobody(asking: Asking) -> None:
    asking.receive()
    asking.lotse.triage()
    pass_time(asking, 20)
    with asking.lotse.sessions() as session:
        assert "lookup" not in ticking.due_kinds(session, clock.now(session))
    asking.lotse.playbook = PLAYBOOK
    asking.lotse.triage()
    assert asking.last[0] == "answered"


def test_lookups_move_with_their_conversation(asking: Asking) -> None:
    asking.receive(f"wo bleibt {NUMBER}", "4915100000002")
    asking.receive()
    asking.lotse.triage()
    with asking.lotse.sessions.begin() as session:
        merging.merge(session, *session.scalars(select(Contact.id)))
    asking.work()
    assert len({row.conversation_id for row in lookups(asking)}) == 1
    assert asking.sent == [ON_ITS_WAY]


def test_old_lookups_are_deleted(asking: Asking) -> None:
    asking.says()
    pass_time(asking, timedelta(days=181).total_seconds())
    pruning.prune(asking.lotse.sessions)
    assert lookups(asking) == []

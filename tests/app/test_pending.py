"""An answer that was written too late waits for the customer, who is told of it once."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import clock, handling, pending, replies
from app.ledger import check as ledger_check
from app.ledger import overdue, trace
from app.replies import RefusedError
from app.tables import Conversation, Event, Inbox
from app.whatsapp.errors import Refused
from app.whatsapp.outgoing import Template
from tests.lotse import Lotse, predicts
from tests.webhooks import change, encode, message, text_message

NOTICE = Template("answer_waiting", "de", (), "Ihre Antwort liegt bereit.")
Setting = Callable[[str, str], None]


class Weekend:
    """A customer asked, nobody answered for 25 hours, and time goes on."""

    def __init__(self, lotse: Lotse, setting: Setting) -> None:
        self.lotse, self.setting, self.passed = lotse, setting, 0.0
        self.writes("Passt die Pumpe zu Modell B?", id="wamid.ASKED")
        self.later(hours=25)

    def later(self, hours: float) -> None:
        self.passed += hours * 3600
        self.setting("LOTSE_NOW_OFFSET", str(self.passed))

    def writes(self, text: str, hours_ago: float = 0, **values: Any) -> None:
        self.receives(text_message(text, **{"timestamp": self.moment(hours_ago), **values}))

    def receives(self, *messages: dict[str, Any]) -> None:
        self.lotse.receive(*messages)
        self.lotse.triage()

    def moment(self, hours_ago: float = 0) -> str:
        return str(int(time.time() + self.passed - hours_ago * 3600))

    def hold(self, text: str = "Ja, sie passt.", key: UUID | None = None, email: str = "anna@example.com") -> None:
        person, chosen = self.lotse.person(email), key or uuid4()

        def verb(session: Session, found: Conversation) -> None:
            pending.hold(session, found, person, text, NOTICE, chosen, clock.now(session))

        self.lotse.change(verb)

    def withdraw(self, text: str = "Ja, sie passt.") -> None:
        person = self.lotse.person()
        this = next(row.id for row in self.lotse.outbound() if row.text == text)
        self.lotse.change(lambda session, found: pending.withdraw(session, found, person, this, clock.now(session)))

    def kinds_sent(self) -> list[str]:
        self.lotse.deliver()
        return [sent["text"] or sent["body"]["type"] for sent in self.lotse.graph.sent]

    def states(self) -> list[tuple[str | None, str | None]]:
        return [(row.text, row.status) for row in self.lotse.outbound()]

    def timeline(self) -> list[str]:
        with self.lotse.sessions() as session:
            return list(session.scalars(select(Event.kind).order_by(Event.id)))


@pytest.fixture
def weekend(lotse: Lotse, setting: Setting) -> Weekend:
    lotse.classify = None
    return Weekend(lotse, setting)


def test_the_customer_is_told_by_one_template_and_the_answer_waits(weekend: Weekend) -> None:
    weekend.hold()

    assert weekend.kinds_sent() == ["template"]
    assert weekend.states() == [("Ihre Antwort liegt bereit.", "sent"), ("Ja, sie passt.", "held")]
    conversation = weekend.lotse.conversation()
    assert (conversation.owner, conversation.waiting_since) == ("agent", None)


def test_every_message_of_it_answers_what_the_customer_wrote(weekend: Weekend) -> None:
    weekend.hold()
    [asked] = weekend.lotse.inbound()
    assert {row.answers_id for row in weekend.lotse.outbound()} == {asked.id}


def test_in_the_history_it_stands_after_the_reply_that_let_it_out(weekend: Weekend) -> None:
    weekend.hold()
    weekend.later(hours=60)
    weekend.writes("Gut")

    assert weekend.lotse.outbound()[1].written_at >= weekend.lotse.inbound()[1].written_at


def test_whatever_the_customer_writes_lets_the_answer_out(weekend: Weekend) -> None:
    weekend.hold()
    weekend.kinds_sent()
    weekend.later(hours=60)
    weekend.writes("Gut")

    assert weekend.kinds_sent() == ["template", "Ja, sie passt."]
    assert [row.answers_id for row in weekend.lotse.outbound()] == [row.id for row in weekend.lotse.inbound()]
    assert weekend.timeline() == ["escalated", "taken", "held", "released"]


def test_tapping_the_templates_button_is_a_reply(weekend: Weekend) -> None:
    weekend.hold()
    tapped = message("button", {"payload": "show", "text": "Antwort lesen"}, timestamp=weekend.moment())
    weekend.receives(tapped)

    assert weekend.states()[1] == ("Ja, sie passt.", "queued")


def test_lotse_does_not_answer_over_the_person(weekend: Weekend) -> None:
    weekend.hold()
    weekend.lotse.classify = predicts("opening_hours")
    weekend.writes("Danke! Und wann habt ihr offen?")

    assert [row.author for row in weekend.lotse.outbound()] == ["agent", "agent"]
    assert [row.outcome_reason for row in weekend.lotse.inbound()] == ["no_classifier", "with_person"]
    assert weekend.lotse.conversation().waiting_since is not None


def test_a_conversation_that_went_back_to_lotse_comes_to_people_with_the_reply(weekend: Weekend) -> None:
    weekend.hold()
    person = weekend.lotse.person()
    weekend.lotse.change(lambda session, found: handling.hand_back(session, found, person))
    weekend.lotse.classify = predicts("opening_hours")
    weekend.writes("Gut. Wann habt ihr offen?")

    assert weekend.kinds_sent() == ["Ja, sie passt."]
    conversation = weekend.lotse.conversation()
    assert (conversation.owner, conversation.reason) == ("waiting", "answer_released")


def test_a_second_answer_goes_along_without_a_second_template(weekend: Weekend) -> None:
    weekend.hold()
    weekend.hold("Und Schrauben liegen bei.")
    weekend.kinds_sent()
    weekend.writes("Gut")

    assert weekend.kinds_sent() == ["template", "Ja, sie passt.", "Und Schrauben liegen bei."]


def test_who_took_the_answer_back_and_writes_another_tells_nobody_twice(weekend: Weekend) -> None:
    weekend.hold()
    weekend.kinds_sent()
    weekend.withdraw()
    weekend.hold("Nein, sie passt nicht.")

    assert weekend.kinds_sent() == ["template"]


def test_each_lapse_of_the_window_may_have_its_template(weekend: Weekend) -> None:
    weekend.hold()
    weekend.kinds_sent()
    weekend.writes("Gut")
    weekend.kinds_sent()
    weekend.later(hours=25)
    weekend.hold("Noch etwas.")

    assert weekend.kinds_sent() == ["template", "Ja, sie passt.", "template"]


def test_a_double_click_holds_one_answer_and_tells_once(weekend: Weekend) -> None:
    key = uuid4()
    weekend.hold(key=key)
    weekend.hold(key=key)

    assert len(weekend.lotse.outbound()) == 2
    assert weekend.timeline().count("held") == 1


def test_a_long_answer_waits_in_its_parts_and_goes_out_in_order(weekend: Weekend) -> None:
    weekend.hold("\n\n".join(f"Absatz {number}. " + "x" * 2500 for number in range(3)))
    weekend.kinds_sent()
    assert [row.status for row in weekend.lotse.outbound()] == ["sent", "held", "held", "held"]
    weekend.writes("Gut")

    assert [said[:9] for said in weekend.kinds_sent()] == ["template", "Absatz 0.", "Absatz 1.", "Absatz 2."]


def test_an_answer_taken_back_never_goes_out_and_the_question_is_open_again(weekend: Weekend) -> None:
    weekend.hold()
    weekend.kinds_sent()
    weekend.withdraw()
    assert weekend.lotse.conversation().waiting_since is not None
    weekend.writes("Hallo?")

    assert weekend.kinds_sent() == ["template"]
    assert weekend.timeline() == ["escalated", "taken", "held", "withdrawn"]


def test_taken_back_at_once_nobody_is_told_of_it(weekend: Weekend) -> None:
    weekend.hold()
    weekend.withdraw()

    assert weekend.kinds_sent() == []


def test_the_template_stays_while_another_answer_waits(weekend: Weekend) -> None:
    weekend.hold()
    weekend.hold("Und Schrauben liegen bei.")
    weekend.withdraw()

    assert weekend.kinds_sent() == ["template"]


def test_what_is_no_longer_held_cannot_be_taken_back(weekend: Weekend) -> None:
    weekend.hold()
    weekend.writes("Gut")

    with pytest.raises(RefusedError, match="not_held"):
        weekend.withdraw()


def test_resolving_takes_the_answer_back_and_says_so(weekend: Weekend) -> None:
    weekend.hold()
    weekend.kinds_sent()
    person = weekend.lotse.person()
    weekend.lotse.change(lambda session, found: handling.resolve(session, found, person))
    weekend.writes("Gut")

    assert weekend.kinds_sent() == ["template"]
    assert weekend.timeline()[:5] == ["escalated", "taken", "held", "withdrawn", "resolved"]


def test_a_customer_who_writes_before_the_template_went_out_gets_only_the_answer(weekend: Weekend) -> None:
    weekend.hold()
    weekend.writes("Hallo?")

    assert weekend.kinds_sent() == ["Ja, sie passt."]


def test_a_message_that_comes_a_day_late_lets_nothing_out(weekend: Weekend) -> None:
    weekend.later(hours=10)
    weekend.hold()
    weekend.writes("von gestern", hours_ago=26)
    assert weekend.states()[1] == ("Ja, sie passt.", "held")
    weekend.writes("Gut")

    assert weekend.states()[1] == ("Ja, sie passt.", "queued")


def test_what_is_no_message_lets_nothing_out(weekend: Weekend) -> None:
    weekend.hold()
    said = {"message_id": "wamid.ASKED", "emoji": "👍"}
    weekend.receives(message("reaction", said, timestamp=weekend.moment()))
    weekend.lotse.receive_bytes(encode(change("account_update", event="VERIFIED_ACCOUNT")))

    assert weekend.states()[1] == ("Ja, sie passt.", "held")


def test_a_released_answer_that_could_not_go_for_a_day_is_refused(weekend: Weekend) -> None:
    """The number was stopped: then the window that the reply opened is over, too."""
    weekend.hold()
    weekend.kinds_sent()
    weekend.writes("Gut")
    weekend.later(hours=25)

    assert weekend.kinds_sent() == ["template"]
    assert [(row.status, row.error_code) for row in weekend.lotse.outbound()][1] == ("failed", 131047)


def test_a_template_that_fails_leaves_the_answer_and_people_are_told(weekend: Weekend) -> None:
    weekend.lotse.graph.results = [Refused(132001, "no such template")]
    weekend.hold()
    weekend.kinds_sent()
    weekend.lotse.settle()

    assert [row.status for row in weekend.lotse.outbound()] == ["failed", "held"]
    conversation = weekend.lotse.conversation()
    assert (conversation.reason, conversation.waiting_since is not None) == ("send_failed", True)
    weekend.hold("Noch einmal.")
    assert weekend.kinds_sent() == ["template", "template"]


@pytest.mark.parametrize("hours", [0, 23])
def test_while_the_customer_can_be_answered_nothing_is_held(weekend: Weekend, hours: float) -> None:
    weekend.later(hours=hours - 25)

    with pytest.raises(RefusedError, match="window_open"):
        weekend.hold()
    assert weekend.lotse.outbound() == []


def test_somebody_elses_conversation_is_left_alone(weekend: Weekend) -> None:
    weekend.hold()

    with pytest.raises(RefusedError, match="others_conversation"):
        weekend.hold("Von mir auch etwas", email="berta@example.com")


def test_an_empty_answer_tells_nobody(weekend: Weekend) -> None:
    with pytest.raises(RefusedError, match="reply_empty"):
        weekend.hold(" \n")
    assert weekend.lotse.outbound() == []


def test_who_opted_out_gets_no_template(weekend: Weekend) -> None:
    weekend.lotse.change(lambda session, found: setattr(found.contact, "opted_out_at", clock.now(session)))

    with pytest.raises(RefusedError, match="not_to_be_told"):
        weekend.hold()
    assert weekend.lotse.outbound() == []


def test_free_text_is_refused_while_an_answer_waits(weekend: Weekend) -> None:
    weekend.hold()
    person = weekend.lotse.person()

    with pytest.raises(RefusedError, match="window_closed"):
        weekend.lotse.change(
            lambda session, found: replies.reply(session, found, person, "doch so", uuid4(), clock.now(session))
        )


def test_an_answer_that_waits_for_days_is_neither_overdue_nor_unexplained(weekend: Weekend) -> None:
    weekend.hold()
    weekend.kinds_sent()
    weekend.later(hours=90)

    with weekend.lotse.sessions() as session:
        assert not overdue.find(session, clock.now(session), 20).messages
    assert not ledger_check.check(weekend.lotse.sessions)


def test_it_holds_up_no_other_message_of_the_conversation(weekend: Weekend) -> None:
    """Another template, which an agent sends while the answer waits."""
    weekend.hold()
    person = weekend.lotse.person()
    other = Template("order_ready", "de", (), "Ihre Bestellung liegt bereit.")
    weekend.lotse.change(
        lambda session, found: replies.reply(session, found, person, other, uuid4(), clock.now(session))
    )

    assert weekend.kinds_sent() == ["template", "template"]


def test_the_trace_says_that_the_answer_waits_for_the_customer(weekend: Weekend) -> None:
    weekend.hold()
    weekend.kinds_sent()
    with weekend.lotse.sessions() as session:
        found = trace.read(session, weekend.lotse.inbound()[0].id)

    assert found.waits is not None
    assert found.waits.what == "customer"
    assert {"queued", "sent", "held"} <= {step.name for step in found.steps}


def test_another_customers_reply_lets_out_nothing_of_this_one(weekend: Weekend) -> None:
    weekend.hold()
    weekend.lotse.receive(text_message("Hallo", phone="4915100000002", timestamp=weekend.moment()))

    assert weekend.states()[1] == ("Ja, sie passt.", "held")


def test_what_is_held_survives_a_stopped_number(weekend: Weekend) -> None:
    weekend.hold()
    with weekend.lotse.sessions.begin() as session:
        session.execute(update(Inbox).values(stopped_at=clock.now(session) - timedelta(hours=1), stopped_cause="token"))
    weekend.lotse.settle()
    weekend.writes("Gut")

    assert weekend.states() == [("Ihre Antwort liegt bereit.", "cancelled"), ("Ja, sie passt.", "queued")]

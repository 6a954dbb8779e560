"""The way of a message through the real database, with a scripted Meta."""

from tests.lotse import Lotse, predicts
from tests.webhooks import status, text_message


def test_a_sure_message_is_answered_in_the_customers_language(lotse: Lotse) -> None:
    lotse.receive(text_message("habt ihr samstag offen?"))
    lotse.work()

    [sent] = lotse.graph.sent
    assert "Samstag 10 bis 16 Uhr" in sent["text"]
    assert sent["recipient"] == {"to": "+4915100000001"}
    assert [m.outcome for m in lotse.inbound()] == ["answered"]
    assert [m.status for m in lotse.outbound()] == ["sent"]


def test_an_english_message_gets_the_english_answer(lotse: Lotse) -> None:
    lotse.classify = predicts("opening_hours", language="en")
    lotse.receive(text_message("are you open on saturday"))
    lotse.work()

    assert "Saturday 10 am to 4 pm" in lotse.graph.sent[0]["text"]


def test_an_unsure_message_waits_for_a_person_with_the_reason(lotse: Lotse) -> None:
    lotse.classify = predicts("opening_hours", confidence=0.3)
    lotse.receive(text_message("wie is das so"))
    lotse.work()

    assert lotse.graph.sent == []
    conversation = lotse.conversation()
    assert (conversation.owner, conversation.reason) == ("waiting", "unsure")
    assert conversation.waiting_since is not None


def test_statuses_only_move_forward_in_whatever_order_they_come(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    lotse.work()
    callback_id = lotse.graph.sent[0]["callback_id"]
    for state in ("read", "sent", "delivered", "failed"):
        lotse.receive(statuses=[status(callback_id, state, "wamid.OUT1")])

    assert [m.status for m in lotse.outbound()] == ["read"]


def test_a_status_that_comes_before_its_message_is_known_is_kept_for_it(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    lotse.triage()
    lotse.receive(statuses=[status(None, "delivered", "wamid.OUT1")])
    lotse.deliver()

    assert [m.status for m in lotse.outbound()] == ["delivered"]


def test_every_step_of_the_way_leaves_its_time(lotse: Lotse) -> None:
    lotse.receive(text_message("habt ihr samstag offen?"))
    lotse.work()
    callback_id = lotse.graph.sent[0]["callback_id"]
    for state in ("delivered", "read"):
        lotse.receive(statuses=[status(callback_id, state, "wamid.OUT1")])

    [question], [answer], [decision] = lotse.inbound(), lotse.outbound(), lotse.decisions()
    steps = [
        question.received_at,
        question.stored_at,
        decision.joined_at,
        decision.classified_at,
        decision.created_at,
        answer.sent_at,
        answer.delivered_at,
        answer.read_at,
    ]
    assert None not in steps
    assert steps == sorted(steps)  # type: ignore[type-var]

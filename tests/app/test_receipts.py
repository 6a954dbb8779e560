"""Blue ticks come when Lotse or a person deals with a message, not when somebody looks."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from app import clock, handling, receipts, replies
from tests.lotse import Lotse, predicts
from tests.webhooks import text_message


def told(lotse: Lotse) -> list[tuple[str, bool]]:
    with ThreadPoolExecutor(1) as pool:
        receipts.tell_due(lotse.sessions, lotse.graph, pool)
    return lotse.graph.receipts


def test_an_answered_message_is_marked_as_read(lotse: Lotse) -> None:
    lotse.receive(text_message("wann habt ihr offen", id="wamid.A"))
    assert told(lotse) == []
    lotse.triage()

    assert told(lotse) == [("wamid.A", False)]
    assert told(lotse) == [("wamid.A", False)]  # once


def test_a_message_that_waits_for_a_person_stays_unread_until_one_takes_it(lotse: Lotse) -> None:
    lotse.classify = predicts("complaint")
    lotse.receive(text_message("unerhört", id="wamid.A"))
    lotse.triage()
    assert told(lotse) == []
    agent = lotse.person()
    lotse.change(lambda session, found: handling.take(session, found, agent))

    assert told(lotse) == [("wamid.A", False)]


def test_a_message_that_needs_no_answer_is_marked_as_read(lotse: Lotse) -> None:
    lotse.classify = predicts("thanks_goodbye")
    lotse.receive(text_message("danke", id="wamid.A"))
    lotse.triage()

    assert [row.outcome for row in lotse.inbound()] == ["noted"]
    assert told(lotse) == [("wamid.A", False)]


def test_typing_is_shown_for_the_agent_who_has_the_conversation_only(lotse: Lotse) -> None:
    lotse.classify = predicts("complaint")
    lotse.receive(text_message("unerhört", id="wamid.A"))
    lotse.triage()
    agent, other = lotse.person(), lotse.person("bert@example.com")
    lotse.change(lambda session, found: replies.typing(session, found, other))
    assert told(lotse) == []
    lotse.change(lambda session, found: handling.take(session, found, agent))
    lotse.change(lambda session, found: replies.typing(session, found, agent))

    assert told(lotse) == [("wamid.A", True)]


def test_a_reply_marks_what_came_before_it_as_read_and_not_what_comes_after(lotse: Lotse) -> None:
    lotse.classify = predicts("complaint")
    lotse.receive(text_message("eins", id="wamid.A"))
    agent = lotse.person()
    lotse.change(lambda session, found: replies.reply(session, found, agent, "ja", uuid4(), clock.now(session)))
    assert told(lotse) == [("wamid.A", False)]
    lotse.receive(text_message("zwei", id="wamid.B"))
    lotse.triage()

    assert told(lotse) == [("wamid.A", False)]

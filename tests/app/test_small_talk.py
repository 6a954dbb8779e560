"""Greetings get one greeting, thanks get nothing or a reaction, and nothing is opened again by them."""

import pytest

from app import handling
from app.whatsapp.errors import Refused
from tests.lotse import PLAYBOOK, Lotse, predicts
from tests.talking import Talk
from tests.webhooks import message, text_message

GREETS = "Guten Tag und willkommen"


def writes(lotse: Lotse, text: str, intent: str) -> None:
    lotse.classify = predicts(intent)
    lotse.receive(text_message(text))
    lotse.work()


@pytest.mark.parametrize(
    ("text", "intent"), [("hallo", "greeting"), ("ich hab da mal ne frage", "out_of_scope"), ("hi", "opening_hours")]
)
def test_who_only_greets_or_announces_is_greeted(lotse: Lotse, text: str, intent: str) -> None:
    writes(lotse, text, intent)
    assert [(sent["text"] or "").startswith(GREETS) for sent in lotse.graph.sent] == [True]


def test_there_is_one_greeting_in_a_visit_and_another_in_the_next(lotse: Lotse) -> None:
    writes(lotse, "hallo", "greeting")
    writes(lotse, "habt ihr offen?", "opening_hours")
    anna = lotse.person()
    lotse.change(lambda session, conversation: handling.resolve(session, conversation, anna))
    writes(lotse, "hallo", "greeting")
    texts = [str(sent["text"]) for sent in lotse.graph.sent]
    assert [text.startswith(GREETS) for text in texts] == [True, False, True]
    assert [PLAYBOOK.disclosure["de"] in text for text in texts] == [True, False, True]


def test_thanks_get_nothing_and_reopen_nothing(lotse: Lotse) -> None:
    writes(lotse, "habt ihr offen?", "opening_hours")
    anna = lotse.person()
    lotse.change(lambda session, conversation: handling.resolve(session, conversation, anna))
    writes(lotse, "danke!", "thanks_goodbye")
    assert len(lotse.graph.sent) == 1
    assert lotse.conversation().owner == "resolved"
    assert lotse.inbound()[1].outcome == "noted"


def test_thanks_do_not_make_a_person_s_conversation_wait(lotse: Lotse) -> None:
    writes(lotse, "habt ihr offen?", "opening_hours")
    lotse.reply("Ja, bis 18 Uhr.")
    writes(lotse, "danke!", "thanks_goodbye")
    assert lotse.conversation().owner == "agent"
    assert lotse.conversation().waiting_since is None


def test_thanks_get_a_reaction_where_the_business_wants_one(lotse: Lotse) -> None:
    small_talk = PLAYBOOK.rules.small_talk.model_copy(update={"thanks": "reaction"})
    rules = PLAYBOOK.rules.model_copy(update={"small_talk": small_talk})
    lotse.playbook = PLAYBOOK.model_copy(update={"rules": rules})
    writes(lotse, "danke!", "thanks_goodbye")
    [sent] = lotse.graph.sent
    assert sent["body"]["reaction"] == {"message_id": lotse.inbound()[0].wamid, "emoji": "👍"}
    assert lotse.inbound()[0].outcome == "noted"


def test_who_greets_again_much_later_is_not_brought_to_people_and_their_question_is_answered(talk: Talk) -> None:
    talk.says("hallo", "greeting")
    talk.later(15 * 60)
    assert talk.says("hallo", "greeting") == []
    talk.says("wann habt ihr offen", "opening_hours")
    talk.hours_later(8)
    assert len(talk.says("Guten Abend", "greeting")) == 1
    talk.later(30)
    assert len(talk.says("wo ist euer laden", "store_location")) == 1
    assert talk.owner == "bot"


@pytest.fixture
def reacting(talk: Talk) -> Talk:
    """Resolved; thanks get a reaction."""
    talk.says("habt ihr offen?", "opening_hours")
    talk.resolved()
    small_talk = talk.lotse.playbook.rules.small_talk.model_copy(update={"thanks": "reaction"})
    rules = talk.lotse.playbook.rules.model_copy(update={"small_talk": small_talk})
    talk.lotse.playbook = talk.lotse.playbook.model_copy(update={"rules": rules})
    return talk


def test_a_reaction_that_whatsapp_refuses_is_missed_by_nobody(reacting: Talk) -> None:
    reacting.lotse.graph.results.append(Refused(131009, "no such message"))
    reacting.says("danke!", "thanks_goodbye")
    reacting.lotse.settle()
    assert reacting.owner == "resolved"


def test_nor_is_one_that_is_too_late_or_paused(reacting: Talk) -> None:
    reacting.writes("danke", "thanks_goodbye")
    reacting.lotse.triage()
    reacting.hours_later(2)
    reacting.lotse.settle()
    assert reacting.owner == "resolved"
    assert reacting.lotse.outbound()[-1].status == "cancelled"


def test_a_sticker_wants_nothing(talk: Talk) -> None:
    talk.says("habt ihr offen?", "opening_hours")
    talk.resolved()
    talk.lotse.receive(message("sticker", {"id": "1", "mime_type": "image/webp"}, timestamp=talk.moment))
    talk.lotse.work()
    assert talk.owner == "resolved"
    assert talk.timeline[-1] == ("unanswered", "sticker")


def test_a_sticker_of_who_waits_changes_nothing(talk: Talk) -> None:
    talk.says("mensch bitte")
    talk.lotse.receive(message("sticker", {"id": "1", "mime_type": "image/webp"}, timestamp=talk.moment))
    talk.lotse.work()
    assert talk.outcomes[-1] == ("escalated", "with_person")

"""The grounds of each decision are kept, and what is urgent or angry comes first to people."""

from dataclasses import replace

from app import handling
from app.reasons import kept, priority
from models.mood import Mood
from models.prediction import Explanation, Near, Prediction, Wish
from tests.lotse import Lotse
from tests.webhooks import message, text_message

BECAUSE = Explanation((Near("wo bleibt mein paket", "order_status", 0.9),), ("paket", "bleibt"), 0.6)
SAID = Prediction(
    "order_status", 0.8, "refund_status", 0.2, "de", "test", also=(Wish("invoice_copy", 0.9),), because=BECAUSE
)


def test_why_is_kept_with_each_decision(lotse: Lotse) -> None:
    lotse.classify = lambda texts: [SAID for _ in texts]
    lotse.receive(text_message("wo bleibt mein paket, das ist eine frechheit! ich schalte meinen anwalt ein!"))
    lotse.work()
    because = lotse.decisions()[0].because
    assert because is not None
    assert because["near"] == [{"text": "wo bleibt mein paket", "intent": "order_status", "likeness": 0.9}]
    assert because["words"] == ["paket", "bleibt"]
    assert because["margin"] == 0.6
    assert because["also"] == [{"intent": "invoice_copy", "confidence": 0.9}]
    assert because["mood"]["angry"]
    assert because["mood"]["signs"]


def test_no_iban_is_kept_whole(lotse: Lotse) -> None:
    for iban in ("DE89370400440532013000", "DE89 3704 0044 0532 0130 00", "de89-3704-0044-0532-0130-00"):
        lotse.receive(text_message(f"Ich brauche das Geld auf {iban} heute noch, dringend, sofort!"))
        lotse.work()
    for decision in lotse.decisions():
        assert decision.because is not None
        assert decision.because["mood"]["urgent"]
        assert "37040044" not in "".join(letter for letter in str(decision.because) if letter.isalnum())


def test_nothing_is_kept_of_a_message_that_its_writer_deleted(lotse: Lotse) -> None:
    lotse.classify = lambda texts: [replace(SAID, confidence=0.3) for _ in texts]
    lotse.receive(text_message("wo bleibt mein paket", id="wamid.GONE"))
    lotse.work()
    assert lotse.decisions()[0].because
    lotse.receive(message("revoke", {"original_message_id": "wamid.GONE"}))
    lotse.work()
    assert (lotse.decisions()[0].because, lotse.decisions()[0].suggestion) == (None, None)


def test_nothing_is_kept_where_there_is_nothing_to_say() -> None:
    assert kept(None, Mood()) is None
    assert kept(Prediction("order_status", 1.0, None, 0.0, None, "tap"), Mood()) is None


def test_what_is_urgent_comes_before_who_is_angry() -> None:
    moods = [Mood(), Mood(angry=True), Mood(urgent=True), Mood(urgent=True, angry=True)]
    assert [priority(mood) for mood in moods] == [0, 1, 2, 3]


def priority_after(lotse: Lotse, text: str) -> int:
    """Nobody answers, so that it goes to people."""
    lotse.classify = None
    lotse.receive(text_message(text))
    lotse.work()
    return lotse.conversation().priority


def test_urgency_stays_with_the_conversation_until_people_are_done(lotse: Lotse) -> None:
    assert priority_after(lotse, "WASSERROHRBRUCH! bitte kommen sie sofort, es ist dringend!") == 2
    assert priority_after(lotse, "ich bin im zweiten stock") == 2
    person = lotse.person()
    lotse.change(lambda session, conversation: handling.take(session, conversation, person))
    assert lotse.conversation().priority == 2
    lotse.change(lambda session, conversation: handling.resolve(session, conversation, person))
    assert lotse.conversation().priority == 0


def test_who_waits_becomes_urgent_with_a_later_message(lotse: Lotse) -> None:
    assert priority_after(lotse, "ich habe eine frage zum fenster") == 0
    assert priority_after(lotse, "hilfe, es brennt! sofort kommen!") == 2


def test_an_urgent_message_that_is_answered_raises_nothing(lotse: Lotse) -> None:
    lotse.receive(text_message("dringend: wann habt ihr heute offen, ich steh vor der tür!"))
    lotse.work()
    assert lotse.inbound()[0].outcome == "answered"
    assert lotse.conversation().priority == 0

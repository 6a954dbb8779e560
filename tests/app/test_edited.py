"""What is changed in a message that Lotse has answered already comes to people."""

import pytest

from app.edited import says_something_else
from tests.talking import Talk
from tests.webhooks import message

HOURS = "wann habt ihr geöffnet?"


@pytest.mark.parametrize(
    ("before", "after", "other"),
    [
        ("habt ihr offn?", "habt ihr offen?", False),
        ("Habt ihr offen", "habt ihr offen", False),
        (HOURS, "ich möchte einen Mitarbeiter sprechen", True),
        ("wo bleibt AB-12345", "wo bleibt AB-12346", True),
        ("wo bleibt mein paket", "wo bleibt mein paket AB-12345", True),
    ],
)
def test_a_slip_put_right_is_nothing_else(before: str, after: str, other: bool) -> None:
    assert says_something_else(before, after) is other


def edits(talk: Talk, text: str) -> None:
    new = {"type": "text", "text": {"body": text}}
    talk.lotse.receive(message("edit", {"original_message_id": "wamid.A", "message": new}, timestamp=talk.moment))
    talk.lotse.work()


@pytest.fixture
def answered(talk: Talk) -> Talk:
    talk.says(HOURS, "opening_hours", id="wamid.A")
    talk.later(30)
    return talk


def test_people_see_what_became_something_else(answered: Talk) -> None:
    edits(answered, "ich möchte einen Mitarbeiter sprechen")
    assert (answered.owner, answered.lotse.conversation().reason) == ("waiting", "edited")
    assert len(answered.texts) == 1


def test_a_slip_put_right_brings_nobody(answered: Talk) -> None:
    edits(answered, "Wann habt ihr geöffnet?!")
    assert answered.owner == "bot"


def test_the_wish_for_a_person_is_heard_in_a_small_correction_too(talk: Talk) -> None:
    talk.says("Mensh bitte", "greeting", id="wamid.A")
    edits(talk, "Mensch bitte")
    assert talk.owner == "waiting"


def test_an_opt_out_is_kept(answered: Talk) -> None:
    edits(answered, "STOP")
    assert answered.contact.opted_out_at is not None


def test_a_resolved_conversation_is_opened_by_the_wish_for_a_person_only(answered: Talk) -> None:
    answered.resolved()
    edits(answered, "wo seid ihr denn eigentlich")
    assert answered.owner == "resolved"
    edits(answered, "bitte einen menschen")
    assert answered.owner == "waiting"


def test_what_people_have_stays_theirs(answered: Talk) -> None:
    answered.taken()
    edits(answered, "ich möchte einen Mitarbeiter sprechen")
    assert answered.owner == "agent"

"""What did not go out is sent again by a button: once, and only what surely did not arrive."""

import pytest

from app.tables import Person
from tests.app.dashboard.inbox import Shop, Visitor


@pytest.fixture
def conversation_id(shop: Shop) -> int:
    return shop.conversation(phone="4915100000001")


def again(agent: Visitor, conversation_id: int, message_id: int) -> int:
    return agent.post(f"/conversations/{conversation_id}/messages/{message_id}/again").status_code


def test_it_goes_out_as_a_new_message_beside_the_old_one(
    agent: Visitor, shop: Shop, anna: Person, conversation_id: int
) -> None:
    failed = shop.we_say(conversation_id, "Gern!", "failed", anna, error_code=131026)
    assert 'data-testid="again"' in agent.get(f"/conversations/{conversation_id}").text
    assert again(agent, conversation_id, failed) == 303
    old, new = shop.outbound()
    assert (old.status, old.error_code) == ("failed", 131026)
    assert (new.status, new.text, new.answers_id, new.person_id) == ("queued", "Gern!", old.answers_id, anna.id)
    assert agent.woken == ["deliver"]
    assert 'data-testid="again"' not in agent.get(f"/conversations/{conversation_id}").text


def test_pressed_twice_it_is_sent_once(agent: Visitor, shop: Shop, anna: Person, conversation_id: int) -> None:
    failed = shop.we_say(conversation_id, "Gern!", "failed", anna)
    assert [again(agent, conversation_id, failed) for _ in range(2)] == [303, 303]
    assert len(shop.outbound()) == 2


def test_a_file_is_shown_with_both(agent: Visitor, shop: Shop, anna: Person, conversation_id: int) -> None:
    failed = shop.we_say(conversation_id, None, "failed", anna, kind="image", content={})
    medium = shop.medium(failed, b"png")
    with shop.sessions.begin() as session:
        session.get_one(type(shop.outbound()[0]), failed).content = {"type": "image", "media": medium}
    assert again(agent, conversation_id, failed) == 303
    assert agent.get(f"/conversations/{conversation_id}").text.count(f'src="/media/{medium}"') == 2


@pytest.mark.parametrize("status", ["unknown", "sent", "cancelled", "queued"])
def test_what_may_have_arrived_or_was_withdrawn_is_not_sent_again(
    agent: Visitor, shop: Shop, anna: Person, conversation_id: int, status: str
) -> None:
    said = shop.we_say(conversation_id, "Gern!", status, anna)
    assert 'data-testid="again"' not in agent.get(f"/conversations/{conversation_id}").text
    assert again(agent, conversation_id, said) == 409
    assert len(shop.outbound()) == 1


def test_lotses_and_other_conversations_messages_are_not_sent_again(
    agent: Visitor, shop: Shop, anna: Person, conversation_id: int
) -> None:
    bots = shop.we_say(conversation_id, "Bis 18 Uhr.", "failed")
    elsewhere = shop.we_say(shop.conversation(), "Gern!", "failed", anna)
    assert [again(agent, conversation_id, one) for one in (bots, elsewhere, 4711)] == [409, 409, 409]
    assert len(shop.outbound()) == 2


def test_after_the_window_and_in_anothers_conversation_it_is_refused(
    agent: Visitor, shop: Shop, anna: Person, berta: Person
) -> None:
    late = shop.conversation(phone="4915100000002", minutes=25 * 60)
    hers = shop.conversation(phone="4915100000003", owner="agent", assignee_id=berta.id)
    for number in (late, hers):
        failed = shop.we_say(number, "Gern!", "failed", anna)
        assert 'data-testid="again"' not in agent.get(f"/conversations/{number}").text
        assert again(agent, number, failed) == 409
    assert len(shop.outbound()) == 2

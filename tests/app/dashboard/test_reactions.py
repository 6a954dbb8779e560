"""The newest reaction of each writer stands at its message."""

import pytest

from app.dashboard.reactions import Reacted, Reaction, standing
from app.tables import Person
from tests.app.dashboard.inbox import Shop, Visitor


def page(agent: Visitor, conversation_id: int) -> str:
    answer = agent.get(f"/conversations/{conversation_id}")
    assert answer.status_code == 200
    return answer.text.partition('id="messages"')[2]


def test_the_newest_reaction_of_each_side_stands_at_its_message(
    agent: Visitor, shop: Shop, anna: Person, berta: Person
) -> None:
    conversation_id = shop.conversation("davor")
    message_id = shop.customer_says(conversation_id, "danke", minutes=5)
    for emoji in ("😂", "👍"):
        shop.reaction(conversation_id, message_id, emoji)
    shop.reaction(conversation_id, message_id, "🙏", anna)
    shop.reaction(conversation_id, message_id, "❤️", berta)
    reactions = page(agent, conversation_id).partition('data-testid="reactions"')[2].partition("</ul>")[0]
    assert [emoji in reactions for emoji in ("😂", "👍", "🙏", "❤️")] == [False, True, False, True]
    shop.reaction(conversation_id, message_id, None)
    assert "👍</span>" not in page(agent, conversation_id).partition('data-testid="reactions"')[2].partition("</ul>")[0]


def test_the_list_says_a_reaction_in_words(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation("davor", minutes=9)
    message_id = shop.customer_says(conversation_id, "danke", minutes=5)
    shop.reaction(conversation_id, message_id, "👍")
    assert '<span class="in-word">Reaktion</span> <bdi>👍</bdi>' in agent.get("/").text


def test_a_reaction_of_ours_that_failed_does_not_take_the_one_before_away() -> None:
    def ours(emoji: str, status: str, code: int | None = None) -> Reaction:
        return Reaction("w", "out", {"emoji": emoji}, status, code)

    failed = Reacted("👍", True, True, 131047)
    assert standing([ours("❤️", "sent"), ours("👍", "failed", 131047)])["w"] == (Reacted("❤️", True), failed)
    assert standing([ours("👍", "failed", 131047), ours("👍", "sent")])["w"] == (Reacted("👍", True),)


def test_in_a_group_everybody_has_a_reaction_of_their_own() -> None:
    from_two = [
        Reaction("w", "in", {"emoji": emoji, "from": who}, None, None) for emoji, who in (("👍", "1"), ("❤️", "2"))
    ]
    assert [reacted.emoji for reacted in standing(from_two)["w"]] == ["👍", "❤️"]


@pytest.mark.parametrize("content", [None, [], "x", {"emoji": 7.5}, {"emoji": ["👍"]}, {"emoji": ""}])
def test_a_reaction_of_any_form_does_no_harm(content: object) -> None:
    assert standing([Reaction("w", "in", content, None, None)]) == {}

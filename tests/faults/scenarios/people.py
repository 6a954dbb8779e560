"""People and the bot at the same conversations, in the same moments."""

from functools import partial

from tests.faults import people
from tests.faults.nemesis import Nemesis
from tests.faults.play import Play
from tests.faults.scenarios.scale import RATE, Scale


def interfere(play: Play, scale: Scale) -> None:
    """Two agents take the conversations in which the bot decides, each reply is clicked twice, some are handed back."""
    play.open().wait_until_working()
    agents = [play.agent(name) for name in ("anna", "berta")]
    acts = [partial(act, play, agents) for act in (_take_and_reply, _take_at_once, _reply_at_once)]
    with play.fault(), Nemesis(acts, 0.3, play.dice):
        play.write(scale.each, RATE)
    history = play.meta.history
    assert any(reply.taken for reply in history.replies), "no agent's reply was taken"
    assert any(one.until for one in history.held), "nothing was handed back"


def _take_and_reply(play: Play, agents: list[people.Agent]) -> None:
    agent, conversation = play.dice.choice(agents), play.dice.choice(people.conversations(play.stand))
    if agent.take(conversation) != people.TOOK:
        return
    agent.double_click(conversation, f"{agent.email} {play.dice.random()}")
    if play.dice.random() < 0.7:
        agent.hand_back(conversation)


def _take_at_once(play: Play, agents: list[people.Agent]) -> None:
    """Of two agents who press the button together exactly one has it."""
    conversation = _nobodys(play)
    if conversation is None:
        return
    said = people.at_once(*(partial(agent.take, conversation) for agent in agents))
    assert sorted(said) == [people.TOOK, people.REFUSED], f"two took conversation {conversation}: {said}"
    agents[said.index(people.TOOK)].hand_back(conversation)


def _reply_at_once(play: Play, agents: list[people.Agent]) -> None:
    """Of two agents who answer together exactly one is heard."""
    conversation = _nobodys(play)
    if conversation is None:
        return
    texts = [f"at once: {agent.email} {play.dice.random()}" for agent in agents]
    pairs = zip(agents, texts, strict=True)
    said = people.at_once(*(partial(agent.reply, conversation, text) for agent, text in pairs))
    assert sorted(said) == [people.TOOK, people.REFUSED], f"two answered in conversation {conversation}: {said}"
    agents[said.index(people.TOOK)].hand_back(conversation)


def _nobodys(play: Play) -> int | None:
    free = people.conversations(play.stand, "assignee_id IS NULL")
    return play.dice.choice(free) if free else None

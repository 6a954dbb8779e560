"""Thanks that are none are seen by people."""

import pytest

from app.bitter import is_bitter
from app.playbook import reading
from tests.talking import Talk

BITTER = [
    "na danke für nichts",
    "ja super, seit 2 wochen unterwegs. danke auch",
    "ok danke für die schnelle hilfe, leider falsch",
    "danke aber das hilft mir nicht weiter",
    "thanks for nothing",
]
THANKS = ["danke, super!", "vielen dank für die schnelle hilfe", "danke, hat geklappt", "danke bis samstag", "👍"]


@pytest.mark.parametrize("text", BITTER)
def test_bitter_thanks_come_to_people(talk: Talk, text: str) -> None:
    assert is_bitter(text)
    [said] = talk.says(text, "thanks_goodbye")
    assert said.startswith("Das tut uns leid.")
    assert talk.outcomes[-1] == ("escalated", "discontent")


@pytest.mark.parametrize("text", THANKS)
def test_thanks_need_nobody(text: str) -> None:
    assert not is_bitter(text)


def test_of_the_starter_s_thanks_one_is_taken_for_bitter() -> None:
    examples = reading.read(reading.STARTER).intents["thanks_goodbye"].examples
    thanks = [text for one in examples for texts in one.model_dump(exclude={"source"}).values() for text in texts]
    assert len(thanks) > 500
    assert sum(map(is_bitter, thanks)) == 1

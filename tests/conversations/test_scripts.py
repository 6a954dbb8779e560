"""docs/conversations: whole conversations as they are written there, with everything real but the time."""

import pytest

from tests.conftest import ROOT
from tests.conversations.play import Player
from tests.conversations.script import Script, parse
from tests.conversations.stage import Stage

FOLDER = ROOT / "docs/conversations"
SCRIPTS = [parse(path.name, path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.txt"))]

pytestmark = pytest.mark.timeout(300)  # the first one waits for the classifier


@pytest.mark.parametrize("script", SCRIPTS, ids=[script.title for script in SCRIPTS])
def test_the_conversation_is_as_it_is_written(stage: Stage, script: Script) -> None:
    Player(script, stage.world, stage).play()

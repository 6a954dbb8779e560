"""What customers wrote is learnt from, and no word of it stands in what is stored."""

import json
import pickle
from dataclasses import asdict

import pytest

from models import Example, TriageModel, train
from models.examples import UNSAID
from tests.models.messages import EXAMPLES

WORD = "xylofonkiste"
THEIRS = [
    Example(f"wo bleibt meine {WORD}", "order_status", UNSAID, "said by people", private=True),
    Example(f"die {WORD} ist nicht da", "order_status", "de", "said by people", private=True),
]


@pytest.fixture(scope="module")
def taught() -> TriageModel:
    return train([*EXAMPLES, *THEIRS])


def test_no_word_of_a_customer_stands_in_the_stored_model(taught: TriageModel) -> None:
    stored = pickle.dumps(taught)
    told = json.dumps([taught.metrics, taught.certificates]).encode()
    for piece in (WORD, "xylo", "fonki"):
        assert piece.encode() not in stored + told


def test_a_word_that_the_playbook_has_stands_there(taught: TriageModel) -> None:
    """Else the test above would see nothing."""
    mine = [Example(**{**asdict(one), "private": False}) for one in THEIRS]
    assert WORD.encode() in pickle.dumps(train([*EXAMPLES, *mine]))


def test_it_is_learnt_from_all_the_same(taught: TriageModel, model: TriageModel) -> None:
    text = f"wo ist die {WORD}"
    [after], [before] = taught.predict([text]), model.predict([text])
    assert after.intent == "order_status"
    assert after.confidence >= before.confidence


def test_no_message_of_a_customer_is_shown_beside_anothers(taught: TriageModel) -> None:
    taught.remember(one.text for one in [*EXAMPLES, *THEIRS])
    [said] = taught.predict([THEIRS[0].text])
    assert said.because is not None
    assert not any(WORD in near.text for near in said.because.near)

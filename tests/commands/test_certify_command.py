"""`lotse certify` says of each intent whether it may answer by itself, and why."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session, sessionmaker

from app import certificates, classifiers
from commands.certify import certify
from tests.certified import certificate

PROVEN = [
    certificate("opening_hours", checked=12, checked_right=11),
    certificate("order_status", certified=False, bound=0.91, missing=57),
]


@pytest.fixture
def trained(sessions: sessionmaker[Session]) -> None:
    facts = {"certificates": PROVEN, "metrics": {"together": certificate("all together", 0.68)}}
    with sessions.begin() as session:
        classifiers.store(session, classifiers.Artefact("test", b"", "", facts))


def lines(*arguments: str) -> list[str]:
    return CliRunner().invoke(certify, arguments, catch_exceptions=False).output.splitlines()


def test_without_a_classifier_it_says_what_to_do(sessions: sessionmaker[Session]) -> None:
    assert lines() == ["There are no certificates, so people get everything. Make them with a classifier: lotse train"]


def test_each_intent_says_whether_it_may_answer_and_what_is_missing(trained: None) -> None:
    _, may, may_not, together, *_ = lines()
    assert may.split()[:2] == ["opening_hours", "yes"]
    assert may.endswith("11/12")
    assert may_not.split()[:2] == ["order_status", "no"]
    assert may_not.endswith("about 57 more right answers needed")
    assert together.split()[:3] == ["all", "together", "0.68"]
    assert together.endswith("11/12")


@pytest.mark.parametrize(
    ("number", "said"), [(0, "real customers are not seen yet"), (7, "and 7 messages whose topic customers or people")]
)
def test_it_says_whether_real_customers_were_seen(sessions: sessionmaker[Session], number: int, said: str) -> None:
    with sessions.begin() as session:
        facts = {"certificates": PROVEN, certificates.CONFIRMED: number}
        classifiers.store(session, classifiers.Artefact("test", b"", "", facts))
    assert said in "\n".join(lines())


def test_a_program_can_read_it(trained: None) -> None:
    rows = json.loads("\n".join(lines("--json")))
    assert [(row["intent"], row["stands"], row["checked"]) for row in rows] == [
        ("opening_hours", True, 12),
        ("order_status", False, 0),
    ]

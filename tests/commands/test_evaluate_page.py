"""The page of `lotse evaluate` is a file: what customers wrote does not stand in it, so that erasing them is enough."""

from types import SimpleNamespace

import pytest

from commands import evaluate
from models import evaluation
from models.examples import UNSAID
from models.training import Example
from tests.lotse import PLAYBOOK

KNOWN = [
    Example("wann ist offen", "opening_hours", "de", "anna"),
    Example("die Xylofonkiste öffnet wann", "opening_hours", UNSAID, "people", private=True),
]


def test_customers_are_measured_with_and_not_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Example] = []
    monkeypatch.setattr(evaluate, "all_examples", lambda playbook: KNOWN)
    monkeypatch.setattr(evaluate.playbooks, "load", lambda: PLAYBOOK)
    found = SimpleNamespace(report=None, predictions=[], certificates=[])
    monkeypatch.setattr(evaluation, "leave_one_source_out", lambda known, *_: given.extend(known) or found)
    shown = evaluate._left_out(learning=False).examples
    assert given == KNOWN
    assert [one.text for one in shown] == ["wann ist offen", evaluate.UNTOLD]
    assert [(one.label, one.source) for one in shown] == [(one.label, one.source) for one in KNOWN]

"""The supervisors' page of the doctor."""

import ast

import pytest
from sqlalchemy import func, select

from app.dashboard import doctor as page
from app.dashboard.texts import TEXTS
from app.doctor import checks
from app.doctor.finding import Finding
from app.tables import Delivery
from tests.app.dashboard.inbox import Shop, Visitor
from tests.conftest import ROOT


def told(text: str) -> list[str]:
    return [part.partition('"')[0] for part in text.split('data-code="')[1:]]


def test_looking_asks_nobody_and_sends_nothing(
    supervisor: Visitor, agent: Visitor, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "examine_all", lambda: pytest.fail("only a press of the button may"))
    assert agent.get("/doctor").status_code == 403
    answer = supervisor.get("/doctor")
    assert answer.status_code == 200
    assert "database" in told(answer.text)
    assert told(answer.text)[0] == "workers_missing"  # the worst come first
    assert 'data-level="fail"' in answer.text
    with shop.sessions() as session:
        assert session.scalar(select(func.count()).select_from(Delivery)) == 0


def test_a_press_of_the_button_examines_everything_once_at_a_time(
    supervisor: Visitor, agent: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [
        Finding("event", "ok", {"url": "http://<b>", "seconds": 0.25}),
        Finding("not_subscribed", "fail", {"inbox": "Laden"}),
    ]
    monkeypatch.setattr(checks, "examine_all", lambda: found)
    assert agent.post("/doctor").status_code == 403
    answer = supervisor.post("/doctor")
    assert told(answer.text) == ["not_subscribed", "event"]
    assert "Laden: Das Konto dieser Nummer" in answer.text
    assert "http://&lt;b&gt;" in answer.text
    with page._examining:
        busy = supervisor.post("/doctor")
    assert (busy.status_code, 'data-testid="busy"' in busy.text) == (409, True)


def test_a_number_that_cannot_send_is_named_with_what_mends_it(supervisor: Visitor, shop: Shop) -> None:
    assert "may_write" in told(supervisor.get("/doctor").text)
    shop.stop()
    page_now = supervisor.get("/doctor").text
    assert "stopped" in told(page_now)
    assert "+49 30 123456: Seit " in page_now
    assert "Das Zugriffstoken ist abgelaufen" in page_now


def calls_of_finding() -> list[ast.Call]:
    files = (ROOT / "app/doctor").glob("*.py")
    nodes = [node for path in files for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    return [node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == "Finding"]


def branches(node: ast.expr) -> list[object]:
    """Both values of `a if b else c`; the value else."""
    parts = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
    return [part.value for part in parts if isinstance(part, ast.Constant)]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_finding_has_its_sentence_and_whatever_is_not_well_its_cure(language: str) -> None:
    seen = 0
    for call in calls_of_finding():
        codes = branches(call.args[0])
        levels = branches(call.args[1]) if len(call.args) > 1 else ["ok"]
        for number, code in enumerate(codes):
            seen += 1
            assert f"doctor.{code}" in TEXTS[language]
            theirs = levels if len(codes) == 1 else levels[number : number + 1]
            if set(theirs) - {"ok"}:
                assert f"doctor.{code}.cure" in TEXTS[language]
    assert seen > 40

"""The dashboard and the alert rules: they can be loaded, and ask for nothing that Lotse does not expose."""

import json
import re
from itertools import product
from typing import Any

import pytest
import yaml

from app.metrics import page
from app.metrics.metric import text
from tests.app.metrics.exposed import parsed
from tests.conftest import ROOT
from tests.lotse import Lotse
from tests.webhooks import text_message

DASHBOARD = json.loads((ROOT / "ops/grafana/lotse.json").read_text("utf-8"))
RULES = yaml.safe_load((ROOT / "ops/prometheus/lotse.rules.yml").read_text("utf-8"))
ALERTS: list[dict[str, Any]] = [rule for group in RULES["groups"] for rule in group["rules"]]
MANUAL = (ROOT / "docs/operating-monitoring.md").read_text("utf-8")


def expressions() -> list[str]:
    shown = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
    return [*shown, *(alert["expr"] for alert in ALERTS)]


@pytest.fixture
def exposed(lotse: Lotse) -> dict[str, set[tuple[str, str]]]:
    """Each metric's labels with their values, once something has happened."""
    lotse.receive(text_message("wann habt ihr offen"))
    lotse.work()
    found: dict[str, set[tuple[str, str]]] = {}
    for name, labels in parsed(text(page._read())):
        found.setdefault(name, set()).update(labels)
    return found


def test_every_metric_and_label_that_is_asked_for_is_exposed(exposed: dict[str, set[tuple[str, str]]]) -> None:
    for expression in expressions():
        names = re.findall(r"\blotse_[a-z0-9_]+", expression)
        assert names or expression.startswith("up{"), expression
        assert set(names) <= exposed.keys(), expression
        for name, selector in re.findall(r"\b(lotse_[a-z0-9_]+)\{([^}]*)\}", expression):
            labels = {label for label, _ in exposed[name]}
            assert set(re.findall(r"([a-z]+)(?:=|!=|=~)\"", selector)) <= labels, expression


def test_every_metric_is_explained_in_the_manual(exposed: dict[str, set[tuple[str, str]]]) -> None:
    steps = {name for name in exposed if re.search(r"_seconds_5m_(bucket|count|sum)$", name)}
    assert len(steps) == 15
    assert [name for name in exposed.keys() - steps if f"`{name}" not in MANUAL] == []


def test_every_alert_says_what_is_so_what_is_safe_and_what_to_do() -> None:
    assert len({alert["alert"] for alert in ALERTS}) == len(ALERTS) > 10
    for alert in ALERTS:
        notes = alert["annotations"]
        assert all(notes[name].endswith(".") for name in ("summary", "safe", "do")), alert["alert"]
        assert notes["runbook"] == f"docs/operating-monitoring.md#{alert['alert'].lower()}"
        assert f"### {alert['alert']}\n" in MANUAL
        assert alert["labels"]["severity"] in {"critical", "warning", "info"}
        assert re.fullmatch(r"\d+[mh]", alert["for"])
        assert alert["expr"].count("(") == alert["expr"].count(")")


def test_the_dashboards_panels_are_whole_and_lie_beside_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        place = panel["gridPos"]
        wide, high = (range(place[at], place[at] + place[size]) for at, size in (("x", "w"), ("y", "h")))
        cells = set(product(wide, high))
        assert not cells & taken, panel["title"]
        assert max(x for x, _ in cells) < 24
        taken |= cells
        assert panel["title"]
        assert panel["description"]
        assert panel["datasource"]["uid"] == "${source}"
    assert [one["name"] for one in DASHBOARD["templating"]["list"]] == ["source"]
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])

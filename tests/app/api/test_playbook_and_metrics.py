"""The playbook and the figures over the API, and the description that goes with the code."""

import json
from collections.abc import Callable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app.tables import AuditLine, PlaybookVersion
from commands import openapi
from tests.app.api.conftest import Caller
from tests.app.dashboard.inbox import Shop
from tests.conftest import ROOT

Callers = Callable[..., Caller]


def test_a_playbook_is_read_checked_and_written_as_a_new_version(
    caller: Callers, small_playbook: None, sessions: sessionmaker[Session]
) -> None:
    api = caller()
    now = api.get("/playbook").get_json()
    name = next(path for path in now["files"] if path.startswith("intents/"))
    files = {**now["files"], name: f"# von außen\n{now['files'][name]}"}
    assert api.post("/playbook/check", files=files).get_json()["usable"] is True
    said = api.put("/playbook", version=now["version"], files=files).get_json()
    assert said["changed"] is True
    assert api.get("/playbook").get_json() == {"version": said["version"], "files": files}
    assert [one["id"] for one in api.get("/playbook/versions").get_json()["versions"]] == [said["version"]]
    with sessions() as session:
        version = session.scalars(select(PlaybookVersion)).one()
        assert version.person.name == "API: Shop system"
        line = session.scalars(select(AuditLine).where(AuditLine.action == "playbook_imported")).one()
        assert (line.person_id, line.subject_id) == (version.person_id, version.id)
    files[name] += "\n# und noch etwas"
    answer = api.put("/playbook", version=0, files=files)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "conflict")


def test_what_is_wrong_in_a_playbook_is_named_and_nothing_is_written(
    caller: Callers, small_playbook: None, sessions: sessionmaker[Session]
) -> None:
    api = caller()
    files = {**api.get("/playbook").get_json()["files"], "intents/broken.toml": "title = "}
    checked = api.post("/playbook/check", files=files).get_json()
    assert checked["usable"] is False
    assert "intents/broken.toml" in checked["remarks"][0]["file"]
    answer = api.put("/playbook", version=0, files=files)
    assert answer.status_code == 422
    assert "intents/broken.toml" in answer.get_json()["wrong"][0]["place"]
    with sessions() as session:
        assert session.scalars(select(PlaybookVersion)).all() == []


def test_a_path_that_leads_elsewhere_is_refused(caller: Callers, small_playbook: None) -> None:
    files = {"../../etc/passwd": "x"}
    assert caller().put("/playbook", version=0, files=files).get_json()["code"] == "unfit"


def test_the_figures_are_the_ledgers(caller: Callers, shop: Shop) -> None:
    shop.customer_says(shop.conversation(), "danke", outcome="noted", outcome_reason="thanks")
    api, today = caller(), shop.now.date()
    counts = api.get("/metrics/ledger").get_json()
    assert (counts["in"], counts["noted"], counts["open"] + counts["unexplained"]) == (2, 1, 1)
    days = api.get("/metrics/days", first=date(today.year, today.month, today.day), last=today).get_json()["days"]
    assert [day["in"] for day in days] == [2]
    assert api.get("/metrics/days", first="2026-01-01", last="2026-12-31").status_code == 422


def test_the_description_in_docs_is_the_codes(caller: Callers) -> None:
    """After a change: lotse openapi --write."""
    kept = (ROOT / openapi.PLACE).read_text("utf-8")
    assert kept == openapi.as_text()
    served = Caller(caller().client, None, []).get("/openapi.json")
    assert served.get_json() == json.loads(kept)


def test_each_shape_has_a_name_of_its_own() -> None:
    """Two of the same name would be told apart by their modules, which programs made from the description show."""
    assert not [name for name in json.loads(openapi.as_text())["components"]["schemas"] if "__" in name]

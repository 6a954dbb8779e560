"""The 24 hours after a customer's last message to a business number."""

from tests.simulator.chatting import bubble
from tests.simulator.conftest import ANNA, Business, Meta, until

DAY = 24 * 3600


def code(meta: Meta, **more: object) -> int:
    answer = meta.send("Hallo", **more)
    return 0 if answer.status_code == 200 else int(answer.json()["error"]["code"])


def test_a_reply_is_taken_for_24_hours_and_refused_afterwards(meta: Meta) -> None:
    meta.write("Moin")
    meta.post("/api/clock", {"advance": DAY - 60})
    assert code(meta) == 0
    meta.post("/api/clock", {"advance": 120})
    assert code(meta) == 131047
    meta.write("Noch da?")
    assert code(meta) == 0


def test_a_late_reply_can_fail_by_status_instead(meta: Meta, business: Business) -> None:
    meta.write("Moin")
    meta.post("/api/clock", {"advance": DAY + 60})
    meta.post("/api/faults", {"window_error": "status"})
    wamid = meta.send("Hallo", biz_opaque_callback_data="row-7").json()["messages"][0]["id"]
    (status,) = until(lambda: business.statuses)
    assert (status["id"], status["status"], status["biz_opaque_callback_data"]) == (wamid, "failed", "row-7")
    assert status["errors"][0]["code"] == 131047
    assert status["errors"][0]["error_data"]["details"]
    assert bubble(meta, wamid)["status"] == "failed"


def test_a_system_message_opens_no_window(meta: Meta) -> None:
    meta.post(f"/api/customers/{ANNA}/change", {"identity": True})
    assert code(meta) == 131047

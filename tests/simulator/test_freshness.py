"""A page that asks again and again is spared what it has."""

from simulator.freshness import stamp
from tests.simulator.chatting import echo, write
from tests.simulator.conftest import ANNA, Meta, Start, until

CHAT = f"/api/customers/{ANNA}/messages"


def asked_again(meta: Meta, path: str, tag: str) -> int:
    return meta.http.get(path, headers={"If-None-Match": tag}).status_code


def test_what_has_not_changed_is_not_sent_again(meta: Meta) -> None:
    write(meta, text="Moin")
    until(lambda: meta.chat()[0]["status"] == "delivered")
    for path in (CHAT, "/api/customers"):
        assert asked_again(meta, path, meta.http.get(path).headers["ETag"]) == 304


def test_every_change_is_seen(meta: Meta) -> None:
    wamid = echo(meta, text="Hallo")
    for verb, body in (("react", {"emoji": "👍"}), ("react", {})):
        tag = meta.http.get(CHAT).headers["ETag"]
        meta.post(f"{CHAT}/{wamid}/{verb}", body)
        assert asked_again(meta, CHAT, tag) == 200


def test_a_status_that_comes_due_is_seen_at_once(meta: Meta) -> None:
    wamid = echo(meta, text="Hallo")
    with meta.simulator._database.transaction() as connection:
        connection.execute("UPDATE messages SET sent_at = 10, delivered_at = 20 WHERE wamid = ?", (wamid,))
        stamps = {now: stamp(connection, "x", now) for now in (5, 9, 15, 19, 25, 29)}
    assert stamps[5] == stamps[9] != stamps[15] == stamps[19] != stamps[25] == stamps[29]


def test_a_tag_of_another_start_is_not_taken_for_this_one(start: Start) -> None:
    before = start()
    write(before, text="Moin")
    tag = before.http.get(CHAT).headers["ETag"]
    before.stop()
    after = start()
    write(after, text="Wieder da")
    assert asked_again(after, CHAT, tag) == 200

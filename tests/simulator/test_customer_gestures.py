"""Taps, reactions, edits and deletions on the customer's phone."""

from typing import Any

import pytest

from tests.simulator.chatting import bubble, echo, received, write
from tests.simulator.conftest import ANNA, Business, Meta, until

BUSINESS = "493023125042"
BUTTONS = {
    "type": "button",
    "body": {"text": "Passt Dienstag?"},
    "action": {"buttons": [{"type": "reply", "reply": {"id": "ja", "title": "Ja"}}]},
}
LIST = {
    "type": "list",
    "body": {"text": "Worum geht es?"},
    "action": {
        "button": "Wählen",
        "sections": [{"title": "Kauf", "rows": [{"id": "a/1", "title": "Angebot", "description": "Preis"}]}],
    },
}
WHERE = {"type": "location_request_message", "body": {"text": "Wo?"}, "action": {"name": "send_location"}}
NUMBER = {"type": "contact_request", "body": {"text": "Nummer?"}, "action": {"name": "request_contact_info"}}


def act(meta: Meta, wamid: str, verb: str, body: dict[str, Any] | None = None) -> str:
    return str(meta.post(f"/api/customers/{ANNA}/messages/{wamid}/{verb}", body)["wamid"])


def refused(meta: Meta, wamid: str, verb: str, body: dict[str, Any] | None = None) -> int:
    return meta.http.post(f"/api/customers/{ANNA}/messages/{wamid}/{verb}", json=body or {}).status_code


def test_a_tapped_button_sends_its_id_and_title(meta: Meta, business: Business) -> None:
    asked = echo(meta, type="interactive", content=BUTTONS)
    reply = act(meta, asked, "tap", {"id": "ja"})
    (message,) = received(business, reply)["messages"]
    assert message["interactive"] == {"type": "button_reply", "button_reply": {"id": "ja", "title": "Ja"}}
    assert message["context"] == {"from": BUSINESS, "id": asked}
    assert bubble(meta, reply)["text"] == "Ja"


def test_a_tapped_row_sends_its_description_too(meta: Meta, business: Business) -> None:
    asked = echo(meta, type="interactive", content=LIST)
    (message,) = received(business, act(meta, asked, "tap", {"id": "a/1"}))["messages"]
    row = {"id": "a/1", "title": "Angebot", "description": "Preis"}
    assert message["interactive"] == {"type": "list_reply", "list_reply": row}


def test_what_is_not_offered_cannot_be_tapped(meta: Meta) -> None:
    asked = echo(meta, type="interactive", content=BUTTONS)
    own = write(meta, text="Moin")
    assert refused(meta, asked, "tap", {"id": "nein"}) == 409
    assert refused(meta, own, "tap", {"id": "ja"}) == 404
    assert refused(meta, "wamid.none", "tap", {"id": "ja"}) == 404


def test_a_location_and_a_number_are_shared_when_asked_for(meta: Meta, business: Business) -> None:
    where = echo(meta, type="interactive", content=WHERE)
    number = echo(meta, type="interactive", content=NUMBER)
    share = f"/api/customers/{ANNA}/share"
    place = meta.post(f"{share}-location", {"wamid": where, "latitude": 53.5, "longitude": 10.0})["wamid"]
    card = meta.post(f"{share}-number", {"wamid": number})["wamid"]
    (message,) = received(business, place)["messages"]
    assert message["location"] == {"latitude": 53.5, "longitude": 10.0}
    assert message["context"]["id"] == where
    (message,) = received(business, card)["messages"]
    assert message["contacts"][0]["origin"] == "contact_request"
    assert message["contacts"][0]["phones"][0]["wa_id"] == ANNA
    assert meta.http.post(f"{share}-number", json={"wamid": where}).status_code == 409


def test_a_reaction_is_set_changed_and_taken_back(meta: Meta, business: Business) -> None:
    target = echo(meta, text="Ja, ab neun.")
    first, second, third = (act(meta, target, "react", {"emoji": emoji}) for emoji in ("👍", "❤️", None))
    (message,) = received(business, first)["messages"]
    assert message["reaction"] == {"message_id": target, "emoji": "👍"}
    (message,) = received(business, second)["messages"]
    assert message["reaction"]["emoji"] == "❤️"
    (message,) = received(business, third)["messages"]
    assert message["reaction"] == {"message_id": target}
    assert [message["wamid"] for message in meta.chat()] == [target]
    assert bubble(meta, target)["reactions"] == []


def test_the_chat_shows_the_latest_reaction(meta: Meta) -> None:
    target = write(meta, text="Moin")
    act(meta, target, "react", {"emoji": "👍"})
    act(meta, target, "react", {"emoji": "❤️"})
    echo(meta, type="reaction", content={"message_id": target, "emoji": "🙏"})
    assert bubble(meta, target)["reactions"] == [
        {"emoji": "❤️", "by": "customer"},
        {"emoji": "🙏", "by": "business"},
    ]


def test_an_edit_names_the_message_and_its_new_text(meta: Meta, business: Business) -> None:
    target = write(meta, text="ofen?")
    (message,) = received(business, act(meta, target, "edit", {"text": "offen?"}))["messages"]
    changed = {"type": "text", "text": {"body": "offen?"}}
    assert message["edit"] == {"original_message_id": target, "message": changed}
    shown = bubble(meta, target)
    assert (shown["text"], shown["edited"]) == ("offen?", True)


def test_a_caption_can_be_edited_and_the_picture_stays(meta: Meta, business: Business) -> None:
    target = write(meta, type="image", caption="Tsich")
    before = bubble(meta, target)["content"]
    (message,) = received(business, act(meta, target, "edit", {"text": "Tisch"}))["messages"]
    assert message["edit"]["message"]["image"] == {**before, "caption": "Tisch"}
    assert bubble(meta, target)["media"]["id"] == before["id"]


def test_a_deleted_message_is_gone_from_the_phone(meta: Meta, business: Business) -> None:
    target = write(meta, text="geheim")
    answer = write(meta, text="falsch", quoted=target)
    (message,) = received(business, act(meta, target, "revoke"))["messages"]
    assert message["revoke"] == {"original_message_id": target}
    assert "geheim" not in str(meta.get(f"/api/customers/{ANNA}/messages"))
    assert bubble(meta, target)["revoked"] is True
    assert bubble(meta, answer)["quoted"]["text"] == ""
    assert refused(meta, target, "revoke") == 409
    assert refused(meta, target, "edit", {"text": "neu"}) == 409


@pytest.mark.parametrize("verb", ["edit", "revoke"])
def test_nobody_changes_what_others_wrote(meta: Meta, verb: str) -> None:
    theirs = echo(meta, text="Hallo")
    assert refused(meta, theirs, verb, {"text": "x"} if verb == "edit" else {}) == 404


def test_gestures_are_not_answers_and_leave_the_window_closed(meta: Meta) -> None:
    target = write(meta, text="Moin")
    act(meta, target, "edit", {"text": "Moin!"})
    with meta.simulator._database.transaction() as connection:
        connection.execute("UPDATE messages SET created_at = created_at - 90000 WHERE type = 'text'")
    assert meta.send("Hallo").json()["error"]["code"] == 131047


def test_the_first_play_of_a_voice_note_is_told_once(meta: Meta, business: Business) -> None:
    note = echo(meta, type="audio")
    path = f"/api/customers/{ANNA}/messages/{note}/play"
    meta.post(path)
    meta.post(path)
    played = until(lambda: [status for status in business.statuses if status["status"] == "played"])
    assert [status["id"] for status in played] == [note]
    assert bubble(meta, note)["status"] == "played"

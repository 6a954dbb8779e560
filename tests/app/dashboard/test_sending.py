"""What agents send: every kind of reply, reactions, and the hint that they are typing."""

from uuid import uuid4

import pytest

from app.tables import Contact, Conversation, Message, Person
from tests.app.dashboard.inbox import Shop, Visitor

PHONE = "4915100000001"


@pytest.fixture
def conversation_id(shop: Shop) -> int:
    return shop.conversation(phone=PHONE)


def path(conversation_id: int, verb: str) -> str:
    return f"/conversations/{conversation_id}/{verb}"


def test_a_text_with_buttons_goes_out_as_such(agent: Visitor, shop: Shop, conversation_id: int) -> None:
    form = {"mode": "buttons", "text": "Passt Montag?", "button-1": "Ja", "button-3": " Nein "}
    assert agent.post(path(conversation_id, "reply"), key=uuid4(), **form).status_code == 303
    [message] = shop.outbound()
    assert (message.kind, message.content["body"]) == ("buttons", "Passt Montag?")
    assert [button["title"] for button in message.content["buttons"]] == ["Ja", "Nein"]


def test_a_list_goes_out_with_its_rows(agent: Visitor, shop: Shop, conversation_id: int) -> None:
    form = {
        "mode": "list",
        "text": "Welche?",
        "list-button": "Auswählen",
        "row-1": "S",
        "row-3": "M",
        "about-3": "80 kg",
    }
    assert agent.post(path(conversation_id, "reply"), key=uuid4(), **form).status_code == 303
    [message] = shop.outbound()
    [section] = message.content["sections"]
    assert [(row["title"], row.get("description")) for row in section["rows"]] == [("S", None), ("M", "80 kg")]


@pytest.mark.parametrize(("language", "asks"), [("de", "Bitte senden"), ("fr", "Please send")])
def test_asking_for_the_location_without_words_asks_in_the_customers_language(
    agent: Visitor, shop: Shop, conversation_id: int, language: str, asks: str
) -> None:
    with shop.sessions.begin() as session:
        session.get_one(Contact, shop.read(conversation_id).contact_id).language = language
    agent.post(path(conversation_id, "reply"), key=uuid4(), mode="location_request", text="")
    [message] = shop.outbound()
    assert message.kind == "location_request"
    assert (message.text or "").startswith(asks)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"mode": "buttons", "text": "?", "button-1": "x" * 21}, "Knopf 1 hat 21 Zeichen, höchstens 20 sind möglich."),
        ({"mode": "buttons", "text": "?", "button-1": "a", "button-2": "a"}, "Knopf 2 gibt es zweimal."),
        ({"mode": "buttons", "text": "x" * 1025, "button-1": "a"}, "Der Text hat 1025 Zeichen"),
        ({"mode": "list", "text": "?", "list-button": "b", "row-1": "y" * 25}, "Zeile 1 hat 25 Zeichen"),
        ({"mode": "list", "text": "?", "list-button": "", "row-1": "y"}, "Die Beschriftung des Knopfes ist leer."),
        ({"mode": "buttons", "text": "?"}, "Anzahl der Knöpfe ist leer."),
    ],
)
def test_what_does_not_fit_is_named_by_field_and_length_and_kept(
    agent: Visitor, shop: Shop, conversation_id: int, form: dict[str, str], said: str
) -> None:
    answer = agent.post(path(conversation_id, "reply"), key=uuid4(), **form)
    assert answer.status_code == 409
    assert said in answer.text
    assert f"\n{form['text']}</textarea>" in answer.text
    assert f'value="{form["mode"]}" data-keep="checked" data-testid="mode-{form["mode"]}" checked' in answer.text
    assert shop.outbound() == []


def test_the_same_buttons_twice_are_one_message_and_others_are_not_swallowed(
    agent: Visitor, shop: Shop, conversation_id: int
) -> None:
    key = uuid4()
    same = {"mode": "buttons", "text": "?", "button-1": "Ja"}
    assert [agent.post(path(conversation_id, "reply"), key=key, **same).status_code for _ in range(2)] == [303, 303]
    assert agent.post(path(conversation_id, "reply"), key=key, **{**same, "button-1": "Nein"}).status_code == 409
    assert len(shop.outbound()) == 1


def test_a_long_text_goes_out_in_parts_once(agent: Visitor, shop: Shop, conversation_id: int) -> None:
    key, text = uuid4(), "Ein Satz. " * 600
    assert [agent.post(path(conversation_id, "reply"), key=key, text=text).status_code for _ in range(2)] == [303, 303]
    assert [message.part for message in shop.outbound()] == [0, 1]


def test_a_reply_quotes_a_message_of_this_conversation_only(agent: Visitor, shop: Shop, conversation_id: int) -> None:
    asked = shop.customer_says(conversation_id, "welche?")
    elsewhere = shop.customer_says(shop.conversation(), "geheim")
    agent.post(path(conversation_id, "reply"), key=uuid4(), text="diese", quotes=asked)
    agent.post(path(conversation_id, "reply"), key=uuid4(), text="jene", quotes=elsewhere)
    with shop.sessions() as session:
        wamid = session.get_one(Message, asked).wamid
    assert [message.quotes_wamid for message in shop.outbound()] == [wamid, None]


def test_a_form_without_a_file_keeps_its_small_limit(agent: Visitor, conversation_id: int) -> None:
    assert agent.post(path(conversation_id, "reply"), text="x" * 300_000).status_code == 413


def test_a_reaction_goes_out_and_stands_at_its_message(agent: Visitor, shop: Shop, conversation_id: int) -> None:
    message_id = shop.customer_says(conversation_id, "danke")
    key = uuid4()
    react = path(conversation_id, f"messages/{message_id}/react")
    assert [agent.post(react, key=key, emoji="👍").status_code for _ in range(2)] == [303, 303]
    [message] = shop.outbound()
    assert (message.kind, message.content["emoji"]) == ("reaction", "👍")
    assert "Ihre Reaktion: 👍" in agent.get(f"/conversations/{conversation_id}").text
    agent.post(react, key=uuid4(), emoji="")
    assert "Ihre Reaktion" not in agent.get(f"/conversations/{conversation_id}").text


def test_what_takes_no_reaction_says_so(agent: Visitor, shop: Shop, conversation_id: int) -> None:
    gone = shop.customer_says(conversation_id, None, revoked_at=shop.now)
    elsewhere = shop.customer_says(shop.conversation(), "anderswo")
    for message_id in (gone, elsewhere, 4711):
        answer = agent.post(path(conversation_id, f"messages/{message_id}/react"), emoji="👍", key=uuid4())
        assert (answer.status_code, "kann man nicht (mehr) reagieren" in answer.text) == (409, True)


def test_typing_is_told_only_where_the_conversation_is_mine(
    agent: Visitor, shop: Shop, anna: Person, berta: Person
) -> None:
    mine, hers, free = (
        shop.conversation(phone=f"49151{number}", **values)
        for number, values in enumerate(
            ({"owner": "agent", "assignee_id": anna.id}, {"owner": "agent", "assignee_id": berta.id}, {})
        )
    )
    for number in (mine, hers, free):
        assert agent.post(path(number, "typing"), by_fetch=True).status_code == 204
    assert [shop.read(number).typing_due for number in (mine, hers, free)] == [True, False, False]
    assert 'data-typing="/conversations/' in agent.get(f"/conversations/{mine}").text
    assert "data-typing" not in agent.get(f"/conversations/{free}").text


def test_looking_tells_whatsapp_nothing(agent: Visitor, shop: Shop, anna: Person) -> None:
    mine = shop.conversation(owner="agent", assignee_id=anna.id)
    agent.get(f"/conversations/{mine}")
    assert (shop.read(mine).read_to_id, shop.read(mine).typing_due) == (None, False)


def test_asking_for_the_number_is_offered_only_where_there_is_none(agent: Visitor, shop: Shop) -> None:
    with_number, without = shop.conversation(phone=PHONE), shop.conversation()
    assert "mode-contact_request" not in agent.get(f"/conversations/{with_number}").text
    assert "mode-contact_request" in agent.get(f"/conversations/{without}").text


def test_the_owners_phone_keeps_only_the_bot_out(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation(phone=PHONE, owner="agent", waiting_since=None)
    shown = agent.get(f"/conversations/{conversation_id}").text
    assert "Beantwortet vom Telefon des Geschäfts" in shown
    assert 'data-testid="send" disabled' not in shown
    assert agent.post(path(conversation_id, "hand-back")).status_code == 303
    with shop.sessions() as session:
        assert session.get_one(Conversation, conversation_id).owner == "bot"

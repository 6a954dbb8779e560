"""What stands at a bubble: quotes, edits, deletions, reactions, media, who wrote it, and why it did not go out."""

from datetime import timedelta

from app.dashboard.bubbles.words import words
from app.dashboard.texts import failures
from app.tables import ContactAlias, Message, Person
from app.whatsapp.codes import KNOWN_CODES
from tests.app.dashboard.inbox import Shop, Visitor


def page(agent: Visitor, conversation_id: int) -> str:
    answer = agent.get(f"/conversations/{conversation_id}")
    assert answer.status_code == 200
    return answer.text.partition('id="messages"')[2]


def wamid(shop: Shop, message_id: int) -> str:
    with shop.sessions() as session:
        return session.get_one(Message, message_id).wamid or ""


def test_a_reply_shows_what_it_answers_and_leads_there(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation("davor")
    asked = shop.customer_says(conversation_id, "Haben Sie Größe M?", minutes=3)
    shop.customer_says(conversation_id, "und nun?", quotes_wamid=wamid(shop, asked))
    shown = page(agent, conversation_id)
    assert f'class="quoted" href="#message-{asked}"' in shown
    assert shown.count("Haben Sie Größe M?") == 2


def test_what_is_quoted_from_elsewhere_or_unknown_is_not_shown(agent: Visitor, shop: Shop) -> None:
    conversation_id, other = shop.conversation("davor"), shop.conversation("geheim")
    secret = shop.customer_says(other, "geheim")
    for quoted in (wamid(shop, secret), "wamid.unknown"):
        shop.customer_says(conversation_id, "dazu", quotes_wamid=quoted)
    shown = page(agent, conversation_id)
    assert shown.count("Antwort auf eine Nachricht, die Lotse nicht hat") == 2
    assert "geheim" not in shown


def test_an_edited_message_shows_its_text_now_and_keeps_the_earlier_one(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation("davor")
    versions = [{"text": "am Montag", "at": shop.ago(9).isoformat()}, "x", {"text": 7}, {"at": "x", "text": "früher"}]
    shop.customer_says(conversation_id, "am Dienstag", edited_at=shop.ago(1), versions=versions)
    shown = page(agent, conversation_id)
    assert ">bearbeitet<" in shown
    earlier = shown.partition('data-testid="earlier"')[2].partition("</details>")[0]
    assert ("am Montag" in earlier, "früher" in earlier, "am Dienstag" in earlier) == (True, True, False)


def test_a_deleted_message_says_only_that(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation("davor")
    gone = shop.customer_says(
        conversation_id, "peinlich", revoked_at=shop.now, edited_at=shop.now, versions=[{"text": "peinlicher"}]
    )
    shop.customer_says(conversation_id, "dazu", quotes_wamid=wamid(shop, gone))
    shown = page(agent, conversation_id)
    assert "Der Kunde hat diese Nachricht gelöscht" in shown
    assert "Gelöschte Nachricht" in shown
    assert "peinlich" not in shown


def test_the_list_does_not_show_a_deleted_text_either(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation("davor", minutes=9)
    shop.customer_says(conversation_id, "peinlich", revoked_at=shop.now)
    shop.customer_says(conversation_id, None, kind="revoke", target_wamid="wamid.x")
    shown = agent.get("/").text
    assert "Gelöschte Nachricht" in shown
    assert "peinlich" not in shown


def test_edits_revocations_and_reactions_are_no_bubbles(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation("davor")
    for kind in ("edit", "revoke", "reaction"):
        shop.customer_says(conversation_id, "dazu", kind=kind, target_wamid="wamid.x")
    assert page(agent, conversation_id).count('data-testid="message"') == 1


def test_what_the_owner_wrote_on_the_phone_is_ours_and_says_so(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation("davor")
    shop.we_say(conversation_id, "vom Handy", "delivered", author="phone", answers_id=None, callback_id=None)
    shop.event(conversation_id, "answered_by_phone")
    shown = page(agent, conversation_id)
    assert "Vom Telefon des Geschäfts" in shown
    assert 'class="message from-phone' in shown
    assert "Lotse hält sich zurück" in shown


def test_a_group_shows_who_wrote_and_lets_nobody_reply(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation("davor")
    contact_id = shop.read(conversation_id).contact_id
    with shop.sessions.begin() as session:
        session.add(ContactAlias(contact_id=contact_id, kind="group", value="g1", key="g1", seen_at=shop.now))
    shop.customer_says(conversation_id, "ich komme", content={"from_name": "Eva", "from": "49151"})
    shop.customer_says(conversation_id, "ich auch", content={"from": "49152"})
    shown = page(agent, conversation_id)
    assert [name in shown for name in ("<bdi>Eva</bdi>", "<bdi>49152</bdi>")] == [True, True]
    assert "Lotse liest Gruppen nur mit" in shown
    assert 'data-testid="send" disabled' in shown
    assert 'data-testid="quote"' not in shown


def test_every_code_of_metas_list_is_explained_in_both_languages() -> None:
    families = (131200, 138001, 139100, 147000)
    for code in (*KNOWN_CODES, *families):
        told = [failures.of(code, language) for language in ("de", "en")]
        assert all(told), code
        assert told[0] != told[1], code


def test_no_code_is_explained_twice() -> None:
    codes = [
        code for known in (failures.channel, failures.message) for failure in known.FAILURES for code in failure.codes
    ]
    assert len(codes) == len(set(codes))


def test_a_voice_message_that_was_listened_to_says_so(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation("davor")
    shop.we_say(conversation_id, "hören Sie", "played")
    assert 'title="angehört"' in page(agent, conversation_id)


def test_messages_of_the_same_writer_stand_together(agent: Visitor, shop: Shop, anna: Person) -> None:
    conversation_id = shop.conversation("davor", minutes=4)
    shop.customer_says(conversation_id, "und", minutes=3)
    shop.we_say(conversation_id, "ja", "sent", anna, written_at=shop.now - timedelta(minutes=2))
    shop.we_say(conversation_id, "gern", "sent", author="phone", answers_id=None, callback_id=None)
    assert page(agent, conversation_id).count('class="writer visually-hidden"') == 1


def test_a_file_is_named_in_the_list() -> None:
    assert words("document", {"filename": "a.pdf"}, None).detail == "a.pdf"
    assert words("document", {"filename": "a.pdf"}, "bitte").detail == "bitte"
    assert words("image", None, "x", revoked=True).code == "revoked"

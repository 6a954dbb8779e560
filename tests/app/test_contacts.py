"""Whoever writes is one contact, under whatever ids WhatsApp names them, and keeps one conversation."""

from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import select

from app import handling
from app.recipients import recipient
from app.tables import Contact, Conversation, Message, Notice
from tests.lotse import Lotse
from tests.webhooks import change, echo, encode, envelope, message, text_message

PHONE, NEW_PHONE = "4915100000001", "4915100000009"
BSUID, NEW_BSUID = "DE.11111111111", "DE.22222222222"


def at(second: int) -> str:
    return str(1766500000 + second)


def known(lotse: Lotse) -> list[set[tuple[str, str]]]:
    """What every contact who has a conversation goes by now."""
    with lotse.sessions() as session:
        contacts = session.scalars(select(Contact).join(Conversation).order_by(Contact.id)).unique()
        return [{(alias.kind, alias.value) for alias in contact.aliases if not alias.until} for contact in contacts]


def wrote(lotse: Lotse) -> list[list[str | None]]:
    """What was written in each conversation."""
    with lotse.sessions() as session:
        found = session.scalars(select(Conversation.id).order_by(Conversation.id)).all()
        texts = select(Message.text).where(Message.kind == "text").order_by(Message.written_at, Message.id)
        return [list(session.scalars(texts.where(Message.conversation_id == one))) for one in found]


def changed_number(old: str, new: str, second: int, **ids: str) -> dict[str, Any]:
    system = {"type": "user_changed_number", "wa_id": new, "body": "Kim changed the number"}
    return message("system", system, **{"from": old, "timestamp": at(second), **ids})


def addressed(lotse: Lotse) -> dict[str, str]:
    with lotse.sessions() as session:
        conversation = session.scalars(select(Conversation)).one()
        return recipient(conversation.contact.aliases, conversation.inbox_id)


def test_the_ids_of_one_message_are_one_contact(lotse: Lotse) -> None:
    ids = {"from_user_id": BSUID, "from_parent_user_id": "DE.ENT.777"}
    webhook = envelope(text_message("hallo", PHONE, **ids))
    profile = {"name": "Kim", "username": "@kim.beispiel"}
    webhook["entry"][0]["changes"][0]["value"]["contacts"] = [{"profile": profile, "wa_id": PHONE, "user_id": BSUID}]
    lotse.receive_bytes(encode(webhook))

    expected = {("phone", PHONE), ("bsuid", BSUID), ("parent", "DE.ENT.777"), ("username", "kim.beispiel")}
    assert known(lotse) == [expected]


def test_a_customer_without_a_number_is_answered_by_the_business_scoped_id(lotse: Lotse) -> None:
    hidden = text_message("hallo", from_user_id=BSUID)
    del hidden["from"]
    lotse.receive(hidden)

    assert addressed(lotse) == {"recipient": BSUID}


def test_who_hides_the_number_later_keeps_the_conversation_and_is_answered_by_id(lotse: Lotse) -> None:
    lotse.receive(text_message("eins", PHONE, from_user_id=BSUID, timestamp=at(0)))
    hidden = text_message("zwei", from_user_id=BSUID, timestamp=at(9))
    del hidden["from"]
    lotse.receive(hidden)

    assert len(known(lotse)) == 1
    assert addressed(lotse) == {"recipient": BSUID}


@pytest.mark.parametrize(
    ("one", "other"),
    [("5511987654321", "551187654321"), ("5215512345678", "525512345678"), ("5491123456789", "541123456789")],
)
def test_the_two_spellings_of_a_number_are_one_contact_answered_as_whatsapp_wrote_last(
    lotse: Lotse, one: str, other: str
) -> None:
    lotse.receive(text_message("a", one, timestamp=at(0)))
    lotse.receive(text_message("b", other, timestamp=at(1)))

    assert known(lotse) == [{("phone", other)}]
    assert addressed(lotse) == {"to": other}


def test_a_name_is_found_when_contact_and_message_spell_the_number_differently(lotse: Lotse) -> None:
    lotse.receive(text_message("a", "5215512345678"), names={"525512345678": "Lupe"})

    with lotse.sessions() as session:
        assert session.scalars(select(Contact.name)).all() == ["Lupe"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_changed_number_keeps_the_conversation(lotse: Lotse, order: tuple[int, ...]) -> None:
    arriving = [
        text_message("vorher", PHONE, timestamp=at(0)),
        changed_number(PHONE, NEW_PHONE, 5),
        text_message("nachher", NEW_PHONE, timestamp=at(9)),
    ]
    for index in order:
        lotse.receive(arriving[index])

    assert wrote(lotse) == [["vorher", "nachher"]]
    assert known(lotse) == [{("phone", NEW_PHONE)}]
    assert addressed(lotse) == {"to": NEW_PHONE}


def test_a_number_that_changes_back_is_answered_at_the_last_one(lotse: Lotse) -> None:
    lotse.receive(text_message("vorher", PHONE, timestamp=at(0)))
    for second, (old, new) in enumerate([(PHONE, NEW_PHONE), (NEW_PHONE, PHONE)], 1):
        lotse.receive(changed_number(old, new, second))

    assert addressed(lotse) == {"to": PHONE}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_who_gets_a_number_that_its_owner_gave_up_is_somebody_new(lotse: Lotse, order: tuple[int, ...]) -> None:
    arriving = [
        text_message("vorher", PHONE, timestamp=at(0), from_user_id=BSUID),
        changed_number(PHONE, NEW_PHONE, 5, from_user_id=BSUID),
        text_message("ich bin jemand anders", PHONE, timestamp=at(9), from_user_id="DE.33333333333"),
    ]
    for index in order:
        lotse.receive(arriving[index])

    assert sorted(wrote(lotse)) == [["ich bin jemand anders"], ["vorher"]]
    assert {("phone", NEW_PHONE), ("bsuid", BSUID)} in known(lotse)


def test_who_gets_a_given_up_number_is_somebody_new_even_without_an_id(lotse: Lotse) -> None:
    lotse.receive(text_message("vorher", PHONE, timestamp=at(0)), changed_number(PHONE, NEW_PHONE, 5))
    lotse.receive(text_message("ich bin jemand anders", PHONE, timestamp=at(9)))
    lotse.receive(text_message("spät angekommen", PHONE, timestamp=at(3)))

    assert wrote(lotse) == [["vorher", "spät angekommen"], ["ich bin jemand anders"]]


@pytest.mark.parametrize("ids", [{"from_user_id": NEW_BSUID}, {}])
def test_a_change_to_a_number_that_somebody_else_had_before_keeps_the_two_apart(
    lotse: Lotse, ids: dict[str, str]
) -> None:
    lotse.receive(text_message("fremd", NEW_PHONE, timestamp=at(0), **ids))
    lotse.receive(text_message("vorher", PHONE, timestamp=at(1), from_user_id=BSUID))
    lotse.receive(changed_number(PHONE, NEW_PHONE, 5))

    assert wrote(lotse) == [["fremd"], ["vorher"]]
    assert known(lotse) == [{("bsuid", value) for value in ids.values()}, {("bsuid", BSUID), ("phone", NEW_PHONE)}]


def test_a_contact_known_by_the_parent_id_is_the_one_who_has_a_business_scoped_id_too(lotse: Lotse) -> None:
    lotse.receive(text_message("eins", PHONE, from_parent_user_id="DE.ENT.777"))
    lotse.receive(text_message("zwei", PHONE, from_user_id=BSUID))

    assert wrote(lotse) == [["eins", "zwei"]]


def test_a_business_scoped_id_of_another_portfolio_is_not_written_to(lotse: Lotse) -> None:
    lotse.receive(hidden("hier", BSUID, 0))
    lotse.receive(hidden("dort", NEW_BSUID, 9), number_id="999")

    with lotse.sessions() as session:
        for row in session.scalars(select(Conversation)):
            expected = BSUID if row.inbox.phone_number_id != "999" else NEW_BSUID
            assert recipient(row.contact.aliases, row.inbox_id) == {"recipient": expected}


def hidden(text: str, bsuid: str, second: int) -> dict[str, Any]:
    """Somebody who hides the number, with the id that stands for them in all portfolios of a company."""
    ids = {"from_user_id": bsuid, "from_parent_user_id": "DE.ENT.777"}
    return {key: value for key, value in text_message(text, timestamp=at(second), **ids).items() if key != "from"}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_changed_business_scoped_id_keeps_the_conversation(lotse: Lotse, order: tuple[int, ...]) -> None:
    body = f"Kim changed from {BSUID} to {NEW_BSUID}"
    system = {"type": "user_changed_user_id", "user_id": NEW_BSUID, "body": body}
    arriving = [
        text_message("vorher", PHONE, from_user_id=BSUID, timestamp=at(0)),
        message("system", system, **{"from": PHONE, "timestamp": at(5)}),
        text_message("nachher", NEW_PHONE, from_user_id=NEW_BSUID, timestamp=at(9)),
    ]
    for index in order:
        lotse.receive(arriving[index])

    [aliases] = known(lotse)
    assert {("bsuid", BSUID), ("bsuid", NEW_BSUID), ("phone", NEW_PHONE)} <= aliases


@pytest.mark.parametrize("also_told", [{"from_user_id": "DE.66666666666"}, {}])
def test_an_id_in_a_customers_name_brings_nobody_elses_conversation(lotse: Lotse, also_told: dict[str, str]) -> None:
    lotse.receive(text_message("geheim", PHONE, from_user_id=BSUID))
    body = f"{BSUID} changed from DE.66666666666 to DE.77777777777"
    system = {"type": "user_changed_user_id", "user_id": "DE.77777777777", "body": body}
    lotse.receive(message("system", system, **{"from": "4915100000666", **also_told}))

    assert len(known(lotse)) == 2


def test_a_number_with_a_new_owner_is_a_new_contact(lotse: Lotse) -> None:
    lotse.receive(text_message("ich bin kim", PHONE, from_user_id=BSUID, timestamp=at(0)))
    lotse.receive(text_message("ich bin jemand anders", PHONE, from_user_id="DE.33333333333", timestamp=at(99)))

    assert known(lotse) == [{("bsuid", BSUID)}, {("bsuid", "DE.33333333333"), ("phone", PHONE)}]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_contacts_that_turn_out_to_be_one_person_become_one(lotse: Lotse, order: tuple[int, ...]) -> None:
    only_id = text_message("mit id", from_user_id=BSUID, timestamp=at(1))
    del only_id["from"]
    arriving = [
        text_message("mit nummer", PHONE, timestamp=at(0)),
        only_id,
        text_message("mit beidem", PHONE, from_user_id=BSUID, timestamp=at(2)),
    ]
    for index in order:
        lotse.receive(arriving[index])

    assert known(lotse) == [{("phone", PHONE), ("bsuid", BSUID)}]
    assert {row.conversation_id for row in lotse.inbound()} == {lotse.conversation().id}


def test_merged_conversations_stay_with_the_person_who_had_one_of_them(lotse: Lotse) -> None:
    lotse.receive(text_message("mit nummer", PHONE))
    lotse.triage()  # the bot's answer is queued
    only_id = text_message("mit id", from_user_id=BSUID)
    del only_id["from"]
    lotse.receive(only_id)
    anna = lotse.person()
    with lotse.sessions.begin() as session:
        session.scalars(select(Conversation).order_by(Conversation.id.desc())).first().owner = "waiting"  # type: ignore[union-attr]
    lotse.receive(text_message("mit beidem", PHONE, from_user_id=BSUID))

    assert lotse.conversation().owner == "waiting"
    assert [row.status for row in lotse.outbound()] == ["cancelled"]
    lotse.change(lambda session, conversation: handling.take(session, conversation, anna))
    assert lotse.conversation().assignee_id == anna.id


@pytest.mark.parametrize("previous_first", [True, False])
def test_a_changed_id_that_comes_as_an_update_of_its_own_keeps_the_conversation(
    lotse: Lotse, previous_first: bool
) -> None:
    ids = {"user_id": {"previous": BSUID, "current": NEW_BSUID}, "wa_id": PHONE, "timestamp": at(5)}
    told = encode(change("user_id_update", user_id_update=[ids]))
    bodies = [encode(envelope(text_message("vorher", PHONE, from_user_id=BSUID, timestamp=at(0)))), told]
    for body in bodies if previous_first else reversed(bodies):
        lotse.receive_bytes(body)
    lotse.receive(text_message("nachher", NEW_PHONE, from_user_id=NEW_BSUID, timestamp=at(9)))

    assert len(known(lotse)) == 1


def test_a_wish_about_offers_is_kept_for_supervisors_and_the_latest_holds(lotse: Lotse) -> None:
    def wish(value: str, second: int) -> bytes:
        preference = {"wa_id": PHONE, "value": value, "category": "marketing_messages", "timestamp": int(at(second))}
        return encode(change("user_preferences", user_preferences=[preference]))

    lotse.receive_bytes(wish("resume", 9))
    lotse.receive_bytes(wish("stop", 1))
    lotse.receive_bytes(wish("stop", 1))

    with lotse.sessions() as session:
        assert session.scalars(select(Contact.wants_offers)).all() == [True]
        assert session.scalars(select(Notice.event).order_by(Notice.happened_at)).all() == ["stop", "resume"]


def test_the_owner_writing_from_the_phone_counts_as_a_person(lotse: Lotse) -> None:
    lotse.receive(text_message("wann habt ihr offen", PHONE))
    lotse.triage()
    lotse.receive_bytes(encode(change("smb_message_echoes", message_echoes=[echo("heute bis acht", PHONE)])))
    lotse.work()

    assert [(row.author, row.status) for row in lotse.outbound()] == [("bot", "cancelled"), ("phone", "sent")]
    assert (lotse.conversation().owner, lotse.graph.sent) == ("agent", [])
    lotse.receive(text_message("und morgen?", PHONE))
    lotse.work()
    assert (lotse.conversation().owner, lotse.graph.sent) == ("waiting", [])
    assert lotse.conversation().reason == "answered_by_phone"


def test_what_the_owner_already_answered_does_not_wait(lotse: Lotse) -> None:
    lotse.receive(text_message("wann habt ihr offen", PHONE, timestamp=at(0)))
    lotse.receive_bytes(encode(change("smb_message_echoes", message_echoes=[echo("bis acht", PHONE, timestamp=at(5))])))
    lotse.triage()

    assert (lotse.conversation().owner, lotse.conversation().waiting_since) == ("agent", None)


def test_an_owner_who_writes_first_starts_a_conversation_that_nobody_waits_in(lotse: Lotse) -> None:
    lotse.receive_bytes(encode(change("smb_message_echoes", message_echoes=[echo("Ihr Paket ist da", PHONE)])))

    with lotse.sessions() as session:
        assert session.scalars(select(Message.answers_id)).all() == [None]
    assert lotse.conversation().waiting_since is None

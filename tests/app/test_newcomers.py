"""Several people who write for the first time are made contacts together, each as if they had come alone."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import holding, newcomers
from app.tables import Contact, ContactAlias, Conversation
from tests.lotse import Lotse
from tests.webhooks import encode, envelope, text_message

PHONES = [f"491510000000{number}" for number in range(5)]


def people(lotse: Lotse) -> list[tuple[str | None, set[tuple[str, str]]]]:
    """Name and ids of every contact with a conversation, by the first id."""
    with lotse.sessions() as session:
        found = session.scalars(select(Contact).join(Conversation)).unique()
        known = [
            (contact.name, {(alias.kind, alias.value) for alias in contact.aliases if not alias.until})
            for contact in found
        ]
    return sorted(known, key=lambda one: sorted(one[1]))


def nobody_without_a_conversation(lotse: Lotse) -> bool:
    with lotse.sessions() as session:
        return not session.scalars(select(Contact).where(Contact.id.not_in(select(Conversation.contact_id)))).all()


def profile(phone: str, name: str, bsuid: str, username: str | None = None) -> dict[str, object]:
    told = {"name": name, **({"username": username} if username else {})}
    return {"profile": told, "wa_id": phone, "user_id": bsuid}


def batch(*told: tuple[str, str, str, str | None]) -> bytes:
    """One webhook in which each of these (phone, name, business-scoped id, user name) writes once."""
    webhook = envelope(*(text_message("hallo", phone, from_user_id=bsuid) for phone, _, bsuid, _ in told))
    webhook["entry"][0]["changes"][0]["value"]["contacts"] = [
        profile(phone, name, bsuid, username) for phone, name, bsuid, username in told
    ]
    return encode(webhook)


def test_each_has_a_contact_with_name_and_ids(lotse: Lotse) -> None:
    names = ["Kim", "Kim", "Noor", "Ada", "Kim"]  # some go by one name and are not one person
    told = [(phone, name, f"DE.{phone}", None) for phone, name in zip(PHONES, names, strict=True)]
    lotse.receive_bytes(batch(*told))

    expected = [(name, {("phone", phone), ("bsuid", f"DE.{phone}")}) for phone, name in zip(PHONES, names, strict=True)]
    assert people(lotse) == sorted(expected, key=lambda one: sorted(one[1]))


def test_several_messages_of_one_newcomer_are_one_contact_with_the_latest_name(lotse: Lotse) -> None:
    written = [
        text_message(f"{number}", phone, from_user_id=f"DE.{phone}", timestamp=str(1766500000 + number))
        for number in range(3)
        for phone in PHONES[:2]
    ]
    lotse.receive_bytes(encode(envelope(*written)))

    assert [len(ids) for _, ids in people(lotse)] == [2, 2]
    assert nobody_without_a_conversation(lotse)


def test_who_shares_an_id_with_another_is_looked_at_alone(lotse: Lotse) -> None:
    """Two newcomers claim one user name: it is not a lasting id, so they stay two, and one of them holds it."""
    first, second, third = ((phone, "Kim", f"DE.{phone}") for phone in PHONES[:3])
    lotse.receive_bytes(batch((*first, "kim"), (*second, "kim"), (*third, "ada")))

    known = people(lotse)
    assert len(known) == 3
    assert sum(("username", "kim") in ids for _, ids in known) == 1
    assert nobody_without_a_conversation(lotse)


def test_one_that_is_known_keeps_their_contact_among_newcomers(lotse: Lotse) -> None:
    lotse.receive(text_message("eins", PHONES[0], from_user_id=f"DE.{PHONES[0]}"))
    told = [(phone, "Kim", f"DE.{phone}", None) for phone in PHONES]
    lotse.receive_bytes(batch(*told))

    assert len(people(lotse)) == len(PHONES)
    assert nobody_without_a_conversation(lotse)


def test_one_whom_another_worker_makes_in_this_very_moment_is_one_contact(
    lotse: Lotse, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other worker commits between our look at who is known and our insert."""
    look = holding.Book.__init__

    def other_worker_is_faster(book: holding.Book, session: Session, aliases: object) -> None:
        look(book, session, aliases)  # type: ignore[arg-type]
        monkeypatch.setattr(holding.Book, "__init__", look)
        with sessions.begin() as other:
            contact = Contact(name="Kim")
            other.add(contact)
            other.flush()
            key = {"kind": "bsuid", "value": f"DE.{PHONES[1]}", "key": f"DE.{PHONES[1]}"}
            other.add(ContactAlias(contact_id=contact.id, seen_at=contact.created_at, **key))

    monkeypatch.setattr(holding.Book, "__init__", other_worker_is_faster)
    lotse.receive_bytes(batch(*((phone, "Kim", f"DE.{phone}", None) for phone in PHONES[:3])))

    assert [ids for _, ids in people(lotse)] == [{("phone", phone), ("bsuid", f"DE.{phone}")} for phone in PHONES[:3]]
    assert nobody_without_a_conversation(lotse)


def test_newcomers_are_made_together(lotse: Lotse, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    make = newcomers._make

    def counted(session: Session, new: list[newcomers.Seen], book: holding.Book) -> None:
        made.append(len(new))
        make(session, new, book)

    monkeypatch.setattr(newcomers, "_make", counted)
    lotse.receive_bytes(batch(*((phone, "Kim", f"DE.{phone}", None) for phone in PHONES)))

    assert made == [len(PHONES)]

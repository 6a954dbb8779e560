"""What agents put on two conversations is all there when the two become one."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import merging
from app.tables import (
    Contact,
    Conversation,
    ConversationLabel,
    Correction,
    Draft,
    Inbox,
    Label,
    Note,
    Person,
    Read,
    Viewer,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_notes_corrections_labels_and_drafts_go_with_a_conversation_that_becomes_part_of_another(
    sessions: sessionmaker[Session],
) -> None:
    with sessions.begin() as session:
        one, other, people = _two_conversations(session)
        for conversation in (one, other):
            session.add(Note(conversation_id=conversation, person_id=people[0], text="Stammkundin", written_at=NOW))
            session.add(Correction(conversation_id=conversation, decision_id=1, kind="confirmed", person_id=people[0]))
            session.add(Read(conversation_id=conversation, person_id=people[0], message_id=1))
            session.add(Viewer(conversation_id=conversation, person_id=people[0], seen_at=NOW))
            session.add(ConversationLabel(conversation_id=conversation, label_id=1))
        session.add(ConversationLabel(conversation_id=other, label_id=2))
        session.add(Draft(conversation_id=one, person_id=people[0], text="Guten Tag,", media_id=5, changed_at=NOW))
        session.add(
            Draft(conversation_id=other, person_id=people[0], text="anbei die Rechnung", changed_at=NOW, quotes_id=6)
        )
        session.add(Draft(conversation_id=other, person_id=people[1], text="Ich frage nach", changed_at=NOW))
        session.flush()
        merging.merge(session, *session.scalars(select(Contact.id)))
    with sessions() as session:
        assert set(session.scalars(select(Conversation.id))) == {one}
        assert len(session.scalars(select(Note).where(Note.conversation_id == one)).all()) == 2
        assert len(session.scalars(select(Correction).where(Correction.conversation_id == one)).all()) == 2
        assert set(session.execute(select(ConversationLabel.conversation_id, ConversationLabel.label_id))) == {
            (one, 1),
            (one, 2),
        }
        drafts = select(Draft.conversation_id, Draft.person_id, Draft.text, Draft.quotes_id, Draft.media_id)
        assert set(session.execute(drafts)) == {
            (one, people[0], "Guten Tag,\n\nanbei die Rechnung", 6, 5),
            (one, people[1], "Ich frage nach", None, None),
        }
        assert [read.conversation_id for read in session.scalars(select(Read))] == [one]


def _two_conversations(session: Session) -> tuple[int, int, list[int]]:
    inbox, contacts = Inbox(phone_number_id="1"), [Contact(), Contact()]
    people = [Person(email=f"{name}@example.com", role="agent", password_hash="") for name in ("anna", "berta")]
    session.add_all([inbox, *contacts, *people, Label(name="Stammkunde"), Label(name="Kulanz")])
    session.flush()
    both = [Conversation(inbox_id=inbox.id, contact_id=contact.id) for contact in contacts]
    session.add_all(both)
    session.flush()
    return both[0].id, both[1].id, [person.id for person in people]

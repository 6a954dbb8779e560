"""P8: every outbound message refers to the inbound message that it answers; nothing takes a list of recipients."""

import re
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from app import clock, create_app, settings, webhook
from app.tables import Contact, Conversation, Inbox, Message
from app.web import make_api

# Every route that changes something, and the one thing each is about. A new route has to be put here by a person.
CHANGES = {
    "/canned-replies",
    "/canned-replies/<int:canned_id>",
    "/canned-replies/<int:canned_id>/remove",
    "/canned-replies/starters",
    "/checks/<int:check_id>",
    "/doctor",  # sends an event to ourselves, and nothing to anybody
    "/webhook",
    "/sign-in",
    "/sign-in/code",
    "/welcome/<token>",
    "/sign-out",
    "/language",
    "/contacts/<int:contact_id>/erase",
    "/contacts/<int:contact_id>/opt-out",
    "/conversations/<int:conversation_id>/correct",
    "/people/add",
    "/people/<int:person_id>/change",
    "/people/<int:person_id>/end",
    "/people/<int:person_id>/link",
    "/people/<int:person_id>/withdraw",
    "/people/<int:person_id>/sessions/end",
    "/people/<int:person_id>/second-factor/reset",
    "/inboxes/add",
    "/inboxes/<int:inbox_id>/change",
    "/inboxes/<int:inbox_id>/connection",
    "/samples",
    "/samples/remove",
    "/start/dismiss",
    "/me",
    "/me/password",
    "/me/sessions/end",
    "/me/second-factor/begin",
    "/me/second-factor/confirm",
    "/me/second-factor/codes",
    "/me/second-factor/off",
    "/conversations/<int:conversation_id>/take",
    "/conversations/<int:conversation_id>/reply",
    "/conversations/<int:conversation_id>/hold",
    "/conversations/<int:conversation_id>/hand-back",
    "/conversations/<int:conversation_id>/now",
    "/conversations/<int:conversation_id>/stop",
    "/conversations/<int:conversation_id>/resolve",
    "/conversations/<int:conversation_id>/resolve-next",
    "/conversations/<int:conversation_id>/assign",
    "/conversations/<int:conversation_id>/team",
    "/conversations/<int:conversation_id>/priority",
    "/conversations/<int:conversation_id>/snooze",
    "/conversations/<int:conversation_id>/wake",
    "/conversations/<int:conversation_id>/label",
    "/conversations/<int:conversation_id>/undo",
    "/conversations/<int:conversation_id>/typing",
    "/conversations/<int:conversation_id>/attach",
    "/conversations/<int:conversation_id>/attachments/<int:media_id>/remove",
    "/conversations/<int:conversation_id>/messages/<int:message_id>/react",
    "/conversations/<int:conversation_id>/messages/<int:message_id>/again",
    "/conversations/<int:conversation_id>/messages/<int:message_id>/withdraw",
    "/conversations/<int:conversation_id>/draft",
    "/conversations/<int:conversation_id>/note",
    "/conversations/<int:conversation_id>/notes/<int:note_id>/change",
    "/conversations/<int:conversation_id>/notes/<int:note_id>/remove",
    "/conversations/<int:conversation_id>/read",
    "/conversations/<int:conversation_id>/unread",
    "/chosen/resolve",  # several at once, of which none sends anything: closing,
    "/chosen/label",  # labelling,
    "/chosen/undo",  # and opening again
    "/filters",
    "/filters/<int:filter_id>/delete",
    "/media/<int:media_id>/retry",
    "/pause",
    "/playbook/business",
    "/playbook/hours",
    "/playbook/import",
    "/playbook/import/confirm",
    "/playbook/import/discard",
    "/playbook/intents/<name>",
    "/playbook/intents/<name>/delete",
    "/playbook/intents/<name>/examples",
    "/playbook/intents/<name>/examples/remove",
    "/playbook/new",
    "/playbook/sentences",
    "/playbook/training",
    "/playbook/try",
    "/playbook/versions/<int:version_id>/back",
    "/resume",
    "/channel/<int:inbox_id>/check",
    "/channel/notices/<int:notice_id>/seen",
    "/webhooks",
    "/webhooks/<int:hook_id>/change",
    "/webhooks/<int:hook_id>/events/<int:event_id>/again",
    "/webhooks/<int:hook_id>/remove",
    "/webhooks/<int:hook_id>/secret",
    "/webhooks/<int:hook_id>/switch",
    "/webhooks/<int:hook_id>/test",
    "/tokens",
    "/tokens/<int:token_id>/revoke",
    "/set-aside/<int:delivery_id>/retry",
    "/set-aside/turns/<int:conversation_id>/retry",
    "/api/v1/conversations/<int:conversation_id>/assign",
    "/api/v1/conversations/<int:conversation_id>/hand-back",
    "/api/v1/conversations/<int:conversation_id>/label",
    "/api/v1/conversations/<int:conversation_id>/messages",
    "/api/v1/conversations/<int:conversation_id>/notes",
    "/api/v1/conversations/<int:conversation_id>/priority",
    "/api/v1/conversations/<int:conversation_id>/resolve",
    "/api/v1/conversations/<int:conversation_id>/snooze",
    "/api/v1/conversations/<int:conversation_id>/take",
    "/api/v1/conversations/<int:conversation_id>/team",
    "/api/v1/conversations/<int:conversation_id>/wake",
    "/api/v1/playbook",
    "/api/v1/playbook/check",
}


@pytest.mark.parametrize("answers", [None, 999_999])
def test_the_database_refuses_a_message_to_somebody_who_did_not_write(
    sessions: sessionmaker[Session], answers: int | None
) -> None:
    with sessions() as session:
        inbox, contact = Inbox(phone_number_id="1"), Contact()
        session.add_all([inbox, contact])
        session.flush()
        conversation = Conversation(inbox_id=inbox.id, contact_id=contact.id)
        session.add(conversation)
        session.flush()
        session.add(
            Message(
                conversation_id=conversation.id,
                inbox_id=inbox.id,
                direction="out",
                text="Unser Newsletter",
                author="bot",
                status="queued",
                answers_id=answers,
                callback_id=uuid4(),
                written_at=clock.now(session),
            )
        )
        with pytest.raises(IntegrityError):
            session.flush()


def test_no_route_sends_to_more_than_one_conversation(environment: None) -> None:
    apps = (create_app(), webhook.make(), make_api(settings.load()))
    rules = [rule for app in apps for rule in app.url_map.iter_rules()]
    changing = {rule.rule for rule in rules if (rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}}

    assert {re.sub(r"<int[^:]*:", "<int:", rule) for rule in changing} == CHANGES

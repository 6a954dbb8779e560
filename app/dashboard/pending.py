"""Answers that wait for the customer: laying one ready, and taking it back."""

from datetime import datetime

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import drafts, pending
from app.dashboard import compose, templates_offered
from app.dashboard.actions import PATH, act
from app.dashboard.blueprint import blueprint, me
from app.dashboard.pages import LARGEST_ID
from app.dashboard.reply import Draft, key_of, refuse_another, refuse_unfilled
from app.replies import RefusedError
from app.tables import Conversation
from app.whatsapp.outgoing import Text


@blueprint.post(f"{PATH}/hold")
def hold(conversation_id: int) -> ResponseReturnValue:
    form = request.form.to_dict()
    key, text = key_of(form.get("key")), compose.text_of(form, "text")

    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        template = templates_offered.notice(session, conversation)
        if template is None:
            raise RefusedError("notice_gone")
        refuse_unfilled(form)
        refuse_another(session, conversation.id, key, Text(text))
        pending.hold(session, conversation, me(), text, compose.filled(form, template), key, now)
        drafts.text_sent(session, conversation.id, me().id)

    return act(conversation_id, "hold", verb, Draft(text=text, key=key, values=form))


@blueprint.post(f"{PATH}/messages/<int(max={LARGEST_ID}):message_id>/withdraw")
def withdraw(conversation_id: int, message_id: int) -> ResponseReturnValue:
    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        pending.withdraw(session, conversation, me(), message_id, now)

    return act(conversation_id, "withdraw", verb)

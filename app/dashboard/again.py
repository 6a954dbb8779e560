"""Sending again what did not go out."""

from datetime import datetime

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import resending
from app.dashboard.actions import PATH, act
from app.dashboard.blueprint import blueprint, me
from app.dashboard.pages import LARGEST_ID
from app.tables import Conversation


@blueprint.post(f"{PATH}/messages/<int(max={LARGEST_ID}):message_id>/again")
def again(conversation_id: int, message_id: int) -> ResponseReturnValue:
    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        resending.send_again(session, conversation, message_id, me(), now)

    return act(conversation_id, "again", verb)

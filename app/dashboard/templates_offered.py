"""What an agent may send once the service window is over: approved templates, and an answer that waits."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import structlog
from sqlalchemy.orm import Session

from app import database, opting, pending, replies, templates
from app.playbook.errors import PlaybookError
from app.playbook.utility import UtilityTemplate
from app.replies import RefusedError
from app.tables import Conversation

T = TypeVar("T")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Hold:
    """The template that would tell the customer of a waiting answer, and whether one has told already."""

    template: UtilityTemplate
    told: bool


def usable(session: Session) -> list[UtilityTemplate]:
    """None while the playbook cannot be read: the inbox must open all the same."""
    return _as_far_as_readable(lambda: templates.usable(session), [])


def read() -> list[UtilityTemplate]:
    with database.sessions()() as session:
        return usable(session)


def notice(session: Session, conversation: Conversation) -> UtilityTemplate | None:
    """The template that tells this customer of a waiting answer, in their language as far as there is one."""
    language = conversation.contact.language or conversation.inbox.language
    return _as_far_as_readable(lambda: templates.notice(session, language), None)


def hold(conversation_id: int) -> Hold | None:
    """None where no approved template tells of answers, or this customer wants none."""
    with database.sessions()() as session:
        conversation = session.get_one(Conversation, conversation_id)
        template = notice(session, conversation)
        if template is None or not opting.may_be_told(conversation.contact):
            return None
        return Hold(template, _was_told(session, conversation))


def _was_told(session: Session, conversation: Conversation) -> bool:
    try:
        return pending.was_told(session, conversation, replies.latest(session, conversation))
    except RefusedError:  # the customer has written nothing that could be answered
        return False


def _as_far_as_readable(read: Callable[[], T], otherwise: T) -> T:
    try:
        return read()
    except PlaybookError:
        log.error("playbook_unreadable", shown="no templates", cure="mend the file that PLAYBOOK_DIR names")
        return otherwise

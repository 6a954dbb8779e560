"""Blue ticks and "typing": told to WhatsApp when Lotse or a person deals with a message, not when somebody looks.

They are told once and not repeated: a lost tick does no harm.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, sessionmaker

from app import channel, clock, tokens
from app.tables import Conversation, Inbox, Message
from app.whatsapp.errors import Result, Sent

BATCH = 200
DUE = or_(Conversation.typing_due, Conversation.read_to_id > func.coalesce(Conversation.read_told_id, 0))

log = structlog.get_logger(__name__)


class Client(Protocol):
    def mark_read(self, phone_number_id: str, wamid: str, typing: bool = False, token: str | None = None) -> Result: ...


@dataclass(frozen=True, slots=True)
class Receipt:
    phone_number_id: str
    token: str | None
    wamid: str
    typing: bool


def tell_due(sessions: sessionmaker[Session], client: Client, pool: ThreadPoolExecutor) -> None:
    """Let the pool tell WhatsApp what was read, and where an agent is typing. Nobody waits for it: answers go first."""
    with sessions.begin() as session:
        receipts = _take(session, clock.now(session))
    for receipt in receipts:
        pool.submit(_tell, client, receipt)


def _tell(client: Client, receipt: Receipt) -> None:
    result = client.mark_read(receipt.phone_number_id, receipt.wamid, receipt.typing, receipt.token)
    if not isinstance(result, Sent):
        log.info("receipt_lost", result=type(result).__name__, safe="the message itself is not affected")


def _take(session: Session, now: datetime) -> list[Receipt]:
    found = session.execute(
        select(Conversation, Inbox, Message.wamid)
        .join(Inbox, Inbox.id == Conversation.inbox_id)
        .join(Message, Message.id == Conversation.read_to_id)
        .where(DUE, channel.open_at(now))
        .order_by(Conversation.id)
        .limit(BATCH)
        .with_for_update(of=Conversation, skip_locked=True)
    ).all()
    receipts = []
    for conversation, inbox, wamid in found:
        receipts.append(Receipt(inbox.phone_number_id, tokens.token(inbox), str(wamid), conversation.typing_due))
        conversation.read_told_id, conversation.typing_due = conversation.read_to_id, False
    return receipts

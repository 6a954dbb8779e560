"""Whose app secret signed a delivery, and for which numbers that one may speak.

A number may have an app secret of its own. Then it is spoken for under that secret only, and that secret speaks for
no other number: who knows one must not be able to put words into another's customers' mouths.
"""

import time
from collections.abc import Mapping
from dataclasses import replace

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import database, sealing, settings
from app.tables import Inbox
from app.whatsapp.signature import is_signed
from app.whatsapp.updates import InboundMessage, NoticeUpdate, StatusUpdate, Updates

FRESH_SECONDS = 10.0  # how soon a secret that was changed is used

log = structlog.get_logger(__name__)


class NotSignedError(Exception):
    """No secret that we know signed these bytes."""


class Secrets:
    """The app secrets by which deliveries are known, the inboxes' own ones re-read every few seconds."""

    def __init__(self) -> None:
        self._own: Mapping[int, bytes] = {}
        self._read_at: float | None = None

    def signer(self, body: bytes, header: str | None) -> int | None:
        """The id of the inbox whose own secret signed the body; None: one of the environment's did.

        Raises NotSignedError when none did, SQLAlchemyError when the inboxes' secrets cannot be read.
        """
        if is_signed(body, header, settings.load().app_secrets):
            return None
        for inbox_id, secret in self._inboxes().items():
            if is_signed(body, header, (secret,)):
                return inbox_id
        raise NotSignedError

    def _inboxes(self) -> Mapping[int, bytes]:
        now = time.monotonic()
        if self._read_at is None or now - self._read_at > FRESH_SECONDS:
            self._own, self._read_at = _own_secrets(), now
        return self._own

    def forget(self) -> None:
        self._read_at = None


secrets = Secrets()


def _own_secrets() -> dict[int, bytes]:
    with database.sessions()() as session:
        sealed = session.execute(select(Inbox.id, Inbox.app_secret).where(Inbox.app_secret.is_not(None))).all()
    own = {}
    for inbox_id, secret in sealed:
        try:
            own[inbox_id] = sealing.unseal(secret or b"").encode()
        except sealing.SealError as error:
            log.error("app_secret_unreadable", inbox_id=inbox_id, why=str(error), next="lotse inboxes set")
    return own


def owners(session: Session) -> dict[str, int]:
    """The numbers that have an app secret of their own, and the inbox of each."""
    own = select(Inbox.phone_number_id, Inbox.id).where(Inbox.app_secret.is_not(None))
    return {row.phone_number_id: row.id for row in session.execute(own)}


def only_rightful(owners: Mapping[str, int], updates: Updates, signed_by: int | None) -> Updates:
    """Without what came under another number's secret; that becomes a problem."""

    def rightful(item: InboundMessage | StatusUpdate | NoticeUpdate) -> bool:
        return item.phone_number_id is None or owners.get(item.phone_number_id) == signed_by

    kept = replace(
        updates,
        messages=list(filter(rightful, updates.messages)),
        statuses=list(filter(rightful, updates.statuses)),
        notices=list(filter(rightful, updates.notices)),
    )
    dropped = _count(updates) - _count(kept)
    if dropped:
        kept.problems = [*updates.problems, f"{dropped} signed with another number's app secret"]
    return kept


def _count(updates: Updates) -> int:
    return len(updates.messages) + len(updates.statuses) + len(updates.notices)

"""The business's numbers: what they are called, and the keys that one may have of its own."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import contacts, sealing, settings
from app.refusals import RefusedError
from app.samples.mark import NUMBER
from app.tables import Inbox

LONGEST_ID = 64
LONGEST_NAME = 80
LONGEST_NUMBER = 64  # as it is shown


@dataclass(frozen=True, slots=True)
class Keys:
    """A new access token and app secret; None leaves what there is, `none_of_its_own` takes both away."""

    token: str | None = None
    secret: str | None = None
    none_of_its_own: bool = False


def everyone(session: Session) -> list[Inbox]:
    """All numbers, without the samples' inbox."""
    return list(session.scalars(select(Inbox).where(Inbox.phone_number_id != NUMBER).order_by(Inbox.id)))


def is_number_id(given: str) -> bool:
    """Whether Meta could have given such an id."""
    return given.isascii() and given.isdigit() and len(given) <= LONGEST_ID


def add(session: Session, phone_number_id: str) -> Inbox:
    """The new number. Raises RefusedError with `number_id_wrong` or `number_known`."""
    if not is_number_id(phone_number_id):
        raise RefusedError("number_id_wrong")
    if session.scalar(select(Inbox.id).where(Inbox.phone_number_id == phone_number_id)):
        raise RefusedError("number_known")
    return contacts.inbox(session, phone_number_id)


def give(inbox: Inbox, keys: Keys) -> None:
    """They hold at once, without a restart; Meta is asked soon whether a stopped number may send with them.

    Raises RefusedError with `environments_secret` when the number needs none of its own.
    """
    if keys.secret and keys.secret.encode() in settings.load().app_secrets:
        raise RefusedError("environments_secret")
    if keys.none_of_its_own:
        inbox.access_token = inbox.app_secret = None
    if keys.token:
        inbox.access_token = sealing.seal(keys.token)
    if keys.secret:
        inbox.app_secret = sealing.seal(keys.secret)
    if (keys.token or keys.none_of_its_own) and inbox.stopped_at:
        inbox.probe_at = inbox.stopped_at

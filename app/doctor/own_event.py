"""A signed event of our own, sent to our webhook as Meta does it: it must be stored, and taken in by a worker.

It holds no entry, so that nothing comes of it and no customer is concerned; and it is deleted when it was found again.
"""

import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass

import httpx2
from sqlalchemy import delete, func, select
from sqlalchemy.exc import SQLAlchemyError

from app import database
from app.doctor.finding import Finding
from app.settings import Settings
from app.tables import Delivery

HTTP_SECONDS = 6.0
PATIENCE = 12.0  # seconds until a worker has taken it in; the clock's sweep comes every 30, but the web process wakes
AGAIN = 0.1
SECONDS = 2.0  # for a statement
MARK = "lotse_doctor"


@dataclass(frozen=True, slots=True)
class Way:
    """How far it came: the answer's status, or what broke instead; whether it was stored; taken in after so long."""

    url: str
    status: int | None = None
    broken: str | None = None
    stored: bool = False
    took: float | None = None


def look(settings: Settings, url: str) -> list[Finding]:
    return [judge(send(url, settings.app_secrets[0]))]


def address(settings: Settings, told_by_meta: str | None) -> str:
    """Where our webhook is: PUBLIC_URL, else what Meta calls, else this machine's port."""
    if settings.public_url:
        return f"{settings.public_url.rstrip('/')}/webhook"
    return told_by_meta or f"http://127.0.0.1:{settings.port}/webhook"


def send(url: str, secret: bytes, patience: float = PATIENCE) -> Way:
    body = event()
    newest = _newest()
    try:
        status = _post(url, body, secret)
        return _followed(url, status, body, newest, patience)
    except httpx2.HTTPError as error:
        return Way(url, broken=type(error).__name__)
    finally:
        _remove(body, newest)


def event() -> bytes:
    return json.dumps({"object": "whatsapp_business_account", "entry": [], MARK: secrets.token_hex(16)}).encode()


def _post(url: str, body: bytes, secret: bytes) -> int:
    signature = hmac.new(secret, body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Hub-Signature-256": f"sha256={signature}"}
    return httpx2.post(url, content=body, headers=headers, timeout=HTTP_SECONDS, follow_redirects=False).status_code


def _newest() -> int:
    with database.sessions()() as session:
        database.take_at_most(session, SECONDS)
        return session.scalar(select(func.max(Delivery.id))) or 0


def _followed(url: str, status: int, body: bytes, newest: int, patience: float) -> Way:
    """It is looked for until it was taken in or the patience is over."""
    began, stored = time.monotonic(), False
    while status == 200:
        with database.sessions()() as session:
            database.take_at_most(session, SECONDS)
            ours = select(Delivery.taken_in_at).where(Delivery.id > newest, Delivery.body == body)
            found = session.execute(ours).one_or_none()
        stored = found is not None
        if found and found.taken_in_at:
            return Way(url, status, stored=True, took=time.monotonic() - began)
        if time.monotonic() - began > patience or not stored:
            break
        time.sleep(AGAIN)
    return Way(url, status, stored=stored)


def _remove(body: bytes, newest: int) -> None:
    """Also when no worker came: one that comes later finds nothing to do. What is locked goes with the old ones."""
    try:
        with database.sessions().begin() as session:
            database.take_at_most(session, SECONDS)
            session.execute(delete(Delivery).where(Delivery.id > newest, Delivery.body == body))
    except SQLAlchemyError:
        return


def judge(way: Way) -> Finding:
    """PURE."""
    named = {"url": way.url}
    if way.broken:
        return Finding("event_unreachable", "fail", {**named, "error": way.broken})
    if way.status == 401:
        return Finding("event_unsigned", "fail", named)
    if way.status != 200:
        return Finding("event_refused", "fail", {**named, "status": way.status})
    if not way.stored:
        return Finding("event_elsewhere", "fail", named)
    if way.took is None:
        return Finding("event_not_taken_in", "fail", {**named, "seconds": round(PATIENCE)})
    return Finding("event", "ok", {**named, "seconds": round(way.took, 1)})

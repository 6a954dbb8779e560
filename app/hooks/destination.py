"""Where a hook leads: kept sealed, because other systems put keys into their addresses, and shown as its host alone."""

from urllib.parse import urlsplit

from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from app import sealing
from app.tables import Hook

REST = "…"  # instead of what may hold a key


def keep(hook: Hook, url: str) -> None:
    hook.sealed_url, hook.url = sealing.seal(url), ""


def of(hook: Hook) -> str | None:
    """None: nobody can read it any more. One in the clear is newer: the version before has written it."""
    if hook.url or not hook.sealed_url:
        return hook.url or None
    try:
        return sealing.unseal(hook.sealed_url)
    except sealing.SealError:
        return None


def forget(hook: Hook) -> None:
    hook.sealed_url, hook.url = None, ""


def host(hook: Hook) -> str | None:
    """With its port where one is given; it never names a user (see `address.find`)."""
    url = of(hook)
    return urlsplit(url).netloc if url else None


def shown(hook: Hook) -> str | None:
    """The address for people, without what may hold a key."""
    url = of(hook)
    if url is None:
        return None
    parts = urlsplit(url)
    rest = REST if parts.path.strip("/") or parts.query else ""
    return f"{parts.scheme}://{parts.netloc}/{rest}"


def seal_plain(sessions: sessionmaker[Session]) -> int:
    """Those that the version before has written; returns how many there were. Of hooks that it has removed it has left
    the sealed ones, which go."""
    with sessions.begin() as session:
        session.execute(
            update(Hook).where(Hook.removed_at.is_not(None), Hook.sealed_url.is_not(None)).values(sealed_url=None)
        )
        plain = session.scalars(select(Hook).where(Hook.url != "").with_for_update(key_share=True)).all()
        for hook in plain:
            keep(hook, hook.url)
    return len(plain)

"""Spares a page that asks every half second what it has already."""

from sqlite3 import Connection

from flask import Response, request


def stamp(connection: Connection, opened: str, now: float) -> str:
    """Changes with every write, and when a status or the typing mark comes due.

    `opened`: of this opening of the database; its count of writes begins anew with each.
    """
    to_come = connection.execute(
        "SELECT count(*), total(sent_at > ?) FROM messages WHERE delivered_at > ?", (now, now)
    ).fetchone()
    failing = connection.execute("SELECT count(*) FROM messages WHERE failed_at > ?", (now,)).fetchone()
    typing = connection.execute("SELECT count(*) FROM customers WHERE typing_until > ?", (now,)).fetchone()
    parts = (opened, connection.total_changes, *to_come, *failing, *typing)
    return "-".join(f"{part:g}" if isinstance(part, float) else str(part) for part in parts)


def has_it(tag: str) -> bool:
    return request.if_none_match.contains(tag)


def stamped(response: Response, tag: str) -> Response:
    response.set_etag(tag)
    response.cache_control.no_cache = True
    return response

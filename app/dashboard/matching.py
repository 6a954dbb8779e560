"""The line of a message that somebody searched for, with what matches marked."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Text, cast, column, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from app import sets
from app.dashboard import plain, spelt
from app.dashboard.searching import CONFIGURATIONS, query_of
from app.tables import Message

LONGEST = 4000  # characters of a message in which the place is looked for
BEGINS, ENDS = "\ue000", "\ue001"  # for private use: whoever writes them is not understood anyway
_OPTIONS = f'StartSel="{BEGINS}", StopSel="{ENDS}", MaxWords=16, MinWords=8, ShortWord=0'


class Stretch(NamedTuple):
    text: str
    marked: bool


def lines(session: Session, query: str, message_ids: Collection[int]) -> dict[int, tuple[Stretch, ...]]:
    """Of each message the part that matches, on one line and without IBANs, cut where the matching words begin and
    end."""
    if not message_ids:
        return {}
    written = select(Message.id, func.left(Message.text, LONGEST)).where(
        sets.among(Message.id, message_ids), Message.revoked_at.is_(None)
    )
    texts = {row[0]: _harmless(row[1]) for row in session.execute(written)}
    marked = _marked(session, spelt.wanted(query), list(texts.values()))
    return {message_id: cut(line) for message_id, line in zip(texts, marked, strict=True)}


def _harmless(text: str | None) -> str:
    return plain.line(text, LONGEST).replace(BEGINS, " ").replace(ENDS, " ")


def _marked(session: Session, text: str, lines: list[str]) -> list[str]:
    """In the language in which something matches."""
    given = (
        func.unnest(cast(lines, ARRAY(Text)))
        .table_valued(column("line", Text), with_ordinality="place")
        .render_derived()
    )
    shown = [func.ts_headline(name, given.c.line, query_of(text), _OPTIONS) for name in CONFIGURATIONS]
    rows = session.execute(select(*shown).select_from(given).order_by(given.c.place)).all()
    return [next((line for line in row if BEGINS in line), row[0]) for row in rows]


def cut(line: str) -> tuple[Stretch, ...]:
    """The stretches between the signs; those that follow each other closely are one. PURE."""
    found: list[Stretch] = []
    for number, part in enumerate(_joined(line).split(BEGINS)):
        inside, _, outside = part.rpartition(ENDS) if number else ("", "", part)
        found += [Stretch(text, marked) for text, marked in ((inside, True), (outside, False)) if text]
    return tuple(found)


def _joined(line: str) -> str:
    return line.replace(f"{ENDS} {BEGINS}", " ").replace(f"{ENDS}{BEGINS}", "")

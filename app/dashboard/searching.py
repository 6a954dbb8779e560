"""Searching conversations: by the words of their messages, and by their contacts' names, numbers and user names.

What is looked for is in German or English: each language's endings are taken off, and the last word may be unfinished.
"""

from functools import reduce

from sqlalchemy import ColumnElement, Select, cast, func, literal_column, or_, select, union
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from app.dashboard import spelt
from app.tables import Contact, ContactAlias, Conversation, Message
from app.tables.conversations import WORDS
from app.tables.people import NAMES

MOST = 500  # conversations; who finds more has to say more
LATEST = 50_000  # messages that are looked at first: a word that is common enough is found there often enough
MOST_READ = 20_000  # matching messages that are looked at, whatever the word
CONFIGURATIONS = ("german", "english")


def find(session: Session, query: str) -> dict[int, int | None]:
    """Up to about MOST conversations by id, the latest first to be found; each with the newest of its messages that
    matches, or None where its contact does."""
    text = spelt.wanted(query)
    found: dict[int, int | None] = dict.fromkeys(session.scalars(_by_contact(text)))
    return found | dict(_by_words(session, text))


def _by_words(session: Session, text: str) -> list[tuple[int, int]]:
    if not spelt.words(text):
        return []
    # a plan for any words reads the whole table for some of them, and compiling one takes longer than these take
    session.execute(
        select(*(func.set_config(name, value, True) for name, value in (("enable_seqscan", "off"), ("jit", "off"))))
    )
    newest = session.scalar(select(func.max(Message.id))) or 0
    latest = session.execute(_matching(text, newest - LATEST)).all()
    rows = latest if len(latest) >= MOST or newest <= LATEST else session.execute(_matching(text, 0)).all()
    session.execute(select(func.set_config("enable_seqscan", "on", True)))
    return [(row.conversation_id, row.message_id) for row in rows]


def _matching(text: str, after: int) -> Select[int, int]:
    matches = literal_column(WORDS).op("@@")(query_of(text))
    some = select(Message.conversation_id, Message.id).where(
        Message.text.is_not(None), Message.revoked_at.is_(None), matches
    )
    hits = (some.where(Message.id > after) if after > 0 else some).limit(MOST_READ).subquery()
    newest = func.max(hits.c.id)
    by_conversation = select(hits.c.conversation_id, newest.label("message_id")).group_by(hits.c.conversation_id)
    return by_conversation.order_by(newest.desc()).limit(MOST)


def query_of(text: str) -> ColumnElement[str]:
    """All words in either language; the last one may be a beginning; or a number in any of its spellings."""
    parts: list[ColumnElement[str]] = [func.websearch_to_tsquery(name, text) for name in CONFIGURATIONS]
    before, last = spelt.last_word(text)
    if last:
        beginning = func.to_tsquery("simple", f"{last}:*")
        parts += [_both(func.websearch_to_tsquery(name, before), beginning) for name in CONFIGURATIONS]
    parts += [func.phraseto_tsquery("simple", spelling) for spelling in spelt.numbered(text)]
    return reduce(lambda one, other: cast(one.op("||")(other), TSQUERY), parts)


def _both(one: ColumnElement[str], other: ColumnElement[str]) -> ColumnElement[str]:
    return cast(one.op("&&")(other), TSQUERY)


def _by_contact(text: str) -> Select[int]:
    """Every word is the beginning of a part of the name, or all of it that of a number or user name."""
    ways = [select(ContactAlias.contact_id).where(*_username(text))]
    beginnings = " & ".join(f"{word}:*" for word in spelt.words(text))
    if len(beginnings) >= len("ab:*"):
        named = literal_column(NAMES).op("@@")(func.to_tsquery("simple", beginnings))
        ways.append(select(Contact.id).where(Contact.name.is_not(None), named).limit(MOST))
    if phones := spelt.phones(text):
        ways.append(select(ContactAlias.contact_id).where(ContactAlias.kind == "phone", or_(*map(_begins, phones))))
    some = union(*(select(way.limit(MOST).subquery()) for way in ways)).subquery()
    return select(Conversation.id).where(Conversation.contact_id.in_(select(some.c[0]))).limit(MOST)


def _username(text: str) -> tuple[ColumnElement[bool], ...]:
    name = text.removeprefix("@").casefold()
    return (ContactAlias.kind == "username", func.starts_with(ContactAlias.key, name))


def _begins(digits: str) -> ColumnElement[bool]:
    end = spelt.after(digits)
    return (ContactAlias.key >= digits) & (ContactAlias.key < end) if end else ContactAlias.key >= digits

"""The tables. Words as in README.md; every timestamp is UTC."""

from app.owners import OWNERS
from app.tables.base import Base, one_of
from app.tables.classifiers import Certificate, Check, Classifier
from app.tables.conversations import (
    AUTHORS,
    OUTCOMES,
    SENDING_STATES,
    Conversation,
    Decision,
    Event,
    FormerConversation,
    Message,
)
from app.tables.lookups import LOOKUP_STATES, Lookup
from app.tables.media import MEDIA_STATES, Media, MediaChunk
from app.tables.operation import Delivery, LedgerCheck, Notice, ParkedStatus, Switches
from app.tables.people import ALIASES, ROLES, Contact, ContactAlias, Inbox, Person

__all__ = [
    "ALIASES",
    "AUTHORS",
    "LOOKUP_STATES",
    "MEDIA_STATES",
    "OUTCOMES",
    "OWNERS",
    "ROLES",
    "SENDING_STATES",
    "Base",
    "Certificate",
    "Check",
    "Classifier",
    "Contact",
    "ContactAlias",
    "Conversation",
    "Decision",
    "Delivery",
    "Event",
    "FormerConversation",
    "Inbox",
    "LedgerCheck",
    "Lookup",
    "Media",
    "MediaChunk",
    "Message",
    "Notice",
    "ParkedStatus",
    "Person",
    "Switches",
    "one_of",
]

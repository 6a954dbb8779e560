"""The tables. Words as in README.md; every timestamp is UTC."""

from app.owners import OWNERS
from app.tables.agents import (
    CORRECTIONS,
    CannedReply,
    ConversationLabel,
    Correction,
    Draft,
    Label,
    Note,
    Read,
    SavedFilter,
    TeamMember,
    Viewer,
)
from app.tables.audit import AuditLine
from app.tables.base import Base, one_of
from app.tables.classifiers import Certificate, Check, Classifier, Training
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
from app.tables.hooks import HOOK_STATES, Hook, HookEvent
from app.tables.lookups import LOOKUP_STATES, Lookup
from app.tables.media import MEDIA_STATES, Media, MediaChunk
from app.tables.operation import Delivery, LedgerCheck, Notice, ParkedStatus, Stood, Switches
from app.tables.people import ALIASES, ROLES, Contact, ContactAlias, FormerContact, Inbox, Person
from app.tables.playbooks import PlaybookUpload, PlaybookVersion, Try
from app.tables.privacy import Night, Tombstone
from app.tables.signing_in import Link, RefusedSignIns, SignIn
from app.tables.tokens import ApiToken

__all__ = [
    "ALIASES",
    "AUTHORS",
    "CORRECTIONS",
    "HOOK_STATES",
    "LOOKUP_STATES",
    "MEDIA_STATES",
    "OUTCOMES",
    "OWNERS",
    "ROLES",
    "SENDING_STATES",
    "ApiToken",
    "AuditLine",
    "Base",
    "CannedReply",
    "Certificate",
    "Check",
    "Classifier",
    "Contact",
    "ContactAlias",
    "Conversation",
    "ConversationLabel",
    "Correction",
    "Decision",
    "Delivery",
    "Draft",
    "Event",
    "FormerContact",
    "FormerConversation",
    "Hook",
    "HookEvent",
    "Inbox",
    "Label",
    "LedgerCheck",
    "Link",
    "Lookup",
    "Media",
    "MediaChunk",
    "Message",
    "Night",
    "Note",
    "Notice",
    "ParkedStatus",
    "Person",
    "PlaybookUpload",
    "PlaybookVersion",
    "Read",
    "RefusedSignIns",
    "SavedFilter",
    "SignIn",
    "Stood",
    "Switches",
    "TeamMember",
    "Tombstone",
    "Training",
    "Try",
    "Viewer",
    "one_of",
]

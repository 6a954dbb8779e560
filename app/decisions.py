"""What a decision is made of, and what it is: a turn, what is known beside its words, what to do. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from app.gathering import Before
from app.history import History
from app.hours import Hours
from app.lookups.enquiry import Enquiry, Looked
from app.whatsapp.outgoing import Outgoing


@dataclass(frozen=True, slots=True)
class Desk:
    """Whether people are there. `hours` is None when nobody said when they are: then they may be at any time.

    `usual`: within which time most customers got a person's answer lately; None when that is not known.
    """

    hours: Hours | None = None
    usual: timedelta | None = None

    def is_open(self, now: datetime) -> bool:
        return self.hours is None or self.hours.is_open(now)

    def closed_since(self, now: datetime) -> datetime | None:
        return self.hours.closed_since(now) if self.hours else None


@dataclass(frozen=True, slots=True)
class Turn:
    """What a customer said before anyone answered, joined; `unreadable` lists the kinds that no machine can read.

    `texts`: its messages' own, where there are several. `details`: what rules found in it, by kind, see
    `models.entities`; `unclear`: the kinds of which it names several. `before`: what Lotse did with the turn before.
    `began_at`: when its first message was written; `tapped`: it is a button of ours. `looked`: what the business's own
    system was asked for it.
    """

    text: str
    unreadable: tuple[str, ...]
    last_customer_at: datetime
    details: Mapping[str, str] = field(default_factory=dict)
    before: Before | None = None
    began_at: datetime | None = None
    tapped: bool = False
    wamid: str = ""
    texts: tuple[str, ...] = ()
    unclear: frozenset[str] = frozenset()
    looked: Looked = field(default_factory=Looked)


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides beside the words: who owns the conversation, what was said in it, what is known of the contact and
    the inbox.

    `owner` is the conversation's, or phone when its agent is the owner of the business's phone. `away_said`: when the
    customer was last told that nobody is there. `stop_confirmed`: who opted out was told that it is so.
    `stopped`: an agent stopped what Lotse was about to say.
    """

    owner: str
    contact_name: str | None
    contact_language: str | None
    inbox_language: str
    can_send: bool = True
    history: History = field(default_factory=History)
    desk: Desk = field(default_factory=Desk)
    away_said: datetime | None = None
    opted_out: bool = False
    stop_confirmed: bool = False
    stopped: bool = False
    paused: bool = False
    over_budget: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """`kind` is answer, ask, escalate, note or lookup. `answer` is what goes out (with an escalation the closing
    sentence, with a note a reaction); `text` is a suggestion to agents, or the answer's.

    `intent`: what it is about, where that is not the prediction's. `tries`: how often this detail was asked for now.
    `opts`: the customer wants no more messages (out), or messages again (in); `stops`: they are told that they opted
    out. `says_away`: that nobody is there. `enquiry`: to the business's own system, which the turn waits for, or which
    the answer is made of; `said` is what the answer took from it.
    """

    kind: str
    reason: str | None = None
    detail: str | None = None
    text: str | None = None
    language: str = "de"
    team: str | None = None
    answer: Outgoing | None = None
    discloses: bool = False
    intent: str | None = None
    tries: int = 1
    opts: Literal["out", "in"] | None = None
    stops: bool = False
    says_away: bool = False
    enquiry: Enquiry | None = None
    said: Mapping[str, str] = field(default_factory=dict)

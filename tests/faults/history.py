"""What happened, as seen from outside: what customers wrote, what Meta accepted, what the database says of it."""

from dataclasses import dataclass, field

REPORTS = ("sent", "delivered", "read")  # what Meta tells of a message, each more than the one before


@dataclass
class Written:
    """A customer's message; times in seconds since 1970, by this machine's clock."""

    wamid: str
    customer: str
    timestamp: int  # WhatsApp's
    text: str
    answerable: bool = False  # whether Lotse should answer it by itself
    picture: bool = False
    posted_at: float | None = None  # when Lotse was first asked to take it
    acknowledged_at: float | None = None  # when Lotse first answered 200

    @property
    def acknowledged(self) -> float:
        assert self.acknowledged_at is not None
        return self.acknowledged_at


@dataclass(frozen=True)
class Accepted:
    """A message that Meta took to send it to a customer."""

    callback_id: str
    wamid: str
    recipient: str
    at: float


@dataclass(frozen=True)
class Reported:
    """A report of Meta's on a message of ours, acknowledged by Lotse."""

    wamid: str
    state: str


@dataclass(frozen=True)
class Reply:
    """What an agent sent, under the key of its form; `taken` when Lotse said that it took it."""

    key: str
    text: str
    taken: bool


@dataclass(frozen=True)
class Held:
    """A person had the conversation: from Lotse's word that it is theirs until they asked to hand it back."""

    conversation: int
    since: float
    until: float | None = None


@dataclass
class History:
    written: dict[str, Written] = field(default_factory=dict)
    accepted: list[Accepted] = field(default_factory=list)
    reported: list[Reported] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    poison: set[str] = field(default_factory=set)  # wamids of what may be set aside
    clock_behind: float = 0.0  # seconds by which Lotse's clock was made slow


@dataclass(frozen=True)
class Inbound:
    """A stored message of a customer's."""

    id: int
    wamid: str
    conversation: int
    owner: str  # of its conversation
    outcome: str | None
    covered_by: int | None
    decision: int | None
    stored_at: float  # when everybody could see it: its commit
    done_at: float | None  # when its decision was begun; None when there is none
    reason: str | None = None
    decided_as: str | None = None  # its decision's kind
    decided_at: float | None = None  # when everybody could see that: the decision's commit


@dataclass(frozen=True)
class Outbound:
    """A stored message of ours."""

    id: int
    callback_id: str
    conversation: int
    answers: int
    part: int
    author: str
    status: str
    attempts: int
    written_at: float
    told_at: float | None = None
    text: str | None = None


@dataclass(frozen=True)
class Event:
    """A line of a conversation's timeline."""

    conversation: int
    kind: str
    at: float


@dataclass(frozen=True)
class Stuck:
    """A row that is not done although nobody works on it any more, or was tried too often."""

    table: str
    id: int
    why: str


@dataclass(frozen=True)
class Rows:
    """What stands in the database after quiet."""

    inbound: list[Inbound]
    outbound: list[Outbound]
    decisions: list[int]
    stuck: list[Stuck] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    set_aside: list[tuple[int, bytes]] = field(default_factory=list)  # deliveries: id and body

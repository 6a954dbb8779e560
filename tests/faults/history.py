"""What happened, as seen from outside: what customers wrote, what Meta accepted, what the database says of it."""

from dataclasses import dataclass, field


@dataclass
class Written:
    """A customer's message; times in seconds since 1970, by this machine's clock."""

    wamid: str
    customer: str
    timestamp: int  # WhatsApp's
    text: str
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


@dataclass
class History:
    written: dict[str, Written] = field(default_factory=dict)
    accepted: list[Accepted] = field(default_factory=list)


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
    done_at: float | None  # when it was decided, or stored, if nothing was to be decided
    text: str | None = None


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
    told: bool


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
    stuck: list[Stuck]
    set_aside: int = 0

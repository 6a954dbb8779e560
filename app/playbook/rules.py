"""How Lotse behaves in a conversation: every rule's setting, with its default. `rules.toml` changes them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

# What is more is a slip, which would fail with every message instead: no clock counts that far.
Seconds = Annotated[float, Field(le=60)]
Minutes = Annotated[float, Field(le=366 * 24 * 60)]
Hours = Annotated[float, Field(le=366 * 24)]
Times = Annotated[float, Field(le=1000)]
Number = Annotated[int, Field(le=10**9)]
Money = Annotated[float, Field(le=10**9)]
Host = Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]+(:\d{1,5})?$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Joining(_Part):
    """How long Lotse waits for more before it reacts. The usual wait is JOIN_SECONDS, or the inbox's own."""

    unfinished_times: Times = Field(
        default=2.5, ge=1
    )  # so many times as long, while the customer seems in mid-sentence
    longest_seconds: float = Field(default=20, ge=0, le=20)  # after the first message of a turn, whatever comes
    flood_messages: Number = Field(default=12, ge=3)  # of one turn: then it is a flood,
    flood_times: Times = Field(default=15, ge=1)  # which is gathered for so many times as long


class Limits(_Part):
    """What keeps Lotse from talking too much, and from answering what nobody expects any more."""

    per_hour: Number = Field(default=10, ge=1)  # automatic messages in a conversation
    same_twice: bool = False  # whether the same answer may follow itself; else people get it the second time
    late_minutes: Minutes = Field(default=15, gt=0)  # an older message goes to people
    quick_seconds: Seconds = Field(default=2, ge=0)  # an answer to Lotse that comes so soon is hardly typed by a person
    quick_turns: Number = Field(default=3, ge=2)  # so many of them in a row are another machine
    visit_hours: Hours = Field(default=24, gt=0)  # after so much silence a conversation begins anew


class SmallTalk(_Part):
    """What thanks and goodbye get, nothing or a reaction; and who only greets or announces a question."""

    greeting_minutes: Minutes = Field(default=10, ge=0)  # so soon after Lotse's last message a greeting gets nothing
    thanks: Literal["nothing", "reaction"] = "nothing"
    reaction: str = Field(default="👍", min_length=1, max_length=8)


class Questions(_Part):
    """How often a detail is asked for before a person gets it."""

    tries: int = Field(default=2, ge=1, le=3)


class Handover(_Part):
    """How conversations go to people, and back to Lotse."""

    say: bool = True  # one closing sentence to the customer
    claim_minutes: Minutes = Field(default=10, ge=0)  # taken, and no reply for so long: it goes back; 0: never
    offline_minutes: Minutes = Field(default=5, gt=0)  # an agent whose page has not asked for so long is offline
    silence_hours: Hours = Field(default=24, ge=0)  # nobody wrote for so long: Lotse answers again; 0: never


class Cost(_Part):
    """What Meta bills. `price` is for one message beyond the free ones of a number and month."""

    price: Money = Field(default=0.0456, ge=0)
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "EUR"
    free: Number = Field(default=1000, ge=0)
    budget: Money | None = Field(default=None, ge=0)  # a month, for all numbers; once it is spent, Lotse only suggests


class Lookups(_Part):
    """Asking the business's own system for what an answer needs."""

    hosts: tuple[Host, ...] = ()  # the only ones that are ever asked
    seconds: float = Field(default=5, gt=0, le=10)


class Waiting(_Part):
    """How soon people should answer, the end of the service window, and the one template that tells the customer of an
    answer that missed it."""

    warn_minutes: float = Field(default=120, ge=0, le=1435)  # so long before the end agents are warned; 0: never
    reply_minutes: Minutes = Field(default=60, ge=0)  # of business hours, in which a person should answer; 0: never due
    template: str | None = None  # the name of one in templates.toml


class InboxRules(_Part):
    """What is different for one number."""

    join_seconds: float | None = Field(default=None, ge=0, le=20)


class Rules(_Part):
    """All of them; each part is a table in `rules.toml`."""

    joining: Joining = Joining()
    limits: Limits = Limits()
    small_talk: SmallTalk = SmallTalk()
    questions: Questions = Questions()
    handover: Handover = Handover()
    cost: Cost = Cost()
    lookups: Lookups = Lookups()
    waiting: Waiting = Waiting()
    inboxes: dict[str, InboxRules] = Field(default_factory=dict)  # by phone number id

    def join_seconds(self, phone_number_id: str, usual: float) -> float:
        """How long to wait for more on this number."""
        own = self.inboxes.get(phone_number_id)
        return usual if own is None or own.join_seconds is None else own.join_seconds

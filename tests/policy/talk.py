"""A conversation without a database: the owner's changes and the decisions, in any order of events.

What goes out is kept with all that was so at that moment, so that rules can be checked afterwards.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from app import owners
from app.decisions import Decision, Desk, Situation, Turn
from app.gathering import Before
from app.history import History, Line
from app.hours import Hours
from app.triage import decide
from app.whatsapp.outgoing import Reaction, preview
from models.prediction import Prediction
from tests.lotse import TALKING

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # a Monday, 9 o'clock in Berlin
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
HOURS = Hours.model_validate({day: ["9:00-18:00"] for day in WEEKDAYS})
LIMITS = TALKING.rules.limits.model_copy(update={"per_hour": 4})  # so that few events reach it
PLAYBOOK = TALKING.model_copy(update={"rules": TALKING.rules.model_copy(update={"limits": LIMITS})})
CERTIFIED = dict.fromkeys(PLAYBOOK.intents, 0.8)
VISIT = timedelta(hours=LIMITS.visit_hours)


@dataclass(frozen=True)
class Spoken:
    """What Lotse said, and what was so when it did."""

    at: datetime
    text: str
    owner: str
    decision: Decision
    turn: Turn
    paused: bool
    visit: int
    closed_since: datetime | None


@dataclass
class Talk:
    """One conversation; every method is an event."""

    now: datetime = START
    owner: str = owners.BOT
    lines: list[Line] = field(default_factory=list)
    open: list[Line] = field(default_factory=list)
    wishes: list[tuple[str, float]] = field(default_factory=list)
    last_customer: datetime | None = None
    visit: int = 0
    visit_at: datetime = START
    before: Before | None = None
    away_said: datetime | None = None
    stop_confirmed: bool = False
    paused: bool = False
    spent: bool = False
    stopped: bool = False
    spoken: list[Spoken] = field(default_factory=list)
    decisions: list[tuple[Turn, Decision, str]] = field(default_factory=list)
    disclosed_in: int = -1

    def passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def writes(self, text: str, intent: str = "out_of_scope", confidence: float = 0.99) -> None:
        silent = self.last_customer is None or self.now - self.last_customer > VISIT
        if silent or self.owner == owners.RESOLVED:
            self.visit, self.visit_at = self.visit + 1, self.now
        self.last_customer = self.now
        self.open.append(Line("customer", self.now, text))
        self.wishes.append((intent, confidence))

    def decides(self) -> Decision | None:
        """The open turn is looked at."""
        if not self.open:
            return None
        turn, (intent, confidence) = self._turn(), self.wishes[-1]
        said = Prediction(intent, confidence, None, 0.0, "de", "test")
        decision = decide(turn, said, self._situation(), PLAYBOOK, CERTIFIED, self.now)
        self.decisions.append((turn, decision, self.owner))
        self.lines += self.open
        self.open, self.wishes = [], []
        self._take_effect(turn, decision, intent)
        return decision

    def _turn(self) -> Turn:
        text = "\n".join(line.text for line in self.open)
        latest = self.last_customer or self.now
        texts = tuple(line.text for line in self.open)
        return Turn(text, (), latest, {}, self.before, self.open[0].at, wamid="wamid.1", texts=texts)

    def _situation(self) -> Situation:
        visit = tuple(line for line in self.lines if line.at >= self.visit_at)
        spoken = tuple(one.at for one in self.spoken if not isinstance(one.decision.answer, Reaction))
        return Situation(
            owner=self.owner,
            contact_name=None,
            contact_language="de",
            inbox_language="de",
            can_send=not self.stopped,
            history=History(visit, self.disclosed_in == self.visit, spoken),
            desk=Desk(HOURS),
            away_said=self.away_said,
            opted_out=self.stop_confirmed,
            stop_confirmed=self.stop_confirmed,
            paused=self.paused,
            over_budget=self.spent,
        )

    def _take_effect(self, turn: Turn, decision: Decision, intent: str) -> None:
        if decision.answer:
            self._says(turn, decision)
        self.stop_confirmed |= decision.stops
        self.away_said = self.now if decision.says_away else self.away_said
        if decision.kind in {"answer", "ask"}:
            self.owner = owners.after(self.owner, "answered")
        elif decision.kind == "escalate":
            self.owner = owners.after(self.owner, "escalated")
        self.before = Before(decision.kind, decision.intent or intent, decision.detail, decision.tries)

    def _says(self, turn: Turn, decision: Decision) -> None:
        assert decision.answer is not None
        text, since = preview(decision.answer) or "", Desk(HOURS).closed_since(self.now)
        self.spoken.append(Spoken(self.now, text, self.owner, decision, turn, self.paused, self.visit, since))
        kind = "reaction" if isinstance(decision.answer, Reaction) else "text"
        self.lines.append(Line("bot", self.now, PLAYBOOK.bare(text), kind))
        if decision.discloses:
            self.disclosed_in = self.visit

    def person(self, happened: str, words: str | None = None) -> None:
        """Somebody takes it, hands it back, resolves it, or answers from the phone."""
        self.owner = owners.after(self.owner, happened)
        self.before = None
        if words:
            self.lines.append(Line("person", self.now, words))

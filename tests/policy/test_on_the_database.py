"""No order of events breaks a rule on the real database: with sending that fails, edits, the phone, the pause."""

import itertools
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from hypothesis import HealthCheck, Phase
from hypothesis import settings as effort
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import clock, handling, lapses, ledger, months, owners, pausing, planning, replies, settings
from app.refusals import RefusedError
from app.tables import Conversation, Message, Person
from app.whatsapp.errors import InDoubt, NotSent, Refused, Result, Sent
from models.prediction import Prediction
from tests.conftest import empty_the_tables
from tests.lotse import TALKING, Lotse
from tests.webhooks import change, echo, encode, message, status, text_message

SAID = {
    "habt ihr offen?": "opening_hours",
    "wo ist euer laden": "store_location",
    "wo bleibt mein paket": "order_status",
    "bitte stornieren": "cancel_order",
    "AB-12345": "out_of_scope",
    "hallo": "greeting",
    "danke": "thanks_goodbye",
    "ich will mit einem menschen reden": "out_of_scope",
    "STOP": "opt_out",
    "START": "out_of_scope",
    "unverschämt ist das": "complaint",
    "was denn": "out_of_scope",
    "liefern": "unsure",
}
ANSWERED = (
    "habt ihr offen?",
    "wo ist euer laden",
    "wo bleibt mein paket",
    "was denn",
)  # or gone to people with a sentence
UNSURE = Prediction("delivery_options", 0.4, "order_status", 0.3, "de", "test", ("delivery_options", "order_status"))
SPANS = (0.5, 3, 5, 70, 700, 2000, 90_000)
RESULTS: tuple[Result | None, ...] = (None, None, NotSent(500, "away"), Refused(131026, "nobody"), InDoubt("hung up"))
DISCLOSURE = TALKING.disclosure["de"]
OFFSET = "LOTSE_NOW_OFFSET"


def predicted(texts: Sequence[str]) -> list[Prediction]:
    """The last line of a turn tells."""
    lines = [text.split("\n")[-1] for text in texts]
    intents = [SAID.get(line, "out_of_scope") for line in lines]
    return [UNSURE if name == "unsure" else Prediction(name, 0.99, None, 0.0, "de", "test") for name in intents]


@dataclass(frozen=True)
class Sending:
    """A request that reached WhatsApp, and what was so in that moment."""

    message: Message
    owner: str
    paused: bool
    visit: datetime | None
    arrived: bool | None  # None: nobody knows


@dataclass
class Meta:
    """Stands for WhatsApp: takes what is sent as the next result says, and notes what was so then."""

    sessions: sessionmaker[Session]
    next: Result | None = None
    sendings: list[Sending] = field(default_factory=list)

    def send(self, phone_number_id: str, body: dict[str, Any], token: str | None = None) -> Result:
        result, self.next = self.next or Sent(f"wamid.OUT{len(self.sendings)}"), None
        with self.sessions() as session:
            sent = session.scalars(select(Message).where(Message.callback_id == body["biz_opaque_callback_data"])).one()
            talk = session.get_one(Conversation, sent.conversation_id)
            arrived = {Sent: True, InDoubt: None}.get(type(result), False)
            self.sendings.append(Sending(sent, talk.owner, pausing.paused(session), talk.visit_at, arrived))
        return result


class OnTheDatabase(RuleBasedStateMachine):
    """One customer, one number, one agent. The clock stands still but when time passes."""

    sessions: sessionmaker[Session]

    def __init__(self) -> None:
        super().__init__()
        empty_the_tables()
        self.passed, self.clock, self.wamids = 0.0, time.time(), itertools.count(1)
        self.passes(0)
        self.meta = Meta(self.sessions)
        self.lotse = Lotse(self.sessions, predicted, self.meta, TALKING)  # type: ignore[arg-type]
        self.anna = self.lotse.person()
        self.theirs: list[str] = []

    def passes(self, seconds: float) -> None:
        self.passed += seconds
        os.environ[OFFSET] = str(self.passed)
        settings.load.cache_clear()

    def stamp(self) -> dict[str, str]:
        wamid = f"wamid.M{next(self.wamids)}"
        return {"id": wamid, "timestamp": str(int(time.time() + self.passed))}

    @initialize(text=st.sampled_from(sorted(SAID)))
    def begins(self, text: str) -> None:
        self.customer_writes(text)
        self.customer_asks_the_same_twice_and_something_else(ANSWERED[2])
        self.people_come_between_decision_and_sending(ANSWERED[0])

    @rule(text=st.sampled_from(sorted(SAID)))
    def customer_writes(self, text: str) -> None:
        given = self.stamp()
        self.theirs.append(given["id"])
        self.lotse.receive(text_message(text, **given))

    @rule(intent=st.sampled_from(("opening_hours", "order_status", "human_agent")))
    def customer_taps(self, intent: str) -> None:
        reply = {"id": f"ask.{intent}", "title": intent}
        self.lotse.receive(message("interactive", {"type": "button_reply", "button_reply": reply}, **self.stamp()))

    @rule(
        which=st.integers(0, 50),
        how=st.sampled_from(("edit", "revoke", "reaction")),
        text=st.sampled_from(sorted(SAID)),
    )
    def customer_changes(self, which: int, how: str, text: str) -> None:
        of = self.theirs[which % len(self.theirs)]
        inner = {"type": "text", "text": {"body": text}}
        content = {
            "edit": {"original_message_id": of, "message": inner},
            "revoke": {"original_message_id": of},
            "reaction": {"message_id": of, "emoji": "👍"},
        }[how]
        self.lotse.receive(message(how, content, **self.stamp()))

    @rule(seconds=st.sampled_from(SPANS))
    def time_passes(self, seconds: float) -> None:
        self.passes(seconds)

    @rule()
    def lotse_plans(self) -> None:
        planning.plan_due(self.sessions, predicted, TALKING)

    @rule()
    def turns_are_decided(self) -> None:
        self.lotse.triage()

    @rule(result=st.sampled_from(RESULTS))
    def messages_are_sent(self, result: Result | None) -> None:
        self.meta.next = result
        self.lotse.settle()
        self.lotse.deliver()
        self.lotse.settle()

    @rule(text=st.sampled_from(sorted(SAID)), result=st.sampled_from(RESULTS))
    def customer_writes_and_lotse_works(self, text: str, result: Result | None) -> None:
        self.customer_writes(text)
        self.lotse_plans()
        self.passes(21)
        self.lotse.triage()
        self.messages_are_sent(result)

    @rule(text=st.sampled_from(sorted(SAID)))
    def customer_writes_and_is_answered(self, text: str) -> None:
        self.customer_writes_and_lotse_works(text, None)

    @rule(text=st.sampled_from(ANSWERED))
    def people_come_between_decision_and_sending(self, text: str) -> None:
        """The moment in which most can go wrong, and which dice alone seldom hit."""
        for happens in (
            lambda: self.agent_acts("take"),
            lambda: self.agent_acts("stop"),
            self.owner_writes_from_the_phone,
            lambda: self.is_switched("pause"),
        ):
            self._is_free_to_speak()
            self.customer_writes(text)
            self.passes(21)
            self.lotse.triage()
            happens()
            self.lotse.deliver()  # before anything else looks
            self.messages_are_sent(None)

    @rule(text=st.sampled_from(ANSWERED))
    def customer_asks_the_same_twice_and_something_else(self, text: str) -> None:
        self._is_free_to_speak()
        for said in (text, text, ANSWERED[0], ANSWERED[1]):
            self.customer_writes_and_is_answered(said)

    def _is_free_to_speak(self) -> None:
        """Nobody has it, nothing holds Lotse back, and a new visit begins."""
        self.agent_acts("hand_back")
        self.is_switched("resume")
        self.is_switched("not spent")
        self.passes(90_000)

    @rule(state=st.sampled_from(("sent", "delivered", "read", "failed")), which=st.integers(0, 50))
    def status_comes(self, state: str, which: int) -> None:
        if self.meta.sendings:
            sent = self.meta.sendings[which % len(self.meta.sendings)]
            if sent.arrived is False:
                return
            wamid = sent.message.wamid or f"wamid.OUT{self.meta.sendings.index(sent)}"
            more = {"errors": [{"code": 131026, "title": "no"}]} if state == "failed" else {}
            report = status(str(sent.message.callback_id), state, wamid, **more)
            self.lotse.receive(statuses=[report])

    @rule()
    def minute_passes(self) -> None:
        self.passes(60)
        lapses.lapse(self.sessions, TALKING.rules)

    @rule(verb=st.sampled_from(("take", "reply", "hand_back", "hand_back", "resolve", "stop", "answer_now")))
    def agent_acts(self, verb: str) -> None:
        def act(session: Session, conversation: Conversation) -> None:
            now, anna = clock.now(session), session.get_one(Person, self.anna.id)
            if verb == "answer_now":
                handling.answer_now(session, conversation, anna, now)
            elif verb == "reply":
                replies.reply(session, conversation, anna, "Guten Tag", uuid4(), now)
            else:
                getattr(handling, verb)(session, conversation, anna)

        self._unless_refused(act)

    def _unless_refused(self, act: Any) -> None:
        with suppress(RefusedError):
            self.lotse.change(act)

    @rule()
    def owner_writes_from_the_phone(self) -> None:
        self.lotse.receive_bytes(encode(change("smb_message_echoes", message_echoes=[echo("Moin", **self.stamp())])))

    @rule(switch=st.sampled_from(("pause", "resume", "spent", "not spent")))
    def is_switched(self, switch: str) -> None:
        with self.sessions.begin() as session:
            now, anna = clock.now(session), session.get_one(Person, self.anna.id)
            if switch == "pause":
                pausing.pause(session, anna, "Probe", now)
            elif switch == "resume":
                pausing.resume(session, anna, now)
            else:
                pausing.note_budget(session, months.of(now).name if switch == "spent" else None)

    @invariant()
    def nothing_automatic_goes_out_while_a_person_has_it(self) -> None:
        spoken = [one for one in self.meta.sendings if one.message.author == "bot"]
        assert not [one.message.text for one in spoken if one.owner == owners.AGENT]

    @invariant()
    def nothing_automatic_goes_out_while_all_is_paused(self) -> None:
        assert not [one.message.text for one in self.meta.sendings if one.message.author == "bot" and one.paused]

    @invariant()
    def every_message_is_explained(self) -> None:
        with self.sessions() as session:
            assert ledger.unexplained(session, None, None, most=20) == []

    @invariant()
    def a_visit_hears_once_that_a_machine_writes(self) -> None:
        """Of what was sent; once more only when WhatsApp told afterwards that the one that said so had failed."""
        for said in self._visits().values():
            tells = [message for message in said if DISCLOSURE in (message.text or "")]
            failed = [message for message in tells if message.status == "failed"]
            assert len(tells) == 1 or failed, [message.text for message in said]

    @invariant()
    def the_same_is_not_said_twice_in_a_row(self) -> None:
        for said in self._visits(with_people=True).values():
            for one, other in itertools.pairwise(said):
                both = one.author == other.author == "bot"
                assert not (both and TALKING.bare(one.text or "") == TALKING.bare(other.text or "")), one.text

    def _visits(self, with_people: bool = False) -> dict[Any, list[Message]]:
        """What WhatsApp took, or may have, as the database has it now, by the visit in which it was sent."""
        found: dict[Any, list[Message]] = {}
        with self.sessions() as session:
            for one in self.meta.sendings:
                now = session.get_one(Message, one.message.id)
                if one.arrived is not False and (with_people or now.author == "bot"):
                    found.setdefault(one.visit, []).append(now)
        return found


def test_no_order_of_events_breaks_a_rule_on_the_database(sessions: sessionmaker[Session], setting: Any) -> None:
    setting("JOIN_SECONDS", "4")
    setting(OFFSET, "0")
    OnTheDatabase.sessions = sessions
    run_state_machine_as_test(
        OnTheDatabase,
        settings=effort(
            max_examples=int(os.environ.get("EXAMPLES", "6")),
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )

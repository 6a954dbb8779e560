"""No order of events breaks a rule: a state machine that looks for one, and ten thousand orders by dice."""

import random
from collections.abc import Callable

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app import guards
from app.owners import OWNERS
from tests.policy.rules import broken
from tests.policy.talk import Talk

ORDERS, EVENTS = 10_000, 24
WORDS = (
    ("habt ihr offen?", "opening_hours"),
    ("wo ist euer laden", "store_location"),
    ("wo bleibt mein paket", "order_status"),
    ("bitte stornieren", "cancel_order"),
    ("hallo", "greeting"),
    ("danke", "thanks_goodbye"),
    ("Mensch bitte", "opening_hours"),
    ("ich will mit einem menschen reden", "out_of_scope"),
    ("STOP", "opt_out"),
    ("START", "out_of_scope"),
    ("bitte keine werbung mehr schicken, das nervt", "opt_out"),
    ("unverschämt ist das", "complaint"),
    ("blau oder grün", "product_advice"),
    ("was denn", "out_of_scope"),
)
SPANS = (0.5, 1, 3, 5, 60, 600, 1200, 4000, 20_000, 90_000)
BY_PEOPLE = ("taken", "handed_back", "resolved", "answered_by_phone", "claim_over", "agent_away", "left_alone")


def event(dice: random.Random) -> Callable[[Talk], object]:
    """One thing that may happen, the likely ones more often."""
    words, intent = dice.choice(WORDS)
    confidence, span, happened = dice.choice((0.99, 0.99, 0.3)), dice.choice(SPANS), dice.choice(BY_PEOPLE)
    switch, on = dice.choice(("paused", "spent", "stopped")), dice.random() < 0.4
    return dice.choice(
        (
            *[lambda talk: talk.writes(words, intent, confidence)] * 4,
            *[lambda talk: talk.decides()] * 4,
            *[lambda talk: talk.passes(span)] * 3,
            lambda talk: talk.person(happened, "Guten Tag" if happened in {"taken", "answered_by_phone"} else None),
            lambda talk: setattr(talk, switch, on),
        )
    )


def play(seed: int) -> Talk:
    dice, talk = random.Random(seed), Talk()
    for _ in range(EVENTS):
        event(dice)(talk)
    talk.decides()
    return talk


def test_ten_thousand_orders_of_events_break_no_rule() -> None:
    found, spoken = {}, 0
    for seed in range(ORDERS):
        talk = play(seed)
        spoken += len(talk.spoken)
        if breaches := broken(talk):
            found[seed] = breaches
    assert not found, f"{len(found)} orders, the first: {next(iter(found.items()))}"
    assert spoken > ORDERS  # else nothing was tried


class Any(RuleBasedStateMachine):
    """Hypothesis looks for an order that breaks a rule, and makes it as short as it can."""

    def __init__(self) -> None:
        super().__init__()
        self.talk = Talk()

    @rule(said=st.sampled_from(WORDS), confidence=st.sampled_from((0.99, 0.3)))
    def customer_writes(self, said: tuple[str, str], confidence: float) -> None:
        self.talk.writes(*said, confidence)

    @rule()
    def turn_is_decided(self) -> None:
        self.talk.decides()

    @rule(seconds=st.sampled_from(SPANS))
    def time_passes(self, seconds: float) -> None:
        self.talk.passes(seconds)

    @rule(happened=st.sampled_from(BY_PEOPLE), writes=st.booleans())
    def people_act(self, happened: str, writes: bool) -> None:
        self.talk.person(happened, "Guten Tag" if writes and happened in {"taken", "answered_by_phone"} else None)

    @rule(switch=st.sampled_from(("paused", "spent", "stopped")), on=st.booleans())
    def is_switched(self, switch: str, on: bool) -> None:
        setattr(self.talk, switch, on)

    @invariant()
    def no_rule_is_broken(self) -> None:
        assert not broken(self.talk)

    @invariant()
    def somebody_owns_it(self) -> None:
        assert self.talk.owner in OWNERS


Any.TestCase.settings = settings(max_examples=150, stateful_step_count=25, deadline=None)
TestAnyOrder = Any.TestCase


@pytest.mark.parametrize(
    ("what", "broken_by", "rule_name"),
    [
        ("said_too_much", lambda *_: False, "an_hour_has_no_more_than_its_share"),
        ("is_the_same_again", lambda *_: False, "the_same_is_not_said_twice_in_a_row"),
    ],
)
def test_a_policy_without_a_guard_is_caught(
    monkeypatch: pytest.MonkeyPatch, what: str, broken_by: Callable[..., bool], rule_name: str
) -> None:
    monkeypatch.setattr(guards, what, broken_by)
    breaches = [breach for seed in range(1000) for breach in broken(play(seed))]
    assert any(breach.startswith(rule_name) for breach in breaches)

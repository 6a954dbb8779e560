"""What a whole run performs: each scenario writes its share of the messages while something goes wrong."""

from functools import partial

from tests.faults import servers as faults
from tests.faults.judgement import Expected
from tests.faults.scenarios import clocks, kills, lookups, meta, people, poison, servers
from tests.faults.scenarios.scale import Scale, Scenario

__all__ = ["LASTING", "SCENARIOS", "Scale", "Scenario"]

IN_DOUBT = Expected(doubts=True)  # nobody knows whether Meta took what it did not report
STOPPED = Expected(answered=0.0)  # a number that is stopped answers nothing by itself

SCENARIOS: dict[str, Scenario] = {
    "processes killed": Scenario(kills.killed, kills.EXPECTED),
    "two of each process, workers killed": Scenario(kills.two_of_each, kills.EXPECTED),
    **{name: Scenario(partial(servers.fails, fault)) for name, fault in (faults.VALKEY | faults.POSTGRES).items()},
    "PostgreSQL's disk full": Scenario(servers.disk_full),
    "Meta: 429 storm": Scenario(partial(meta.fails, "storm", 0.7)),
    "Meta: pair limit": Scenario(partial(meta.fails, "pair", 0.7)),
    "Meta: 500 with an error": Scenario(partial(meta.fails, "trouble", 0.8)),
    "Meta: unknown error": Scenario(partial(meta.fails, "unknown_error", 0.3)),
    "Meta: undeliverable": Scenario(partial(meta.fails, "refusal", 0.2), Expected(answered=0.3)),
    "Meta: 500 without an error": Scenario(partial(meta.fails, "no_error_object", 0.3), IN_DOUBT),
    "Meta: accepts, then hangs": Scenario(partial(meta.fails, "hang", 0.2)),
    "Meta: accepts, then closes": Scenario(partial(meta.fails, "close", 0.5)),
    "Meta: accepts, closes, never reports": Scenario(partial(meta.fails, "silent", 0.3), IN_DOUBT),
    "Meta: half-open": Scenario(partial(meta.fails, "half_open", 1.0), IN_DOUBT),
    "Meta: refuses connections": Scenario(partial(meta.fails, "refuse", 1.0)),
    "Meta: a backlog at its limit": Scenario(meta.limits),
    "Meta: statuses come first": Scenario(partial(meta.fails, "early_status", 1.0)),
    "Meta: token mended, button pressed": Scenario(meta.token_mended, STOPPED),
    "Meta: doubled, reordered, a week later": Scenario(meta.doubled_and_reordered),
    "three hours away": Scenario(meta.hours_away, STOPPED),
    "a clock an hour ahead": Scenario(partial(clocks.moved, clocks.HOUR)),
    "a clock an hour behind": Scenario(partial(clocks.moved, -clocks.HOUR)),
    "the clock jumps back an hour": Scenario(partial(clocks.jumps, clocks.HOUR), IN_DOUBT),
    "the clock jumps ahead an hour": Scenario(partial(clocks.jumps, -clocks.HOUR), Expected(0.3, doubts=True)),
    "people take over, click twice": Scenario(people.interfere, Expected(answered=0.3)),
    "killed while asking the business's own system": Scenario(lookups.asked, kills.EXPECTED),
    "poison": Scenario(poison.poisoned),
}

# Faults of three minutes, at low rates: these are performed side by side.
LASTING: dict[str, Scenario] = {
    "Valkey away for minutes": Scenario(partial(servers.fails_for_long, faults.valkey_away)),
    "Meta: 429 for minutes": Scenario(partial(meta.fails_for_long, "storm", 0.7)),
    "Meta: 500 for minutes": Scenario(partial(meta.fails_for_long, "trouble", 1.0)),
    "Meta: refuses for minutes": Scenario(partial(meta.fails_for_long, "refuse", 1.0)),
    "Meta: token mended unnoticed": Scenario(meta.token_mended_unnoticed, STOPPED),
}

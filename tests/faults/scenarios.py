"""What a whole run performs: each scenario writes its share of the messages while something goes wrong."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import psycopg

from tests.faults import people, rows, servers
from tests.faults.nemesis import Killer, Nemesis
from tests.faults.patched import poison
from tests.faults.play import Play
from tests.processes import wait_for

RATE = 20.0  # messages a second
FAULT_SECONDS = 8.0
SHARE_OF_KILLS = 0.55  # of all messages are written while processes die; the other scenarios share the rest
OVERDUE = """
    SELECT count(*) FROM messages m JOIN conversations c ON c.id = m.conversation_id
    WHERE m.status = 'unknown' AND (m.told_at IS NULL OR c.owner = 'bot')
"""


@dataclass(frozen=True)
class Scale:
    messages: int
    kills: int

    @property
    def each(self) -> int:
        """The messages of each scenario but the first."""
        return max(20, round(self.messages * (1 - SHARE_OF_KILLS) / (len(SCENARIOS) - 1)) + 1)


Scenario = Callable[[Play, Scale], None]


def killed(play: Play, scale: Scale) -> None:
    """At named points and anywhere, until there were enough deaths."""
    play.open().wait_until_working()
    messages = max(20, round(scale.messages * SHARE_OF_KILLS))
    with Nemesis(Killer(play.programs, play.dice).acts(), 0.4, play.dice):
        began, wrote = time.monotonic(), 0
        while wrote < messages or play.programs.kills < scale.kills:
            part = min(100, max(10, messages - wrote))
            play.write(part, RATE)
            wrote += part
            if time.monotonic() - began > 1500:
                break
    play.programs.disarm()


def server_fails(fault: servers.Fault, play: Play, scale: Scale) -> None:
    play.open().wait_until_working()
    play.write_during(lambda: fault(play.stand, FAULT_SECONDS), scale.each, RATE)


def meta_fails(mode: str, share: float, play: Play, scale: Scale) -> None:
    play.open().wait_until_working()
    began = time.monotonic()
    play.meta.become(mode, share)
    play.write(scale.each // 2, RATE)
    time.sleep(max(0.0, FAULT_SECONDS - (time.monotonic() - began)))
    play.meta.become("fine")
    play.write(scale.each - scale.each // 2, RATE)


def token_expires(play: Play, scale: Scale) -> None:
    """In mid-run; when it is mended, somebody presses the button that asks Meta at once."""
    meta_fails("token", 1.0, play, scale)
    with psycopg.connect(play.stand.postgres.url) as connection:
        connection.execute("UPDATE inboxes SET probe_at = now() WHERE stopped_at IS NOT NULL")


def doubled_and_reordered(play: Play, scale: Scale) -> None:
    play.meta.courier.doubles = 0.5
    play.open().wait_until_working()

    def meanwhile() -> None:
        if play.dice.random() < 0.1:
            play.meta.bring_old(5)

    play.write(scale.each, RATE, meanwhile)


def two_of_each(play: Play, scale: Scale) -> None:
    play.webs = play.workers = 2
    play.meta.courier.ports = [play.stand.port, play.stand.port + 1]
    play.open().wait_until_working()
    with Nemesis([partial(play.programs.kill_child, f"workers-{n}", play.dice) for n in (1, 2)], 2, play.dice):
        play.write(scale.each, RATE)


def clock_moved(seconds: int, play: Play, scale: Scale) -> None:
    """One of two sets of workers, and the clock, live an hour off."""
    play.open()
    play.programs.start("workers-2", FAULTS_CLOCK=str(seconds))
    play.programs.start("clock-2", FAULTS_CLOCK=str(seconds))
    play.wait_until_working()
    play.write(scale.each, RATE)


def people_interfere(play: Play, scale: Scale) -> None:
    """Two agents take the conversations in which the bot decides, and each reply is clicked twice."""
    play.open().wait_until_working()
    agents = [people.Agent(play.stand, f"{name}@example.com") for name in ("anna", "berta")]

    def interfere() -> None:
        conversation = play.dice.choice(people.conversations(play.stand))
        play.dice.choice(agents).take(conversation)
        for agent in agents:
            agent.double_click(conversation, f"{agent.email} {play.dice.random()}")

    with Nemesis([interfere], 0.3, play.dice):
        play.write(scale.each, RATE)
    for agent in agents:
        agent.http.close()
    found = people.replies(play.stand)
    assert found, "no agent's reply was taken"
    assert len(found) == len(set(found)), "a double click made two replies"
    assert people.after_a_person(play.stand) == 0


def poisoned(play: Play, scale: Scale) -> None:
    """What raises or kills is set aside, holds nothing else up, and is read when its cause is mended."""
    play.open(FAULTS_POISON="1").wait_until_working()
    play.write(scale.each // 2, RATE)
    bad = (poison.INTAKE, poison.INTAKE_KILLS, poison.TRIAGE, poison.TRIAGE_KILLS)
    for number, text in enumerate(bad):
        play.meta.bring([play.customers.one(text, customer=10_000 + number)])
    play.write(scale.each - scale.each // 2, RATE)
    url = play.stand.postgres.url
    wait_for(lambda: rows.read(url).set_aside == 2, 60, "two deliveries to be set aside")
    asked = "SELECT count(*) FROM messages WHERE outcome = 'escalated' AND outcome_reason = 'set_aside'"
    wait_for(lambda: rows.number(url, asked) == 2, 150, "two turns to be set aside")
    play.programs.restart(FAULTS_POISON="")
    agent = people.Agent(play.stand, "carla@example.com")
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT id FROM deliveries WHERE set_aside_at IS NOT NULL").fetchall()
    answers = [agent.post(f"/set-aside/{row[0]}/retry") for row in found]
    agent.http.close()
    assert answers == [200, 200]


def still_unknown_to_people(play: Play) -> int:
    """Ten minutes later (by Lotse's clock): sends in doubt of which no person was told."""
    play.programs.restart(LOTSE_NOW_OFFSET="660")
    url = play.stand.postgres.url
    ends = time.monotonic() + 60
    while (left := rows.number(url, OVERDUE)) and time.monotonic() < ends:
        time.sleep(0.5)
    return left


SCENARIOS: dict[str, Scenario] = {
    "processes killed": killed,
    **{name: partial(server_fails, fault) for name, fault in (servers.VALKEY | servers.POSTGRES).items()},
    "Meta: 429 storm": partial(meta_fails, "storm", 0.7),
    "Meta: pair limit": partial(meta_fails, "pair", 0.7),
    "Meta: 500 with an error": partial(meta_fails, "trouble", 0.8),
    "Meta: 500 without one": partial(meta_fails, "no_error_object", 0.3),
    "Meta: accepts, then hangs": partial(meta_fails, "hang", 0.2),
    "Meta: accepts, then closes": partial(meta_fails, "close", 0.5),
    "Meta: half-open": partial(meta_fails, "half_open", 1.0),
    "Meta: refuses connections": partial(meta_fails, "refuse", 1.0),
    "Meta: statuses come first": partial(meta_fails, "early_status", 1.0),
    "Meta: token expired": token_expires,
    "Meta: doubled, reordered, old": doubled_and_reordered,
    "two of each process, workers killed": two_of_each,
    "a clock an hour ahead": partial(clock_moved, 3600),
    "a clock an hour behind": partial(clock_moved, -3600),
    "people take over, click twice": people_interfere,
    "poison": poisoned,
}

"""Worker, Valkey and web are killed while customers write: nothing is lost, nothing is answered twice."""

import json
import random
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from tests.processes import BEING_SENT, Stand, wait_for

MESSAGES, CUSTOMERS = 1000, 300
TEXTS = ("wann habt ihr offen?", "wo bleibt mein paket", "do you ship to austria", "asdf qwertz", "mensch bitte")
ARRIVED = "SELECT count(*) FROM messages WHERE direction = 'in'"
OPEN = f"{ARRIVED} AND outcome IS NULL"


@pytest.mark.timeout(300)
def test_a_thousand_messages_survive_the_death_of_worker_valkey_and_web(stand: Stand) -> None:
    stand.start_all()
    phones = [f"49151{number:08d}" for number in range(CUSTOMERS)]
    for phone in phones:
        stand.new_customer(phone)
    seed = random.randrange(10**6)
    print(f"seed {seed}")  # noqa: T201 - pytest shows it when the test fails
    choose = random.Random(seed)
    letters = [(choose.choice(phones), choose.choice(TEXTS)) for _ in range(MESSAGES)]

    with ThreadPoolExecutor(8) as people:
        writing = [people.submit(stand.writes, phone, text) for phone, text in letters[:250]]
        stand.kill("worker")
        writing += [people.submit(stand.writes, phone, text) for phone, text in letters[250:500]]
        stand.kill_valkey()
        stand.start("worker")
        writing += [people.submit(stand.writes, phone, text) for phone, text in letters[500:750]]
        stand.kill("web")
        stand.valkey.start()
        writing += [people.submit(stand.writes, phone, text) for phone, text in letters[750:]]
        stand.start("web")
        wamids = {letter.result() for letter in writing}

    wait_for(lambda: stand.number(ARRIVED) == MESSAGES, 120, "every message to arrive")
    wait_for(lambda: stand.number(OPEN) == 0, 90, "every message to have its outcome")
    wait_for(lambda: stand.number(BEING_SENT) == 0, 60, "every answer to be sent")

    found = dict(json.loads(stand.command("ledger", "--json")))
    assert len(wamids) == MESSAGES
    assert found["unexplained"] == 0
    assert sum(number for name, number in found.items() if name not in {"in", "open"}) == MESSAGES
    assert found["answered"] > 0, "without answers, answering twice could not be seen"
    sent = [send["biz_opaque_callback_data"] for send in stand.ledger()["outbound"]]
    assert len(sent) == len(set(sent))
    assert answers_by_message(stand) <= 1


def answers_by_message(stand: Stand) -> int:
    """The most automatic answers that any one message got, as Meta counted them."""
    sent = {send["biz_opaque_callback_data"] for send in stand.ledger()["outbound"]}
    with psycopg.connect(stand.postgres.url) as connection:
        rows = connection.execute(
            "SELECT callback_id::text, answers_id FROM messages WHERE direction = 'out'"
        ).fetchall()
    answered = [answers for callback, answers in rows if callback in sent]
    assert len(answered) == len(sent), "Meta got a message that Lotse does not know"
    return max(answered.count(message) for message in set(answered))

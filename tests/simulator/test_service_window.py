"""The 24 hours after a customer's last message, on a clock of the test's own."""

from pathlib import Path

import pytest

from simulator import customer_verbs, outbound
from simulator.compose import Draft
from simulator.courier import Courier
from simulator.customers import starters
from simulator.database import Database
from simulator.exchange import SERVICE_WINDOW, Exchange
from simulator.faults import Misbehaviour
from simulator.graph_errors import GraphError
from tests.simulator.conftest import ANNA, NUMBER_ID, SECRET

HALLO = {"messaging_product": "whatsapp", "to": ANNA, "text": {"body": "Hallo"}}


def write(database: Database, now: float) -> None:
    with database.transaction() as connection:
        customer_verbs.write(connection, NUMBER_ID, customer_verbs.customer(connection, ANNA), Draft(text="Moin"), now)


def test_a_reply_is_taken_for_24_hours_and_refused_afterwards(tmp_path: Path) -> None:
    clock = 1_795_000_000.0
    database = Database(tmp_path / "simulator.sqlite3")
    with database.transaction() as connection:
        starters(connection, clock)
    courier = Courier(database, "http://127.0.0.1:9/", SECRET)
    exchange = Exchange(database, courier, Misbehaviour(), NUMBER_ID, now=lambda: clock)
    hallo = outbound.parse(HALLO)
    assert isinstance(hallo, outbound.Outgoing)
    write(database, clock)
    clock += SERVICE_WINDOW
    exchange.send(hallo)
    clock += 1
    with pytest.raises(GraphError, match="131047"):
        exchange.send(hallo)
    write(database, clock)
    exchange.send(hallo)
    database.close()

"""Processes die while they ask the business's own system."""

import shutil
import time
from pathlib import Path

from tests.app.own_system import Shop, playing
from tests.faults import rows
from tests.faults.patched.points import LOOKUP_POINTS
from tests.faults.play import Play
from tests.faults.scenarios.scale import RATE, Scale

ORDERS = 400  # customers from this number on ask about their orders
ASKS = "wo bleibt mein paket AB-{:05d}"
TURNS_OF_ASKING = 6  # at most, until somebody has died at the point
SHOP = """title = {{ de = "Bestellstatus", en = "Order status" }}
team = "orders"
autonomy = "auto"

[lookup]
url = "http://{host}/orders/{{{{order_number}}}}"
fields = {{ state = "order.status" }}

[answers]
de = "Bestellung {{{{order_number}}}}: {{{{state}}}}"
en = "Order {{{{order_number}}}}: {{{{state}}}}"

"""


def asked(play: Play, scale: Scale) -> None:
    """With the question in hand, and with its answer: another process asks once more, and the customer hears it."""
    with playing(Shop()) as shop:
        folder = playbook_that_asks(play, shop.host)
        play.open(PLAYBOOK_DIR=str(folder)).wait_until_working()
        with play.fault():
            for number, point in enumerate(LOOKUP_POINTS):
                _die_at(play, point.name, ORDERS + 100 * number)
        play.write(scale.each, RATE)
        assert play.quiet(), "not everything came to its end"
        assert shop.asked, "nobody asked the business's own system"
        _hears_of_it(play)


def playbook_that_asks(play: Play, host: str) -> Path:
    """The play's own, in which what orders are answered with is asked there."""
    folder = play.stand.folder / "playbook-that-asks"
    shutil.copytree(play.stand.changes["PLAYBOOK_DIR"], folder)
    intent = folder / "intents" / "order_status.toml"
    examples = intent.read_text("utf-8").partition("[[examples]]")[2]
    intent.write_text(f"{SHOP.format(host=host)}[[examples]]{examples}", "utf-8")
    with (folder / "rules.toml").open("a") as rules:
        rules.write(f'[lookups]\nhosts = ["{host}"]\n')
    return folder


def _die_at(play: Play, point: str, first: int) -> None:
    play.programs.arm(point)
    for number in range(first, first + TURNS_OF_ASKING):
        play.meta.bring([play.customers.one(ASKS.format(number), customer=number)])
        if play.until(lambda: point not in play.programs.armed(), 5):
            break
    assert point in play.programs.deaths(), f"nobody died at {point}"
    time.sleep(1)  # the family starts another


def _hears_of_it(play: Play) -> None:
    """From Lotse, or from a person when it took too long."""
    asked = {one.wamid for one in play.meta.history.written.values() if one.text.startswith(ASKS.partition("{")[0])}
    found = {row.outcome for row in rows.read(play.stand.postgres.url).inbound if row.wamid in asked}
    assert {"answered"} <= found <= {"answered", "escalated"}, found

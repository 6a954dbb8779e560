"""The playbook of the scripts: the starter's, with the intents that they need, and a shop that knows its orders."""

from pathlib import Path

from app.playbook.intents import LANGUAGES, LOCKED
from app.playbook.model import Playbook
from app.playbook.reading import STARTER
from commands.classifier import examples
from models.training import train
from models.triage_model import TriageModel

INTENTS = (
    *("greeting", "human_agent", "opening_hours", "store_location", "order_status", "delivery_options"),
    *("cancel_order", "complaint", "thanks_goodbye", "opt_out", "out_of_scope"),
)
BEGINS_THE_EXAMPLES = "[[examples]]"
ORDER_STATUS = """title = {{ de = "Bestellstatus", en = "Order status" }}
team = "orders"
autonomy = "auto"

[answers]
de = "Ihre Bestellung {{{{order_number}}}} {{{{order_state}}}}."
en = "Your order {{{{order_number}}}} {{{{order_state}}}}."

[lookup]
url = "http://{host}/orders/{{{{order_number}}}}"
fields = {{ order_state = "state" }}

[lookup.words.order_state]
packed = {{ de = "ist gepackt und geht heute hinaus", en = "is packed and leaves today" }}
shipped = {{ de = "ist unterwegs zu Ihnen", en = "is on its way to you" }}

"""


def write(folder: Path, shop: str) -> Path:
    """The playbook's folder; `shop` is the host of the business's own system."""
    (folder / "intents").mkdir()
    for name in INTENTS:
        text = (STARTER / "intents" / f"{name}.toml").read_text("utf-8")
        if name == "out_of_scope":
            text = _thinned(text)
        if name == "order_status":
            text = ORDER_STATUS.format(host=shop) + text[text.index(BEGINS_THE_EXAMPLES) :]
        (folder / "intents" / f"{name}.toml").write_text(text, "utf-8")
    (folder / "playbook.toml").write_text((STARTER / "playbook.toml").read_text("utf-8"), "utf-8")
    (folder / "rules.toml").write_text(f'[lookups]\nhosts = ["{shop}"]\n', "utf-8")
    return folder


def _thinned(text: str) -> str:
    """Every third batch of examples: training is what takes longest."""
    begins, *batches = text.split(BEGINS_THE_EXAMPLES)
    return BEGINS_THE_EXAMPLES.join([begins, *batches[::3]])


def write_facts(path: Path) -> Path:
    """The demonstration shop's, without public holidays: else a script would fail on one."""
    lines = (STARTER / "business.example.toml").read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("region = ")), "utf-8")
    return path


def trained(playbook: Playbook) -> TriageModel:
    """On the examples in the languages of the scripts."""
    known = [example for example in examples(playbook) if example.language in LANGUAGES]
    return train(known, None, LOCKED, playbook.targets)

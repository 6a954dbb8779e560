"""A classifier from all examples there are: the playbook's, and what customers and people have said since."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app import certificates, classifiers, clock, confirmed, database, learning
from app import playbook as playbooks
from app.classifiers import Artefact
from app.playbook.intents import LOCKED
from app.playbook.model import Playbook

if TYPE_CHECKING:
    from models.training import Example

Progress = Callable[[int, int, str], None]


def examples(playbook: Playbook) -> "list[Example]":
    """The playbook's examples as the classifier learns them."""
    from models.training import Example

    return [
        Example(text=text, label=intent.name, language=language, source=source)
        for intent in playbook.intents.values()
        for text, language, source in intent.texts()
    ]


def all_examples(playbook: Playbook) -> "list[Example]":
    """The playbook's, and what customers and people have said since. Those are one source, so that no message of one
    customer is learnt from to predict another of the same one."""
    from models.examples import UNSAID
    from models.training import Example

    written = examples(playbook)
    with database.sessions()() as session:
        told = [(*one, UNSAID) for one in confirmed.examples(session, playbook.intents)]
        known = [example.text for example in written] + [text for text, _, _ in told]
        numbers = Counter(example.label for example in written)
        told += learning.examples(session, known, {name: numbers[name] for name in playbook.intents})
    return written + [Example(*one, source=confirmed.SOURCE, private=True) for one in told]


def train(progress: Progress) -> Artefact:
    """Train on all examples; nothing is kept yet. Raises ValueError when the examples are unfit, in words."""
    from models import artefact
    from models.training import train as trained

    with database.sessions()() as session:
        read_at = clock.now(session)
    playbook = playbooks.load()
    known = all_examples(playbook)
    model = trained(known, progress, LOCKED, playbook.targets)
    theirs = sum(example.source == confirmed.SOURCE for example in known)
    data, hmac, facts = artefact.dump(model, classifiers.secret())
    facts |= {certificates.CONFIRMED: theirs, classifiers.EXAMPLES: len(known)}
    version = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{model.version}"
    return Artefact(version, data, hmac, facts, read_at)

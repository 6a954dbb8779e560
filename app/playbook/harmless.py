"""A playbook in whose numbers no message can hold anybody up: what was saved before the check holds without them."""

import structlog

from app.playbook import backtracking
from app.playbook.expressions import NOT_LOOKED_FOR
from app.playbook.model import Playbook

log = structlog.get_logger(__name__)


def made(playbook: Playbook) -> Playbook:
    """The same, but kinds of numbers whose expression could take minutes are found in no message, and not asked for:
    an answer that needs one goes to people. Each expression is tried once in a process's life, mostly within a tenth of
    a second."""
    slow = [kind for kind, pattern in playbook.numbers.items() if backtracking.is_slow(pattern)]
    if not slow:
        return playbook
    for kind in slow:
        log.error(
            "number_not_looked_for", kind=kind, safe="answers that need it go to people", next="simplify the expression"
        )
    return playbook.model_copy(update={"numbers": {**playbook.numbers, **dict.fromkeys(slow, NOT_LOOKED_FOR)}})

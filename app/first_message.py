"""What triage makes of a text as the first message of somebody unknown."""

from collections.abc import Mapping
from datetime import datetime

from app import gathering
from app.decisions import Decision, Desk, Situation, Turn
from app.playbook.model import Playbook
from app.triage import decide
from models import entities
from models.prediction import Prediction


def decided_first(
    text: str,
    prediction: Prediction | None,
    playbook: Playbook,
    certified: Mapping[str, float],
    now: datetime,
    desk: Desk | None = None,
) -> Decision:
    first = Situation(owner="bot", contact_name=None, contact_language=None, inbox_language="de", desk=desk or Desk())
    details = gathering.given(text, entities.find(text, now.date(), playbook.numbers), playbook, None).details
    turn = Turn(text, unreadable=(), last_customer_at=now, details=details)
    return decide(turn, prediction, first, playbook, certified, now)

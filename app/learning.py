"""What people put right or confirmed on the dashboard, as examples for the next training.

The texts are kept masked, see app.corrections. A turn about several things is no clean example of any of them; and what
the playbook or another example says already teaches nothing new, and would be learnt from and measured on at once.
"""

from collections import Counter
from collections.abc import Collection, Mapping

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.confirmed import MOST_OF_ONE
from app.samples.mark import is_real
from app.tables import Conversation, Correction
from models.examples import UNSAID
from models.prediction import OUT_OF_SCOPE

SHARE = 0.5  # of the playbook's examples of an intent: so many more at most, or people's words would drown them
FEWEST = 20  # that are taken however few examples the playbook has

Taught = tuple[str, str, str]  # text, intent, language


def examples(session: Session, known: Collection[str], of_playbook: Mapping[str, int]) -> list[Taught]:
    """The newest first. `known`: texts that are examples already; `of_playbook`: how many the playbook has of each of
    its intents, the only ones that are taught."""
    seen = {_bare(text) for text in known}
    of_intent: Counter[str] = Counter()
    of_contact: Counter[tuple[int, str]] = Counter()
    found: list[Taught] = []
    for correction, contact_id in session.execute(_newest()):
        text, intent = correction.text, correction.intent or OUT_OF_SCOPE
        if not text or intent not in of_playbook or _bare(text) in seen:
            continue
        if of_intent[intent] >= most(of_playbook[intent]) or of_contact[contact_id, intent] >= MOST_OF_ONE:
            continue
        seen.add(_bare(text))
        of_intent[intent] += 1
        of_contact[contact_id, intent] += 1
        found.append((text, intent, correction.language or UNSAID))
    return found


def most(of_playbook: int) -> int:
    """How many are taken of an intent of which the playbook has so many."""
    return max(FEWEST, int(of_playbook * SHARE))


def _newest() -> Select[Correction, int]:
    """Of each decision the newest word; what is about several things is left out."""
    last = select(func.max(Correction.id)).group_by(Correction.decision_id)
    rows = select(Correction, Conversation.contact_id).join(Conversation, Conversation.id == Correction.conversation_id)
    told = rows.where(Correction.id.in_(last), Correction.text.is_not(None), func.cardinality(Correction.also) == 0)
    return told.where(is_real(Conversation.inbox_id)).order_by(Correction.id.desc())


def _bare(text: str) -> str:
    return " ".join(text.casefold().split())

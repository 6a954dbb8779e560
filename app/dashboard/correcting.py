"""What a turn is about, by the word of an agent: one press in the card, and another one undoes it."""

from datetime import datetime

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import corrections
from app.dashboard import intents
from app.dashboard.actions import PATH, act
from app.dashboard.blueprint import blueprint, me
from app.dashboard.reply import number_of
from app.dashboard.translation import current
from app.refusals import RefusedError
from app.tables import Conversation, Decision
from models.prediction import OUT_OF_SCOPE

NONE = "none_of_these"


@blueprint.post(f"{PATH}/correct")
def correct(conversation_id: int) -> ResponseReturnValue:
    """`intent` says what it is about (or NONE); else `adding` takes `add` among what it is also about, and `drop`
    takes one of those away."""
    form = request.form.to_dict()
    chosen = {form[name] for name in ("intent", "add") if form.get(name)} - {
        NONE
    }  # what is dropped may be gone already

    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        if not chosen <= set(intents.all_titles(current().language)):
            raise RefusedError("intent_gone")
        decision = session.get(Decision, number_of(form.get("decision")) or 0)
        if decision is None or decision.conversation_id != conversation.id:
            raise RefusedError("decision_gone")
        intent, also = _chosen(session, decision, form)
        corrections.choose(session, conversation, me(), decision, intent, also, now)

    return act(conversation_id, "correct", verb, wakes=())


def _chosen(session: Session, decision: Decision, form: dict[str, str]) -> tuple[str | None, tuple[str, ...]]:
    """The intent, and what else it is about. Lotse's own intent brings back what Lotse found beside it."""
    before = corrections.newest(session, decision.id)
    intent = before.intent if before else decision.intent
    also = tuple(before.also) if before else corrections.guessed_also(decision)
    if given := form.get("intent"):
        return (None, ()) if given == NONE else (given, _beside(decision, given, also if before else ()))
    if "drop" in form:
        return intent, tuple(name for name in also if name != form["drop"])
    added = form.get("add") if "adding" in form else None
    if added and intent in {None, OUT_OF_SCOPE}:
        return added, also
    return intent, (*also, added) if added else also


def _beside(decision: Decision, given: str, also: tuple[str, ...]) -> tuple[str, ...]:
    return corrections.guessed_also(decision) if given == decision.intent else also

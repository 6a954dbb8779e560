"""Asking the customer which of two or three things they want, once, with "a person" always among them. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.playbook.intents import Intent, Language
from app.playbook.model import Playbook
from app.whatsapp.limits import BUTTON_TITLE
from app.whatsapp.outgoing import Button, Buttons, Choices, Outgoing, Row, Section
from models.prediction import OUT_OF_SCOPE, Prediction

FEWEST, MOST = 2, 3  # intents to choose from: with fewer there is nothing to ask, with more it is a quiz
PERSON = "human_agent"
NO_WISH = frozenset({OUT_OF_SCOPE, "greeting", "thanks_goodbye"})
PREFIX = "ask."
TAPPED = "tap"  # instead of a classifier's version: the customer said it themselves


def question(
    candidates: Sequence[str],
    playbook: Playbook,
    certified: Mapping[str, float],
    language: Language,
    discloses: bool = True,
) -> Outgoing | None:
    """The question between these intents; None when asking would not help.

    That is when no choice of the customer's would be answered without a person, one of them may be none of the
    playbook's or no wish at all, or there are too few or too many.
    """
    if NO_WISH & set(candidates) or not FEWEST <= len(candidates) <= MOST or language not in playbook.question:
        return None
    intents = [intent for name in candidates if (intent := playbook.intents.get(name))]
    titles = [_title(intent, language) for intent in intents]
    answerable = any(intent.autonomy == "auto" and intent.name in certified for intent in intents)
    if len(intents) < len(candidates) or not all(titles) or not answerable:
        return None
    body = playbook.with_footer(playbook.question[language], language, discloses)
    offered = [(f"{PREFIX}{intent.name}", title) for intent, title in zip(intents, titles, strict=True)]
    offered += [(f"{PREFIX}{PERSON}", playbook.person[language])] * (PERSON not in candidates)
    if len(offered) <= MOST:
        return Buttons(body, tuple(Button(key, title) for key, title in offered))
    rows = tuple(Row(key, title) for key, title in offered)
    return Choices(body, playbook.choose[language], (Section(rows),))


def for_detail(question: str, playbook: Playbook, language: Language, discloses: bool = True) -> Outgoing:
    """The question for a detail that an answer needs; whoever does not know it can tap for a person."""
    person = Button(f"{PREFIX}{PERSON}", playbook.person[language])
    return Buttons(playbook.with_footer(question, language, discloses), (person,))


def _title(intent: Intent, language: Language) -> str:
    """Short enough for a button; empty when there is none."""
    title = intent.short.get(language) or intent.title[language]
    return title if len(title) <= BUTTON_TITLE else ""


def tapped(content: Mapping[str, Any], playbook: Playbook) -> Prediction | None:
    """What the customer chose, as a prediction with full confidence; None for anything but our question."""
    key = content.get("id")
    intent = key.removeprefix(PREFIX) if isinstance(key, str) and key.startswith(PREFIX) else None
    if intent not in playbook.intents:
        return None
    return Prediction(intent, 1.0, None, 0.0, None, TAPPED)

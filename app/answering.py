"""The texts of answers: filled in, with the footer, two as one; and what is only suggested to agents. Pure."""

from collections.abc import Mapping, Sequence

from app.playbook.answers import MissingVariableError, fill
from app.playbook.intents import Intent, Language
from app.playbook.model import Playbook
from app.playbook.sending import as_outgoing
from app.whatsapp.limits import check
from app.whatsapp.outgoing import Outgoing, Text

Values = Mapping[str, str | None]


class NoAnswerError(Exception):
    """No answer can be made whole; `reason` is one of triage's, the message its detail."""

    def __init__(self, reason: str, detail: str | None = None) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


def known(language: str) -> Language:
    """Answers exist in German and English; customers of other languages get the English one."""
    return "de" if language == "de" else "en"


def values(playbook: Playbook, contact_name: str | None, details: Mapping[str, str], language: Language) -> Values:
    """What variables stand for: details that the customer wrote, but before those the business's own facts, which may
    have the same names (phone)."""
    facts = {name: text for name, texts in playbook.business.items() if (text := texts.get(language))}
    return {**details, **facts, "contact_name": contact_name}


def answer(
    intents: Sequence[Intent], playbook: Playbook, values: Values, language: Language, discloses: bool = True
) -> Outgoing:
    """The answers to all these intents as one message with the footer; `discloses`: it says that a machine writes.

    Raises NoAnswerError when a text or a value is missing, it is too long, or two cannot stand in one message.
    """
    texts = [text(intent, values, language) for intent in intents]
    whole = playbook.with_footer("\n\n".join(texts), language, discloses)
    if len(intents) > 1 and any(intent.choices.get(language) or intent.asks_location for intent in intents):
        raise NoAnswerError("several")
    made = Text(whole) if len(intents) > 1 else as_outgoing(intents[0], language, whole)
    if check(made):
        raise NoAnswerError("answer_too_long")
    return made


def suggestion(intents: Sequence[Intent], values: Values, language: Language) -> str | None:
    """What an agent could send: the answers that can be made, without the footer that speaks of a machine."""
    texts = []
    for intent in intents:
        try:
            texts.append(text(intent, values, language))
        except NoAnswerError:
            continue
    return "\n\n".join(texts) or None


def text(intent: Intent, values: Values, language: Language) -> str:
    """The answer, filled in, without a footer. Raises NoAnswerError when there is none or a value is missing."""
    template = intent.answers.get(language)
    if not template:
        raise NoAnswerError("no_answer_text")
    try:
        return fill(template, values)
    except MissingVariableError as missing:
        raise NoAnswerError("variable_missing", str(missing)) from None

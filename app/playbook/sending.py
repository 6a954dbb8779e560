"""The message that an answer becomes: plain text, or with buttons, a list, a question for the location. Pure."""

from app.playbook.model import Intent, Language, Offered, Playbook, PlaybookError
from app.whatsapp.limits import check
from app.whatsapp.outgoing import Button, Choices, LocationRequest, Outgoing, Row, Section, Text
from app.whatsapp.outgoing import Buttons as WithButtons


def as_outgoing(intent: Intent, language: Language, text: str) -> Outgoing:
    """`text` is the whole answer with its footer."""
    offered = intent.choices.get(language)
    if offered:
        return _with_choices(intent.name, offered, text)
    return LocationRequest(text) if intent.asks_location else Text(text)


def _with_choices(name: str, offered: Offered, text: str) -> Outgoing:
    """The id that a tap brings back names the intent and the option."""
    options = [(f"{name}.{number}", option) for number, option in enumerate(offered.options, 1)]
    if offered.button is None:
        return WithButtons(text, tuple(Button(option_id, option.title) for option_id, option in options))
    rows = tuple(Row(option_id, option.title, option.description) for option_id, option in options)
    return Choices(text, offered.button, (Section(rows),))


def refuse_what_does_not_fit(playbook: Playbook) -> None:
    """Raises PlaybookError naming every intent, field and length that WhatsApp would not take."""
    lines = [
        f"  intents/{intent.name}.toml {language}: {problem}"
        for intent in playbook.intents.values()
        for language, text in intent.answers.items()
        for problem in check(as_outgoing(intent, language, f"{text}\n\n{playbook.footer[language]}"))
    ]
    if lines:
        raise PlaybookError("WhatsApp would not take these answers, so nothing was started:\n" + "\n".join(lines))

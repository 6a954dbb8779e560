"""The message that an answer becomes: plain text, or with buttons, a list, a question for the location. Pure."""

from collections.abc import Iterator

from app.playbook.errors import PlaybookError
from app.playbook.intents import Intent, Language, Offered
from app.playbook.model import Playbook
from app.remarks import Fault
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
    """Raises PlaybookError naming every intent or question, field and length that WhatsApp would not take."""
    faults = [Fault(*where, problem) for where, message in _all(playbook) for problem in check(message)]
    if faults:
        raise PlaybookError.of("WhatsApp would not take these messages, so nothing was started:", faults)


def _all(playbook: Playbook) -> Iterator[tuple[tuple[str, str], Outgoing]]:
    """What Lotse may send by itself, and where it is written. The question goes out with buttons or as a list; the
    intents' titles in it are checked where they are read."""
    whole = playbook.with_footer
    for intent in playbook.intents.values():
        for language, text in intent.answers.items():
            yield (f"intents/{intent.name}.toml", language), as_outgoing(intent, language, whole(text, language))
    for name, texts in playbook.ask.items():
        for language, text in texts.items():
            body, person = whole(f"{playbook.again[language]} {text}", language), playbook.person[language]
            yield ("playbook.toml", f"[ask.{name}] {language}"), WithButtons(body, (Button("person", person),))
    for language, text in playbook.question.items():
        where = ("playbook.toml", f"[question] {language}")
        body, person = whole(text, language), playbook.person[language]
        yield where, WithButtons(body, (Button("person", person),))
        yield where, Choices(body, playbook.choose[language], (Section((Row("person", person),)),))

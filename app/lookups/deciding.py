"""Whether an answer has to wait for the business's own system, and what it says then. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from app.answering import NoAnswerError
from app.lookups import enquiry as enquiries
from app.lookups.enquiry import MARGIN, Enquiry, Looked
from app.playbook.address import CONTACT_PHONE, UnfitValueError, filled, place
from app.playbook.answers import MissingVariableError
from app.playbook.intents import Intent, Language, OwnSystem
from app.playbook.model import Playbook

Said = Mapping[str, str]


def needed(
    wishes: Sequence[Intent], looked: Looked, details: Mapping[str, str], playbook: Playbook, now: datetime
) -> Enquiry | None:
    """The question to the business's own system that the answer to these wishes needs, in whatever state; or None.

    Raises NoAnswerError when a detail for it is missing, it has failed, or two would be needed.
    """
    asking = [(intent, intent.lookup) for intent in wishes if intent.lookup]
    if not asking:
        return None
    if len(asking) > 1:
        raise NoAnswerError("several")
    [(intent, system)] = asking
    url = _url(system, {**details, CONTACT_PHONE: looked.phone})
    until = now + timedelta(seconds=playbook.rules.lookups.seconds) + MARGIN
    known = looked.of(intent.name, url) or Enquiry(intent.name, url, until)
    if known.state == "failed" and known.why:
        raise NoAnswerError(enquiries.reason(known.why), known.why)
    if known.state == "due" and known.is_over(now):
        raise NoAnswerError("lookup_failed", f"{place(url)}: late")
    return known


def _url(system: OwnSystem, values: Mapping[str, str | None]) -> str:
    try:
        return filled(system.url, values)
    except MissingVariableError as missing:
        raise NoAnswerError("variable_missing", str(missing)) from None
    except UnfitValueError as unfit:
        raise NoAnswerError("lookup_failed", f"{place(system.url)}: unfit {unfit}") from None


def said(enquiry: Enquiry | None, playbook: Playbook, language: Language) -> Said:
    """What the answer's variables say, with the playbook's words; {} without a question.

    Raises NoAnswerError for a value without a word, and for one that is not there because the playbook has changed.
    """
    intent = playbook.intents.get(enquiry.intent) if enquiry else None
    if enquiry is None or intent is None or intent.lookup is None:
        return {}
    return {name: _word(intent.lookup, enquiry, name, language) for name in intent.lookup.fields}


def _word(system: OwnSystem, enquiry: Enquiry, name: str, language: Language) -> str:
    value, words = enquiry.values.get(name), system.words.get(name)
    if value is None:
        raise NoAnswerError("lookup_empty", f"{place(enquiry.url)}: missing {name}")
    if words is None:
        return value
    if value not in words:
        raise NoAnswerError("lookup_empty", f"{place(enquiry.url)}: unknown_word {name}")
    return words[value][language]

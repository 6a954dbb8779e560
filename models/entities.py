"""Details in a message, found by rules: numbers of the business's own kinds, dates, amounts, addresses. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from re import Pattern

import phonenumbers

from models import ibans

MOST = 50  # of each kind in one message
KINDS = ("iban", "email", "date", "amount", "postcode", "phone")  # beside the business's own
LONGEST = 4096  # characters that are looked at: WhatsApp's longest text


@dataclass(frozen=True, slots=True)
class Entity:
    """`text` is as written (an IBAN all but hidden); `value` in one form: a date as 2026-12-24, an amount as 12.50 EUR,
    a phone number as +4930123456. `start` and `end` are places in the message."""

    kind: str
    text: str
    value: str
    start: int
    end: int


Found = Iterator[tuple[int, int, str]]

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.[A-Za-z]{2,24}\b")
_POSTCODE = re.compile(
    r"\b(?:(?P<land>D|DE|A|AT|CH)-|plz:? ?)(?P<named>\d{4,5})\b|\b(?P<alone>\d{5})(?= [A-ZÄÖÜ][a-zäöüß])", re.IGNORECASE
)
_CURRENCIES = {"€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "chf": "CHF", "fr.": "CHF", "franken": "CHF"}
_CURRENCIES |= {"£": "GBP", "gbp": "GBP", "$": "USD", "usd": "USD"}
_SIGN = "|".join(re.escape(sign) for sign in sorted(_CURRENCIES, key=len, reverse=True))
_NUMBER = r"\d{1,3}(?:[.' ]\d{3}){1,3}(?:,\d{1,2})?|\d{1,7}(?:[.,]\d{1,2})?"
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?:(?P<before>{_SIGN}) ?(?P<first>{_NUMBER})|(?P<second>{_NUMBER}) ?(?P<after>{_SIGN}))(?!\w)",
    re.IGNORECASE,
)
_WORDS = {"vorgestern": -2, "gestern": -1, "yesterday": -1, "heute": 0, "today": 0, "tonight": 0}
_WORDS |= {"tomorrow": 1, "übermorgen": 2, "day after tomorrow": 2}
_WEEKDAYS = (
    *("montag|monday", "dienstag|tuesday", "mittwoch|wednesday", "donnerstag|thursday", "freitag|friday"),
    *("samstag|sonnabend|saturday", "sonntag|sunday"),
)
_MONTHS = (
    *(r"jan(?:uar|uary|ner|\.)?", r"feb(?:ruar|ruary|er|\.)?", r"m(?:ärz|arch|är\.|ar\.)", r"apr(?:il|\.)?", r"ma[iy]"),
    *(r"jun[ie]?", r"jul[iy]?", r"aug(?:ust|\.)?", r"sep(?:tember|t?\.)?", r"o[kc]t(?:ober|\.)?"),
    *(r"nov(?:ember|\.)?", r"de[zc](?:ember|\.)?"),
)
_MONTH = "|".join(f"(?P<m{number}>{names})" for number, names in enumerate(_MONTHS, 1))
_RELATIVE = re.compile(
    r"\b(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")\b|(?<!guten )\bmorgen\b(?! früh\w)"
)
_WEEKDAY = re.compile(
    r"\b(?P<last>letzte[nr]? |vorige[nr]? |last )?(?:"
    + "|".join(f"(?P<d{number}>{names})" for number, names in enumerate(_WEEKDAYS))
    + r")(?:s|nachmittag|vormittag|abend|morgen)?\b"
)
_NUMERIC = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\.(?: ?(?P<year>\d{4}|\d{2})\b)?(?!\d)")
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
_NAMED = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)? (?:of )?(?:{_MONTH})(?: (?P<year>\d{{4}}))?\b")


def find(
    text: str,
    today: date,
    patterns: Mapping[str, Pattern[str]] | None = None,
    region: str = "DE",
    most: int = MOST,
) -> list[Entity]:
    """All that is found, in the order of the text; where two overlap, the more certain kind wins. Of each kind up to
    `most`.

    patterns: regular expressions of the business's own numbers by kind, such as {"order_number": r"A-\\d{5}"}; they win
    over everything. today: what "tomorrow" counts from. region: of phone numbers without a country's prefix. Raises
    re.error on a pattern that is none.
    """
    looked_at = text[:LONGEST]
    finders: list[tuple[str, Callable[[str], Found]]] = [
        *((kind, _by_pattern(pattern)) for kind, pattern in (patterns or {}).items()),
        ("iban", ibans.find),
        ("email", lambda given: ((one.start(), one.end(), one[0].lower()) for one in _EMAIL.finditer(given))),
        ("date", lambda given: _dates(given, today)),
        ("amount", _amounts),
        ("postcode", _postcodes),
        ("phone", lambda given: _phones(given, region)),
    ]
    entities: list[Entity] = []
    for kind, finder in finders:
        for number, (start, end, value) in enumerate(finder(looked_at)):
            if number < most and not any(start < one.end and one.start < end for one in entities):
                shown = value if kind == "iban" else looked_at[start:end]
                entities.append(Entity(kind, shown, value, start, end))
    return sorted(entities, key=lambda one: one.start)


def _by_pattern(pattern: Pattern[str]) -> Callable[[str], Found]:
    return lambda given: ((one.start(), one.end(), one[0].upper()) for one in pattern.finditer(given) if one[0])


def _amounts(given: str) -> Found:
    for one in _AMOUNT.finditer(given):
        sign, number = one["before"] or one["after"], one["first"] or one["second"]
        yield one.start(), one.end(), f"{_decimal(number):.2f} {_CURRENCIES[sign.lower()]}"


def _decimal(number: str) -> Decimal:
    """A sign before one or two last digits is the decimal one, all others part thousands."""
    whole, sign, cents = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", number).groups()  # type: ignore[union-attr]
    digits = re.sub(r"\D", "", whole)
    return Decimal(f"{digits}.{cents}" if sign else digits)


def _postcodes(given: str) -> Found:
    for one in _POSTCODE.finditer(given):
        yield one.start(), one.end(), one["named"] or one["alone"]


def _phones(given: str, region: str) -> Found:
    for one in phonenumbers.PhoneNumberMatcher(given, region):
        yield one.start, one.end, phonenumbers.format_number(one.number, phonenumbers.PhoneNumberFormat.E164)


def _dates(given: str, today: date) -> Found:
    lowered = given.lower()
    if len(lowered) != len(given):  # a letter that lower case makes two of: the places would be wrong
        lowered = given
    for one in _RELATIVE.finditer(lowered):
        yield one.start(), one.end(), (today + timedelta(days=_WORDS.get(one[0], 1))).isoformat()
    for one in _WEEKDAY.finditer(lowered):
        yield one.start(), one.end(), _weekday(one, today).isoformat()
    for pattern in (_ISO, _NUMERIC, _NAMED):
        for one in pattern.finditer(lowered):
            if found := _date(one, today):
                yield one.start(), one.end(), found.isoformat()


def _weekday(one: re.Match[str], today: date) -> date:
    """The next one, today not counted; or the last one, if they say so."""
    wanted = next(number for number in range(7) if one[f"d{number}"])
    if one["last"]:
        return today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _date(one: re.Match[str], today: date) -> date | None:
    """None for a day that there is not. Without a year it is the one nearest to today."""
    fields = one.groupdict()
    month = int(fields["month"]) if fields.get("month") else next((n for n in range(1, 13) if fields.get(f"m{n}")), 0)
    day, year = int(fields["day"]), fields.get("year")
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    near = [found for around in (-1, 0, 1) if (found := _day(today.year + around, month, day))]
    return min(near, key=lambda found: abs(found - today), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

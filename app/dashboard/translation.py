"""Saying things in the reader's language: texts, dates, spans of time, shares."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import floor

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent
from flask import g, request

from app import accounts
from app.clock import ZONE
from app.dashboard.texts import TEXTS, failures
from app.playbook.intents import LANGUAGES

LOCALES = {"de": Locale("de", "DE"), "en": Locale("en", "GB")}
DATES = {"de": "dd.MM.yyyy", "en": "d MMM yyyy"}
Day = date  # where `date` is a method
DAYS = {"de": "EEEE, dd.MM.yyyy", "en": "EEEE, d MMM yyyy"}


@dataclass(frozen=True, slots=True)
class Translator:
    """Callable with a key of the texts and the values that the text names in braces."""

    language: str

    @property
    def _texts(self) -> Mapping[str, str]:
        return TEXTS[self.language]

    @property
    def _locale(self) -> Locale:
        return LOCALES[self.language]

    def __call__(self, key: str, **values: object) -> str:
        return self._texts[key].format(**values) if values else self._texts[key]

    def coded(self, group: str, code: object) -> str:
        """The text of a code, such as a reason; a code that has none yet is shown as it is."""
        return self._texts.get(f"{group}.{code}") or self(f"{group}.other", code=code)

    def refused(self, code: str, detail: str | None) -> str:
        """Why a wish was refused, with what it is about."""
        return self.known(f"refused.{code}", self("refused.other", code=code), detail=detail or "")

    def cause(self, cause: str | None, code: int | None) -> str:
        """Why a number cannot send, and what mends it."""
        return self.known(f"cause.{cause}", self("cause.other", code=code if code is not None else "?"))

    def known(self, key: str, otherwise: str, **values: object) -> str:
        """The text of that key, if there is one."""
        return self(key, **values) if key in self._texts else otherwise

    def counted(self, key: str, number: int) -> str:
        return self(f"{key}.one" if number == 1 else f"{key}.many", number=number)

    def number(self, number: int, most: int) -> str:
        """A count that was made up to `most`."""
        return f"{most - 1}+" if number >= most else str(number)

    def time(self, moment: datetime) -> str:
        return moment.astimezone(ZONE).strftime("%H:%M")

    def day(self, moment: datetime, now: datetime) -> str:
        """The day with its weekday, or today, or yesterday."""
        return self._near(moment, now) or format_date(_day(moment), DAYS[self.language], self._locale)

    def moment(self, moment: datetime, now: datetime) -> str:
        """As short as it is clear: the time today, else yesterday, else the date."""
        if _day(moment) == _day(now):
            return self.time(moment)
        return self._near(moment, now) or self.date(moment)

    def since(self, moment: datetime, now: datetime) -> str:
        """For a sentence that goes on: the time today, else the date too."""
        return self.time(moment) if _day(moment) == _day(now) else self.exactly(moment)

    def date(self, moment: datetime) -> str:
        return format_date(_day(moment), DATES[self.language], self._locale)

    def weekday(self, day: str) -> str:
        """A day given as 2026-12-24, with its weekday."""
        return format_date(date.fromisoformat(day), DAYS[self.language], self._locale)

    def month(self, day: Day) -> str:
        """The month that a day lies in: `November 2026`."""
        return format_date(day, "LLLL yyyy", self._locale)

    def exactly(self, moment: datetime) -> str:
        return f"{self.date(moment)}, {self.time(moment)}"

    def span(self, span: timedelta) -> str:
        """A span of time, no finer than it matters: `3 Min.`, `2 Std. 5 Min.`, `14 Std.`, `4 Tage`."""
        minutes = max(int(span.total_seconds() // 60), 0)
        if minutes < 1:
            return self("span.now")
        if minutes < 60:
            return self("span.minutes", minutes=minutes)
        if minutes >= 24 * 60:
            return self.counted("span.days", minutes // (24 * 60))
        hours, rest = divmod(minutes, 60)
        return self("span.hours", hours=hours) + (
            f" {self('span.minutes', minutes=rest)}" if rest and hours < 10 else ""
        )

    def worked(self, span: timedelta) -> str:
        """A span of business hours: a day of them is no day on the calendar, so they stay hours."""
        hours = int(span.total_seconds() // 3600)
        return self("span.hours", hours=hours) if hours >= 24 else self.span(span)

    def percent(self, share: float) -> str:
        return format_percent(share, locale=self._locale)

    def proven(self, share: float) -> str:
        """To a tenth of a percent, and never more than it is: 94.96 % must not read as a target of 95 %."""
        tenths = floor(1000 * share + 1e-9) / 1000
        return format_percent(tenths, format="0.0\xa0%" if self.language == "de" else "0.0%", locale=self._locale)

    def decimal(self, number: float) -> str:
        return format_decimal(round(number, 3), locale=self._locale)

    def money(self, amount: float, currency: str | None) -> str:
        """In the currency (three capital letters); the bare number when nobody knows which it is."""
        if currency is None:
            return format_decimal(round(amount, 2), format="#,##0.00", locale=self._locale)
        return format_currency(amount, currency, locale=self._locale)

    def price(self, amount: float, currency: str) -> str:
        """Of one thing, to the last given digit: `0,0456 €`."""
        return format_currency(amount, currency, locale=self._locale, decimal_quantization=False)

    def size(self, number: int) -> str:
        """Bytes, in the unit that people know: `12 KB`, `3,4 MB`."""
        if number < 1_000_000:
            return f"{self.decimal(max(round(number / 1000), 1))} KB"
        return f"{self.decimal(round(number / 1_000_000, 1))} MB"

    def failure(self, code: int | None) -> tuple[str, str]:
        """Why a message did not go out, and what to do, by Meta's error code; None: it never got an answer."""
        if code is None:
            return self("failure.none"), self("failure.none.do")
        known = failures.of(code, self.language)
        return known or (self("failure.other", code=code), self("failure.other.do"))

    def _near(self, moment: datetime, now: datetime) -> str | None:
        ago = (_day(now) - _day(moment)).days
        return {0: self("day.today"), 1: self("day.yesterday")}.get(ago)


def _day(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()


@lru_cache(maxsize=len(LANGUAGES))
def translator(language: str) -> Translator:
    return Translator(language)


def current() -> Translator:
    """For this request: the language that the person chose, else the browser's, else German."""
    if "translator" not in g:
        person = accounts.signed_in()
        chosen = person.language if person and person.language in LANGUAGES else None
        g.translator = translator(chosen or request.accept_languages.best_match(LANGUAGES, default="de"))
    found: Translator = g.translator
    return found

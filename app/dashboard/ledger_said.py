"""How the ledger's pages say times, and what a step tells beside its name."""

from datetime import date, datetime, timedelta

from babel.dates import format_date

from app import clock
from app.dashboard import intents
from app.dashboard.translation import DAYS, LOCALES, Translator
from app.ledger.steps import Step
from models.prediction import OUT_OF_SCOPE


def took(t: Translator, span: timedelta) -> str:
    """A span as fine as it matters here: `0,04 s`, `3,2 s`, `75 s`, then minutes."""
    seconds = span.total_seconds()
    if seconds >= 120:
        return t.span(span)
    return t("ledger.seconds", number=t.decimal(round(seconds, 2 if seconds < 1 else 1 if seconds < 10 else None)))


def moment(t: Translator, at: datetime) -> str:
    """The day, and the time to the millisecond."""
    local = at.astimezone(clock.ZONE)
    point = "," if t.language == "de" else "."
    return f"{t.date(at)}, {local:%H:%M:%S}{point}{local.microsecond // 1000:03}"


def weekday(t: Translator, day: date) -> str:
    return format_date(day, DAYS[t.language], LOCALES[t.language])


def short(t: Translator, day: date) -> str:
    return format_date(day, "EEE dd.MM." if t.language == "de" else "EEE d MMM", LOCALES[t.language])


def name(t: Translator, step: Step) -> str:
    return t.known(f"step.{step.name}", step.name)


def facts(t: Translator, step: Step) -> list[tuple[str, str]]:
    """Names and values; which message a step is of, the page shows by links."""
    said = [(t.known(f"step.fact.{fact}", fact), _fact(t, fact, value)) for fact, value in _telling(step).items()]
    return [(label, value) for label, value in said if value]


def _telling(step: Step) -> dict[str, object]:
    """Without a certainty that says nothing of the intent."""
    says_nothing = step.facts.get("intent") == OUT_OF_SCOPE
    return {fact: value for fact, value in step.facts.items() if not (says_nothing and fact == "confidence")}


def _fact(t: Translator, fact: str, value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if fact in {"intent", "runner_up"}:
        return intents.title(str(value), t.language)
    if fact == "confidence" and isinstance(value, float):
        return t.percent(value)
    if fact == "reason":
        return t.coded("reason", value)
    if fact == "code" and isinstance(value, int):
        return f"{value}: {t.failure(value)[0]}"
    if fact in {"decision", "author"}:
        return t.known(f"step.{fact}.{value}", str(value))
    return str(value)

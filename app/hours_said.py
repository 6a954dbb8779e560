"""Openings and closings in the customer's words. Pure."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.playbook.intents import Language

_WEEKDAYS = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "de": (
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_NEAR = {"de": ("heute", "morgen"), "en": ("today", "tomorrow")}


def opening(moment: datetime, now: datetime, zone: ZoneInfo, language: Language) -> str:
    """ "morgen um 9 Uhr", "on Monday at 9:30 am"; from a week on with the date. `moment` comes after `now`."""
    local = moment.astimezone(zone)
    day, near = _day(local.date(), now.astimezone(zone).date(), language)
    if language == "de":
        return f"{day} um {_german(local)}" if near else f"am {day} um {_german(local)}"
    return f"{day} at {_english(local)}" if near else f"on {day} at {_english(local)}"


def closing(moment: datetime, now: datetime, zone: ZoneInfo, language: Language) -> str:
    """ "heute bis 18 Uhr", "until 6 pm on Monday". Midnight belongs to the day that it ends."""
    local = moment.astimezone(zone)
    ends_day = local.hour == local.minute == 0
    last = local.date() - timedelta(days=ends_day)
    today = now.astimezone(zone).date()
    day, near = _day(last, today, language)
    if language == "de":
        hour = "24 Uhr" if ends_day else _german(local)
        return f"{day} bis {hour}" if last == today else f"bis {day} um {hour}"
    hour = "midnight" if ends_day else _english(local)
    return f"until {hour} {day}" if near else f"until {hour} on {day.removesuffix(',')}"


def _day(day: date, today: date, language: Language) -> tuple[str, bool]:
    """How the day is called, and whether by its distance from today."""
    distance = (day - today).days
    if distance in (0, 1):
        return _NEAR[language][distance], True
    weekday, month = _WEEKDAYS[language][day.weekday()], _MONTHS[language][day.month - 1]
    if distance < 7:
        return weekday, False
    return f"{weekday}, {day.day}{'.' if language == 'de' else ''} {month},", False


def _german(local: datetime) -> str:
    return f"{local.hour}:{local.minute:02} Uhr" if local.minute else f"{local.hour} Uhr"


def _english(local: datetime) -> str:
    hour = local.hour % 12 or 12
    if local.minute:
        return f"{hour}:{local.minute:02} {'am' if local.hour < 12 else 'pm'}"
    return "12 noon" if local.hour == 12 else f"{hour} {'am' if local.hour < 12 else 'pm'}"

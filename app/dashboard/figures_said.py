"""How the supervisors' pages say figures."""

from datetime import date, timedelta

from babel.dates import format_date, get_day_names

from app.dashboard.translation import DATES, LOCALES, Translator
from app.figures.sheets import Cell
from app.figures.today import Figure

NEARLY = 0.1  # of the usual: less of a difference is none


def cell(t: Translator, value: Cell, kind: str) -> str:
    """A table's cell; a dash where nothing is known."""
    if value is None:
        return "–"
    if isinstance(value, date):
        return format_date(value, f"EEE {DATES[t.language]}", LOCALES[t.language])
    if isinstance(value, str):
        return value
    if kind == "share":
        return t.percent(value)
    if kind == "minutes":
        return t.span(timedelta(minutes=value))
    return t.decimal(round(value, 1) if kind == "mean" else value)


def weekday(t: Translator, number: int) -> str:
    """Monday is 0."""
    return str(get_day_names("abbreviated", locale=LOCALES[t.language])[number]).rstrip(".")


def compared(t: Translator, figure: Figure, kind: str = "number", currency: str | None = None) -> str:
    """How a figure (in a currency: an amount) stands to the usual one, in words; nothing where there is none."""
    if figure.usual is None:
        return ""
    plain = cell(t, figure.usual, "mean" if kind == "number" else kind)
    usual = t.money(figure.usual, currency) if currency else plain
    if figure.value is None:
        return t("today.usual", usual=usual)
    far = abs(figure.value - figure.usual) > NEARLY * figure.usual
    way = "same" if not far else "more" if figure.value > figure.usual else "less"
    return t(f"today.usual.{way}", usual=usual)

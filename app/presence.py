"""Who is there: people whose pages have asked for news of late. Pure."""

from datetime import datetime, timedelta

from app.playbook.rules import Rules


def is_online(seen_at: datetime | None, now: datetime, rules: Rules) -> bool:
    """Whether somebody whose page was last heard of at that time is there; None: never, or they signed out."""
    return seen_at is not None and abs(now - seen_at) < _offline_after(rules)


def is_news(seen_at: datetime | None, now: datetime, rules: Rules) -> bool:
    """Whether that a page was heard of now is worth writing down: it asks every second, and that would be much."""
    return seen_at is None or abs(now - seen_at) >= _offline_after(rules) / 3


def _offline_after(rules: Rules) -> timedelta:
    return timedelta(minutes=rules.handover.offline_minutes)

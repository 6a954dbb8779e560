"""When an unacknowledged webhook is delivered again. Pure."""

LONGEST_PAUSE = 600.0
GIVE_UP_AFTER = 7 * 24 * 3600.0  # WhatsApp's webhook overview: retries for up to 7 days


def pause_after(attempts: int) -> float:
    """Seconds to wait after that many failed attempts: 1, 2, 4, 8 ... up to ten minutes."""
    return min(2.0 ** min(attempts - 1, 30), LONGEST_PAUSE)


def next_attempt(created_at: float, attempts: int, now: float) -> float | None:
    """When to try again (seconds since 1970), or None when seven days have gone by."""
    due = now + pause_after(attempts)
    return due if due - created_at <= GIVE_UP_AFTER else None

"""The ledger: every inbound message has exactly one outcome or is still open; the rest is unexplained."""

from app.ledger.counting import NAMES, NOTHING, bounds, by_day, count, uncounted, unexplained

__all__ = ["NAMES", "NOTHING", "bounds", "by_day", "count", "uncounted", "unexplained"]

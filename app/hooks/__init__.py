"""Outgoing webhooks: other systems are told of messages, escalations and resolutions.

What happens becomes a row in its own transaction (noting); a thread of the clock's process sends the rows (sending).
"""

KINDS = ("message", "escalation", "resolution")
TEST = "test"

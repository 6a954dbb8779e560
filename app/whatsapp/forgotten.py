"""WhatsApp's id of an erased message: the real one holds the customer's number. Pure."""

import hashlib

PREFIX = "erased."


def forgotten(wamid: str) -> str:
    """What stands in its place: the same for the same id, so that a redelivery is still known, and no way back."""
    return wamid if wamid.startswith(PREFIX) else PREFIX + hashlib.sha256(wamid.encode()).hexdigest()

"""Who speaks next in a conversation, and what changes that. Pure.

`bot`: Lotse answers. `waiting`: people have to, and nobody has taken it. `agent`: somebody has. `resolved`: done, until
the customer writes again.
"""

BOT, WAITING, AGENT, RESOLVED = "bot", "waiting", "agent", "resolved"
OWNERS = (BOT, WAITING, AGENT, RESOLVED)
STOPPED = "stopped"  # why people have it: an agent stopped Lotse
WITH_PEOPLE = frozenset({WAITING, AGENT})
LOTSE_MAY_SPEAK = frozenset({BOT, RESOLVED})

# What happens -> from which owners -> who owns the conversation then. What is not here changes nothing.
CHANGES: dict[str, dict[str, str]] = {
    "answered": {BOT: BOT, RESOLVED: BOT},
    "escalated": {BOT: WAITING, RESOLVED: WAITING},
    "taken": dict.fromkeys(OWNERS, AGENT),
    "answered_by_phone": dict.fromkeys(OWNERS, AGENT),
    "handed_back": {WAITING: BOT, AGENT: BOT},
    "resolved": {BOT: RESOLVED, WAITING: RESOLVED, AGENT: RESOLVED},
    "claim_over": {AGENT: WAITING},  # taken, and nothing was written: others may
    "agent_away": {AGENT: WAITING},  # the customer waits, and who has it is offline, or has only the business's phone
    "put_back": {AGENT: WAITING},  # an agent leaves it to whoever takes it next
    "agent_left": {AGENT: WAITING},  # who has it may not sign in any more
    "left_alone": {AGENT: BOT},  # nobody wrote for long, and nobody waits
}


def undone(owner: str, before: str) -> str:
    """The owner that there was before what is taken back. Raises ValueError where nothing leads from that one here."""
    if owner != before and all(ways.get(before) != owner for ways in CHANGES.values()):
        raise ValueError(f"nothing makes {owner} of {before}")
    return before


def after(owner: str, happened: str) -> str:
    """The owner after that; the same one where it changes nothing. Raises KeyError for what cannot happen."""
    return CHANGES[happened].get(owner, owner)

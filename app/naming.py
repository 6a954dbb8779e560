"""What a person is called. Pure."""


def called(name: str | None, email: str) -> str:
    """Their name; of who has none yet, the part of the address before the @."""
    return name or email.partition("@")[0]


def signed(name: str | None, email: str) -> str:
    """What customers read as the writer's name; the part of an address begins like one."""
    return name or called(None, email).capitalize()

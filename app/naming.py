"""What a person is called. Pure."""


def called(name: str | None, email: str) -> str:
    """Their name; of who has none yet, the part of the address before the @."""
    return name or email.partition("@")[0]

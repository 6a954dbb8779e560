"""What people wish and cannot have."""


class RefusedError(Exception):
    """An agent's wish that cannot be granted; the message is a key of the dashboard's texts, `detail` a name in it."""

    def __init__(self, key: str, detail: str | None = None) -> None:
        super().__init__(key)
        self.detail = detail

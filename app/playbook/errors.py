"""What is wrong with a playbook."""

from collections.abc import Sequence
from typing import Self

from app.remarks import Fault


class PlaybookError(Exception):
    """The playbook cannot be used; the message names file, field and cure, and `faults` has them as values."""

    def __init__(self, message: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults)

    @classmethod
    def of(cls, why: str, faults: Sequence[Fault]) -> Self:
        """With each of them on a line of the message."""
        return cls("\n  ".join([why, *map(str, faults)]), faults)

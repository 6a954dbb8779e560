"""What sorts messages: Lotse's classifier and what one would build instead, each behind the same six steps.

Only the standard library is imported here and in `__main__`: a rival may run in another environment than Lotse's.
"""

from pathlib import Path
from typing import Any, NamedTuple, Protocol


class Example(NamedTuple):
    text: str
    label: str
    language: str
    source: str


class Sorter(Protocol):
    """`libraries` imports what the others need; `embeddings` loads what is needed beside the artefact.

    `train` returns a model, which `write` stores as the artefact; `read` returns what `sort` takes, which gives the
    label of each text.
    """

    def libraries(self) -> None: ...

    def embeddings(self) -> None: ...

    def train(self, examples: list[Example]) -> Any: ...

    def write(self, model: Any, file: Path) -> None: ...

    def read(self, file: Path) -> Any: ...

    def sort(self, model: Any, texts: list[str]) -> list[str]: ...

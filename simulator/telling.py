"""One transaction whose news the business's webhook hears right after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection

from simulator.parts import parts


@contextmanager
def telling() -> Iterator[Connection]:
    with parts().database.transaction() as connection:
        yield connection
    parts().courier.wake()

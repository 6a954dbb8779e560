"""The business's message templates."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from sqlite3 import Connection
from typing import Any

HELLO = {
    "name": "hello_world",
    "language": "en_US",
    "category": "UTILITY",
    "status": "APPROVED",
    "components": [
        {"type": "HEADER", "format": "TEXT", "text": "Hello World"},
        {"type": "BODY", "text": "Welcome! This message shows that templates work."},
        {"type": "FOOTER", "text": "A test template"},
    ],
}


@dataclass(frozen=True)
class Template:
    """`category` and `status` in capitals; `components` as Meta lists them."""

    name: str
    language: str
    category: str
    status: str
    components: list[dict[str, Any]]


def save(connection: Connection, template: Template) -> None:
    """Takes the place of one with the same name and language."""
    connection.execute(
        "INSERT OR REPLACE INTO templates (name, language, category, status, components) VALUES (?, ?, ?, ?, ?)",
        (*list(asdict(template).values())[:4], json.dumps(template.components)),
    )


def find(connection: Connection, name: str, language: str) -> Template | None:
    return next((one for one in everyone(connection) if (one.name, one.language) == (name, language)), None)


def everyone(connection: Connection) -> Iterator[Template]:
    for row in connection.execute("SELECT * FROM templates ORDER BY name, language"):
        yield Template(**{**dict(row), "components": json.loads(row["components"])})


def starter(connection: Connection) -> None:
    """One to begin with, as every new account of Meta's has."""
    if not any(everyone(connection)):
        save(connection, Template(**HELLO))  # type: ignore[arg-type]

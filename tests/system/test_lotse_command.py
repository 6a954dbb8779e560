"""The names that scripts and monitors outside this repository rely on."""

import json
import subprocess
import sys

import psycopg
import pytest

from tests.conftest import ROOT
from tests.processes import Stand, wait_for

pytestmark = pytest.mark.timeout(180)


def test_a_command_starts_without_what_others_need() -> None:
    program = "import sys, commands.main; print({'numpy', 'scipy', 'sklearn', 'app.dashboard'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("set()", "")


def test_predict_prints_one_json_object_for_each_line(stand: Stand) -> None:
    lines = [
        "wann habt ihr samstag offen?",
        "ich will mit einem menschen reden",
        "asdf jklö",
        "",
        "do you ship to spain",
    ]
    printed = stand.command("predict", "--json", given="\n".join(lines) + "\n")
    rows = [json.loads(line) for line in printed.splitlines()]

    assert [row["text"] for row in rows] == lines
    keys = {"text", "language", "intent", "confidence", "runner_up", "decision"}
    assert all(set(row) == keys for row in rows)
    assert all(0 <= row["confidence"] <= 1 for row in rows)
    assert {row["decision"] for row in rows} <= {"auto", "ask", "suggest", "escalate", "note"}
    assert rows[1]["decision"] == "escalate"
    assert (rows[4]["language"], rows[0]["language"]) == ("en", "de")


def test_the_ledger_prints_its_eight_counts(stand: Stand) -> None:
    counts = json.loads(stand.command("ledger", "--json"))
    later = json.loads(stand.command("ledger", "--json", "--since", "2026-01-01", "--until", "2026-01-02T12:00"))

    names = ["in", "answered", "asked", "escalated", "joined", "noted", "open", "unexplained"]
    assert list(counts) == list(later) == names
    assert set(counts.values()) == {0}


def test_people_are_added_once_and_listed_and_wrong_ones_refused_in_words(stand: Stand) -> None:
    password = "a long enough password"
    stand.command("people", "add", "Anna@example.com", "--role", "admin", "--password-stdin", given=password)
    assert "anna@example.com\tadmin" in stand.command("people", "list")

    assert "Nothing was changed" in refused(stand, "people", "add", "anna@example.com", given=password)
    assert "too short" in refused(stand, "people", "add", "bert@example.com", given="short")


def test_a_release_again_is_done_soon_and_keeps_the_classifier_that_was_trained(stand: Stand) -> None:
    active = "SELECT version FROM classifiers WHERE active"
    with psycopg.connect(stand.postgres.url) as connection:
        before = connection.execute(active).fetchone()
        stand.command("release")
        assert before
        assert connection.execute(active).fetchone() == before


def refused(stand: Stand, *words: str, given: str) -> str:
    command = [sys.executable, "-m", "commands", *words, "--role", "agent", "--password-stdin"]
    done = subprocess.run(
        command, env=stand.environment, cwd=ROOT, input=given, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_classifier_that_was_tampered_with_is_refused_and_people_get_everything(stand: Stand) -> None:
    with psycopg.connect(stand.postgres.url) as connection:
        connection.execute("UPDATE classifiers SET artefact = artefact || 'x'::bytea")
    command = [sys.executable, "-m", "commands", "predict"]
    done = subprocess.run(
        command, env=stand.environment, cwd=ROOT, input="hallo\n", capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "lotse train" in done.stderr
    stand.start_all()
    stand.new_customer("4915100000001")
    stand.writes("4915100000001", "wann habt ihr offen?")
    wait_for(lambda: stand.number("SELECT count(*) FROM messages WHERE outcome = 'escalated'"), 30, "the escalation")
    assert json.loads(stand.command("ledger", "--json"))["escalated"] == 1
    wait_for(lambda: stand.ledger()["outbound"], 30, "the sentence to the customer")
    said = [message["body"]["body"] for message in stand.ledger()["outbound"]]
    assert len(said) == 1, said
    assert said[0].startswith("Das beantwortet Ihnen besser eine Person")  # and no answer of a classifier's

"""What a rival needs before it starts: its table, and Lotse's classifier as a file."""

from pathlib import Path

import joblib

from bench.rivals import storage
from bench.stand import Stand
from commands import classifier


def prepare(stand: Stand, job: str) -> dict[str, str]:
    """The environment's additions for the rival whose jobs are `job` (cold or warm)."""
    storage.make()
    file = stand.folder / "rival.joblib"
    write(file, classifier.active_model())
    return {"RIVAL_MODEL": str(file), "RIVAL_JOB": f"bench.rivals.{job}.answer"}


def write(file: Path, model: object) -> None:
    """In the form in which Lotse stores it, without the signature."""
    joblib.dump(model, file, compress=("zlib", 6))

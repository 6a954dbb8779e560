"""Working values for the first run, in VAR_DIR/.env. A variable that is set always wins over them."""

import os
import secrets
import shutil
from pathlib import Path

from dotenv import dotenv_values

from app.playbook.reading import BUSINESS_FILE, STARTER

SIMULATED_NUMBER_ID = "106540352242922"
COMMENT = "# Made by the first `make run`. Keep it: SECRET_KEY guards the classifier and the sign-ins.\n"


def _makers() -> dict[str, str]:
    return {
        "SECRET_KEY": secrets.token_hex(32),
        "WHATSAPP_APP_SECRET": secrets.token_hex(16),
        "WHATSAPP_VERIFY_TOKEN": secrets.token_urlsafe(24),
        "WHATSAPP_ACCESS_TOKEN": "SIM" + secrets.token_urlsafe(48),
        "WHATSAPP_PHONE_NUMBER_ID": SIMULATED_NUMBER_ID,
    }


def _business_file(var_dir: Path) -> None:
    """The demonstration shop's facts, for the owner to overwrite with the business's own."""
    path = var_dir / BUSINESS_FILE
    if not path.exists():
        shutil.copyfile(STARTER / "business.example.toml", path)


def write(var_dir: Path) -> None:
    """Add what is missing to VAR_DIR/.env, readable by its owner only; what stands there stays."""
    var_dir.mkdir(parents=True, exist_ok=True)
    _business_file(var_dir)
    path = var_dir / ".env"
    path.touch(mode=0o600, exist_ok=True)
    known = {name for name, value in dotenv_values(path).items() if value}
    new = {name: value for name, value in _makers().items() if name not in known}
    if new:
        lines = "".join(f"{name}='{value}'\n" for name, value in new.items())
        path.write_text(path.read_text("utf-8") + (COMMENT if not known else "") + lines, "utf-8")


def into_environment(var_dir: Path) -> None:
    """Put the file's values into the environment for child processes that do not read the file."""
    for name, value in dotenv_values(var_dir / ".env").items():
        if value and not os.environ.get(name):
            os.environ[name] = value

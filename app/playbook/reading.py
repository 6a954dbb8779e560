"""Reading the playbook's files."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog
from pydantic import ValidationError

from app import settings
from app.playbook import looking_up, sending
from app.playbook.model import Playbook, PlaybookError
from app.playbook.rules import Rules

log = structlog.get_logger(__name__)

STARTER = Path(__file__).parent / "starter"
BUSINESS_FILE = "business.toml"
TEMPLATES_FILE = "templates.toml"
RULES_FILE = "rules.toml"
HOURS = "hours"  # the one table of the business file that is no text


@lru_cache(maxsize=1)
def load() -> Playbook:
    """The settings' playbook; without PLAYBOOK_DIR the starter's, without BUSINESS_FILE the facts in VAR_DIR."""
    current = settings.folders()
    own_facts = current.var_dir / BUSINESS_FILE
    business_file = current.business_file or (own_facts if own_facts.exists() else None)
    return read(current.playbook_dir or STARTER, business_file)


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The settings' rules of behaviour. With a playbook that cannot be read the defaults hold, and people can go on
    working; workers do not start with it."""
    try:
        return load().rules
    except PlaybookError as error:
        log.error("playbook_unreadable", why=str(error), safe="the default rules hold", next="mend the file it names")
        return Rules()


def read(folder: Path, business_file: Path | None = None) -> Playbook:
    """Read `playbook.toml`, `intents/*.toml`, `templates.toml` and `rules.toml` where there are, the business's facts.

    Without a business file the facts are empty, so answers that need one go to a person, and there are no hours.
    Raises PlaybookError naming the file and every problem in it.
    """
    intents = {path.stem: {"name": path.stem, **_toml(path)} for path in sorted(folder.glob("intents/*.toml"))}
    templates, rules = (_toml(path) if path.exists() else {} for path in (folder / TEMPLATES_FILE, folder / RULES_FILE))
    business = _toml(business_file) if business_file else {}
    given = {
        **_toml(folder / "playbook.toml"),
        **templates,
        "rules": rules,
        "intents": intents,
        "hours": business.pop(HOURS, None),
        "business": business,
    }
    try:
        playbook = Playbook.model_validate(given)
    except ValidationError as error:
        facts = business_file.name if business_file else BUSINESS_FILE
        raise PlaybookError(_in_words(folder, facts, error)) from None
    sending.refuse_what_does_not_fit(playbook)
    looking_up.refuse_what_is_not_allowed(playbook)
    return playbook


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise PlaybookError(f"{path} does not exist. Lotse needs it to know what it may answer.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlaybookError(f"{path} is not valid TOML in UTF-8: {error}") from None


def _in_words(folder: Path, facts: str, error: ValidationError) -> str:
    lines = []
    for item in error.errors(include_url=False, include_input=False):
        location = [str(part) for part in item["loc"] if part != "[key]"]
        file, field = _place(location, facts)
        lines.append(f"  {file} {field}: {item['msg'].removeprefix('Value error, ')}")
    return f"The playbook in {folder} cannot be used, so nothing was started:\n" + "\n".join(lines)


def _place(location: list[str], facts: str) -> tuple[str, str]:
    """The file that has the field, and its name there; `facts` is the business's file."""
    if location[:1] == ["intents"] and len(location) > 1:
        return f"intents/{location[1]}.toml", ".".join(location[2:])
    if location[:1] == ["rules"]:
        return RULES_FILE, ".".join(location[1:])
    if location[:1] == ["hours"]:
        return facts, ".".join(location)
    if location[:1] == ["business"] and len(location) > 1:
        return facts, ".".join(location[1:])
    return "playbook.toml", ".".join(location)

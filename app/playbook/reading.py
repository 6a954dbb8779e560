"""Reading the playbook's files."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app import settings
from app.playbook import looking_up, sending
from app.playbook.errors import PlaybookError
from app.playbook.model import Playbook
from app.playbook.nesting import DEEPEST, is_too_deep
from app.remarks import Fault, Remark, RemarkError
from app.remarks_in_english import ENGLISH

STARTER = Path(__file__).parent / "starter"
MAIN_FILE = "playbook.toml"
INTENTS = "intents"  # the folder
BUSINESS_FILE = "business.toml"
TEMPLATES_FILE = "templates.toml"
RULES_FILE = "rules.toml"
_END = " (at end of document)"
_PLACE = re.compile(r"(?P<said>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)", re.DOTALL)
HOURS = "hours"  # the one table of the business file that is no text


def of_settings() -> tuple[dict[str, str], str, str]:
    """The files that the settings name, the folder, and what the business's facts are called there; without
    PLAYBOOK_DIR the starter's, without BUSINESS_FILE the facts in VAR_DIR."""
    current = settings.folders()
    own_facts = current.var_dir / BUSINESS_FILE
    business_file = current.business_file or (own_facts if own_facts.exists() else None)
    folder = current.playbook_dir or STARTER
    return gather(folder, business_file), str(folder), business_file.name if business_file else BUSINESS_FILE


def read(folder: Path, business_file: Path | None = None) -> Playbook:
    """Read a folder's files (see `gather`). Raises PlaybookError naming the file and every problem in it."""
    return parse(gather(folder, business_file), str(folder), business_file.name if business_file else BUSINESS_FILE)


def gather(folder: Path, business_file: Path | None = None) -> dict[str, str]:
    """`playbook.toml`, `intents/*.toml`, `templates.toml` and `rules.toml` where there are, the business's facts, by
    their paths in a playbook. Without a business file there are no facts, so answers that need one go to a person."""
    places = {MAIN_FILE: folder / MAIN_FILE}
    places |= {f"{INTENTS}/{path.name}": path for path in sorted((folder / INTENTS).glob("*.toml"))}
    places |= {name: folder / name for name in (TEMPLATES_FILE, RULES_FILE) if (folder / name).exists()}
    places |= {BUSINESS_FILE: business_file} if business_file else {}
    return {name: _text(path) for name, path in places.items()}


def parse(files: Mapping[str, str], where: str, facts: str = BUSINESS_FILE) -> Playbook:
    """The playbook that these files, by their paths in it, make. `where` and `facts` are named in the errors.

    Raises PlaybookError naming the file and every problem in it.
    """
    intents = {path.stem: text for name, text in files.items() if (path := PurePosixPath(name)).parent.name == INTENTS}
    business = _toml(files[BUSINESS_FILE], facts) if BUSINESS_FILE in files else {}
    if MAIN_FILE not in files:
        raise _refused(f"{where}/{MAIN_FILE}", Remark("no_file"))
    given = {
        **_toml(files[MAIN_FILE], f"{where}/{MAIN_FILE}"),
        **_toml(files.get(TEMPLATES_FILE, ""), f"{where}/{TEMPLATES_FILE}"),
        "rules": _toml(files.get(RULES_FILE, ""), f"{where}/{RULES_FILE}"),
        "intents": {
            name: {"name": name, **_toml(text, f"{where}/{INTENTS}/{name}.toml")} for name, text in intents.items()
        },
        "hours": business.pop(HOURS, None),
        "business": business,
    }
    try:
        playbook = Playbook.model_validate(given)
    except ValidationError as error:
        faults = [_fault(item, facts) for item in error.errors(include_url=False, include_input=False)]
        raise PlaybookError.of(f"The playbook in {where} cannot be used, so nothing was started:", faults) from None
    sending.refuse_what_does_not_fit(playbook)
    looking_up.refuse_what_is_not_allowed(playbook)
    return playbook


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise _refused(str(path), Remark("no_file")) from None
    except UnicodeDecodeError as error:
        raise _refused(str(path), Remark("not_toml", {"said": str(error)})) from None


def _toml(text: str, where: str) -> dict[str, Any]:
    if is_too_deep(text):
        raise _refused(where, Remark("too_deep", {"most": DEEPEST}))
    try:
        return tomllib.loads(text)
    except ValueError as error:  # also for a number that Python does not read
        raise _refused(where, _not_toml(str(error))) from None


def _refused(file: str, remark: Remark) -> PlaybookError:
    return PlaybookError(f"{file} {remark}", [Fault(file, "", remark)])


def _not_toml(said: str) -> Remark:
    """With the place, which the reader of TOML writes behind what is wrong."""
    if said.endswith(_END):
        return Remark("not_toml_end", {"said": said.removesuffix(_END)})
    found = _PLACE.fullmatch(said)
    return Remark("not_toml_at", found.groupdict()) if found else Remark("not_toml", {"said": said})


def _fault(item: ErrorDetails, facts: str) -> Fault:
    location = [str(part) for part in item["loc"] if part != "[key]"]
    return Fault(*_place(location, facts), _remark(item))


def _remark(item: ErrorDetails) -> Remark:
    """Ours, or pydantic's where its code is known."""
    values = item.get("ctx", {})
    error = values.get("error")
    if isinstance(error, RemarkError):
        return error.remark
    said = item["msg"].removeprefix("Value error, ")
    if item["type"] == "literal_error":  # pydantic joins them in English
        return Remark("literal_error", {"expected": values["expected"].replace(" or ", ", ")})
    return Remark(item["type"], values) if item["type"] in ENGLISH else Remark("other", {"said": said})


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

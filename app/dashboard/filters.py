"""What the list of conversations is narrowed to, as the address says it. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from app.reasons import ANGRY, URGENT

LONGEST = 100  # characters of what is searched for
PRIORITIES = {"urgent": URGENT, "angry": ANGRY}
NOBODY = 0  # among the ids of people
_CODE = re.compile(r"[\w.-]{1,64}")


@dataclass(frozen=True, slots=True)
class Filters:
    """Each is an argument of the address; None and False narrow nothing, and all together are one choice.

    `inbox` and `who` are ids (`who`: whose conversation it is, 0 for nobody's), `priority` one of PRIORITIES; `ours`:
    what is offered to the reader first.
    """

    q: str | None = None
    inbox: int | None = None
    team: str | None = None
    intent: str | None = None
    language: str | None = None
    priority: str | None = None
    label: str | None = None
    who: int | None = None
    unread: bool = False
    closing: bool = False
    ours: bool = False

    def __bool__(self) -> bool:
        return self != NONE

    def arguments(self) -> dict[str, str | int]:
        """What the address has to say, for `url_for`."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        said = {name: value for name, value in given.items() if value is not None and value is not False}
        return {name: 1 if value is True else value for name, value in said.items()}

    def without(self, name: str) -> "Filters":
        """The same, not narrowed by that one."""
        return replace(self, **{name: getattr(NONE, name)})


NONE = Filters()


def read(arguments: Mapping[str, str]) -> Filters:
    """From the address; what makes no sense there narrows nothing."""
    return Filters(
        q=line(arguments.get("q", ""), LONGEST),
        inbox=_number(arguments.get("inbox", "")),
        team=_code(arguments.get("team", "")),
        intent=_code(arguments.get("intent", "")),
        language=_code(arguments.get("language", "")),
        priority=arguments["priority"] if arguments.get("priority") in PRIORITIES else None,
        label=line(arguments.get("label", ""), 40),
        who=_number(arguments.get("who", "")),
        unread=arguments.get("unread") == "1",
        closing=arguments.get("closing") == "1",
        ours=arguments.get("ours") == "1",
    )


def line(given: str, longest: int) -> str | None:
    """What was given, on one line and no longer than that; None when nothing is left."""
    return " ".join(given.replace("\0", " ").split())[:longest].strip() or None


def _code(given: str) -> str | None:
    return given if _CODE.fullmatch(given) else None


def _number(given: str) -> int | None:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None

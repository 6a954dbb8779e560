"""What other files would make of the playbook, in short. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.playbook import checking
from app.playbook.checking import Finding
from app.playbook.intents import Intent
from app.playbook.model import Playbook

MOST_FINDINGS = 20


@dataclass(frozen=True, slots=True)
class Changed:
    """An intent that is in both: what changes in it (names of texts), its autonomy before and after where that is
    another, and the numbers of examples that come and go."""

    name: str
    title: Mapping[Any, str]
    what: tuple[str, ...]
    autonomy: tuple[str, str] | None
    come: int
    gone: int


@dataclass(frozen=True, slots=True)
class Summary:
    new: tuple[Intent, ...]
    gone: tuple[Intent, ...]
    changed: tuple[Changed, ...]
    facts: tuple[str, ...]
    files: tuple[tuple[str, str], ...]  # the other files' paths, each with what becomes of it
    teams: tuple[tuple[Mapping[Any, str], tuple[str, ...]], ...]  # that go: what they are called, and who is in them

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.gone or self.changed or self.facts or self.files or self.teams)


def of(
    before: Playbook, after: Playbook, files: tuple[tuple[str, str], ...], members: Mapping[str, tuple[str, ...]]
) -> Summary:
    """`members`: who is in which team."""
    both = [name for name in after.intents if name in before.intents and after.intents[name] != before.intents[name]]
    facts = [name for name in {**before.business, **after.business} if _fact(before, name) != _fact(after, name)]
    return Summary(
        tuple(one for name, one in after.intents.items() if name not in before.intents),
        tuple(one for name, one in before.intents.items() if name not in after.intents),
        tuple(_changed(before.intents[name], after.intents[name]) for name in both),
        tuple(facts),
        files,
        tuple((title, members.get(name, ())) for name, title in before.teams.items() if name not in after.teams),
    )


def findings(before: Playbook, after: Playbook) -> list[Finding]:
    """What the checker finds in `after` and not in `before`, the grave ones first."""
    known = checking.check(before)
    return [one for one in checking.check(after) if one not in known][:MOST_FINDINGS]


def _fact(book: Playbook, name: str) -> Mapping[Any, str]:
    return book.business.get(name, {})


def _changed(before: Intent, after: Intent) -> Changed:
    fields = ("title", "answers", "team", "collects", "target", "quiet", "choices", "lookup")
    what = tuple(name for name in fields if getattr(before, name) != getattr(after, name))
    autonomy = (before.autonomy, after.autonomy) if before.autonomy != after.autonomy else None
    had, has = {row[:2] for row in before.texts()}, {row[:2] for row in after.texts()}
    return Changed(after.name, after.title, what, autonomy, len(has - had), len(had - has))

"""The kept grounds of a decision, as the triage card shows them. Pure."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any

from app.dashboard import intents
from app.dashboard.translation import Translator
from models.prediction import OUT_OF_SCOPE

LOOKUPS = frozenset({"lookup_failed", "lookup_empty"})


@dataclass(frozen=True, slots=True)
class Example:
    """A known message that is like the customer's; `likeness` is 0 to 1."""

    text: str
    intent: str
    likeness: float


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What the answer took from the business's own system, by its variables."""

    host: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Why:
    """`words` spoke for the intent; `also` are other intents in the same message; `signs` are of urgency and anger.
    `looked_up` is what an answer took from elsewhere."""

    near: tuple[Example, ...] = ()
    words: tuple[str, ...] = ()
    margin: float | None = None
    also: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    looked_up: LookedUp | None = None


def why(because: dict[str, Any] | None) -> Why:
    """What was kept by `app.reasons.kept`; empty for decisions of before."""
    kept = because or {}
    return Why(
        tuple(Example(**one) for one in kept.get("near", ())),
        tuple(kept.get("words", ())),
        kept.get("margin"),
        tuple(one["intent"] for one in kept.get("also", ())),
        tuple(kept.get("mood", {}).get("signs", ())),
        _looked_up(kept.get("looked_up")),
    )


def _looked_up(kept: dict[str, Any] | None) -> LookedUp | None:
    return LookedUp(kept["host"], tuple(kept["values"].items())) if kept else None


def likely(intent: str | None, runner_up: str | None, also: Sequence[str], known: Container[str]) -> list[str]:
    """The intents that it may be, Lotse's first, each once; only such as there still are."""
    names = dict.fromkeys((intent, runner_up, *also))
    return [name for name in names if name and name != OUT_OF_SCOPE and name in known]


def detail(reason: str | None, detail: str | None, also: Sequence[str], t: Translator) -> str | None:
    """A decision's detail in words: intents by their titles, kinds of details by their names, what was tried in vain.
    None when it would say what `also` says."""
    if reason == "several" and also:
        return None
    if detail and reason in LOOKUPS:
        return _tried(detail, t)
    if detail and reason in {"several", "gathered"}:
        return ", ".join(intents.title(name, t.language) for name in detail.split(", "))
    return t.known(f"detail.{detail}", detail) if detail else None


def _tried(why: str, t: Translator) -> str:
    """`shop.example: missing status` in words; an HTTP status stays a number."""
    host, _, rest = why.rpartition(": ")
    code, _, name = rest.partition(" ")
    what = t.known(f"lookup.why.{code}", code, name=t.known(f"detail.{name}", name))
    return t("lookup.tried", host=host, what=what)

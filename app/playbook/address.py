"""The address at which an answer asks the business's own system: checked when it is read, filled in per message. Pure.

What a customer wrote can end up in the path and in the query and nowhere else, and cannot get out of its place.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import quote, unquote, urlsplit

from app.playbook.answers import fill, variables
from app.remarks import Remark

LONGEST = 200  # characters of a value: no number of any shop's is longer
CONTACT_PHONE = "contact_phone"  # beside the details in messages

_VARIABLE = re.compile(r"\{\{\s*[a-z][a-z0-9_]*\s*\}\}")
_SOMETHING = "_"  # in a variable's place: good in a path or query, and in no host
_FORM = re.compile(
    r"(?P<scheme>https?)://(?P<place>[a-z0-9.-]+(?::\d{1,5})?)(?:[/?][^\s\\#{}\x00-\x1f\x7f-\U0010ffff]*)?"
)
_LOOPBACK = re.compile(r"localhost|127(?:\.\d{1,3}){3}")
_STEPS = re.compile(r"[/\\]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


class UnfitValueError(Exception):
    """What the customer wrote would lead to another address; the message is the detail's name."""


def place(url: str) -> str:
    """Host, and port where there is one."""
    return urlsplit(url).netloc


def problems(template: str, hosts: Collection[str], details: Collection[str]) -> Iterator[Remark]:
    """What keeps this template from being asked; `hosts` are the allowed ones, `details` what Lotse knows by name."""
    example = _VARIABLE.sub(_SOMETHING, template)
    form = _FORM.fullmatch(example)
    if form is None or _climbs(example):
        yield Remark("no_address", {"url": template})
        return
    host = form["place"].partition(":")[0]
    if form["scheme"] == "http" and not _LOOPBACK.fullmatch(host):
        yield Remark("not_encrypted", {"place": form["place"]})
    if form["place"] not in hosts:
        yield Remark("not_allowed", {"place": form["place"]})
    if unknown := sorted(variables(template) - set(details) - {CONTACT_PHONE}):
        known = ", ".join((*details, CONTACT_PHONE))
        yield Remark("no_rule_address", {"names": ", ".join(unknown), "known": known})


def filled(template: str, values: Mapping[str, str | None]) -> str:
    """The address for these values, percent-encoded.

    Raises MissingVariableError for one that is not there, UnfitValueError for one that would lead elsewhere: servers
    that decode twice, or decode before they resolve steps upwards, make another path of it.
    """
    names = sorted(variables(template))
    whole = fill(template, {name: _encoded(name, values.get(name)) for name in names})
    if _climbs(whole):
        raise UnfitValueError(", ".join(names))
    return whole


def _encoded(name: str, value: str | None) -> str | None:
    if value is None:
        return None
    if len(value) > LONGEST or _climbs(value):
        raise UnfitValueError(name)
    return quote(value.strip(), safe="")


def _climbs(text: str) -> bool:
    """Whether a step of it, however encoded, is one to the same or the upper folder; or it has signs of no text."""
    decoded = unquote(unquote(unquote(text)))
    steps = (step.partition(";")[0].strip() for step in _STEPS.split(decoded))
    return bool(_CONTROLS.search(decoded)) or any(step in {".", ".."} for step in steps)

"""Histories made up for the checker's own tests: message 1 is written, stored, answered by c1, and so on."""

import dataclasses
from typing import Any

from tests.faults.checker import Report, check
from tests.faults.history import Accepted, History, Inbound, Outbound, Rows, Written


def wrote(number: int, customer: str = "491", **changes: Any) -> Written:
    one = Written(f"w{number}", customer, 1000 + number, "wann offen?", True, False, 2000.0 + number, 2000.5 + number)
    return dataclasses.replace(one, **changes)


def stored(number: int, **changes: Any) -> Inbound:
    row = Inbound(number, f"w{number}", 1, "bot", "answered", None, number, 2000.6 + number, 2000.8 + number)
    return dataclasses.replace(row, **changes)


def answer(number: int, **changes: Any) -> Outbound:
    row = Outbound(100 + number, f"c{number}", 1, number, 0, "bot", "delivered", 1, 2000.8 + number)
    return dataclasses.replace(row, **changes)


def took(number: int, **changes: Any) -> Accepted:
    return dataclasses.replace(Accepted(f"c{number}", f"out{number}", "491", 2001.0 + number), **changes)


def history(written: list[Written], accepted: list[Accepted], **changes: Any) -> History:
    return History({one.wamid: one for one in written}, accepted, **changes)


def rows(inbound: list[Inbound], outbound: list[Outbound], **changes: Any) -> Rows:
    plain = Rows(inbound, outbound, [row.decision for row in inbound if row.decision])
    return dataclasses.replace(plain, **changes)


def judged(inbound: Inbound, outbound: list[Outbound], accepted: list[Accepted], **changes: Any) -> Report:
    """Of one message; `changes` are the rows'."""
    return check(history([wrote(1)], accepted), rows([inbound], outbound, **changes))

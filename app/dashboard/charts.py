"""Where a chart's parts lie, in the units of its drawing. Pure.

A chart is 10 wide for each of its days and 100 high, and is stretched to the room that there is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

STEP, HIGH = 10.0, 100.0
GAP = 1.5  # beside a column
LEVELS = 5
CELL = 10.0


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a column or a square of the heat map; `place` is that of its row among the others."""

    name: str
    place: int
    x: float
    y: float
    width: float
    height: float


def columns(layers: Sequence[tuple[str, Sequence[int]]]) -> list[Box]:
    """Columns side by side, each a pile of its layers, the first one at the bottom. The tallest fills the height."""
    piles = list(zip(*(numbers for _, numbers in layers), strict=True))
    most = tallest(layers) or 1
    found = []
    for place, pile in enumerate(piles):
        below = 0.0
        for (name, _), number in zip(layers, pile, strict=True):
            height = HIGH * number / most
            below += height
            if number:
                width = STEP - 2 * GAP
                found.append(Box(name, place, STEP * place + GAP, _short(HIGH - below), width, _short(height)))
    return found


def tallest(layers: Sequence[tuple[str, Sequence[int]]]) -> int:
    return max((sum(pile) for pile in zip(*(numbers for _, numbers in layers), strict=True)), default=0)


def steps(shares: Sequence[float | None]) -> list[str]:
    """Paths of a line that is level over each day, broken where nothing is known; 1 is at the top."""
    found = []
    for known, days in groupby(enumerate(shares), key=lambda day: day[1] is not None):
        if known:
            found.append(_path((place, share) for place, share in days if share is not None))
    return found


def _path(days: Iterable[tuple[int, float]]) -> str:
    moves: list[str] = []
    for place, share in days:
        begin = "L" if moves else "M"
        y = _short(HIGH * (1 - share))
        moves.append(f"{begin}{STEP * place:g} {y:g}H{STEP * (place + 1):g}")
    return "".join(moves)


def squares(rows: Sequence[Sequence[float]]) -> list[Box]:
    """A heat map: the more, the darker (`name`: level-1 to level-5) and the larger; nothing is not drawn."""
    most = max((value for row in rows for value in row), default=0)
    found = []
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if value > 0:
                level = max(1, min(LEVELS, -int(-LEVELS * value // most)))
                side = _short(CELL * (0.35 + 0.55 * level / LEVELS))
                corner = (CELL - side) / 2
                x, y = _short(CELL * place + corner), _short(CELL * number + corner)
                found.append(Box(f"level-{level}", number, x, y, side, side))
    return found


def _short(number: float) -> float:
    return round(number, 2)

"""The picture for the documentation: bars of what each system holds, as SVG. PURE."""

from typing import Any
from xml.sax.saxutils import escape

WIDTH, LEFT, RIGHT, ROW = 720, 150, 170, 44
FONT = 'font-family="system-ui, sans-serif" font-size="15"'
STYLE = (
    "<style>.b{fill:#0b6e5f}.r{fill:#9aa5a2}text{fill:#1c2b28}"
    "@media(prefers-color-scheme:dark){.b{fill:#4fc3ab}.r{fill:#6b7674}text{fill:#e6ecea}}</style>"
)


def drawn(found: dict[str, Any]) -> str:
    """Messages a second held by each system, longest bar first."""
    held = {name: one["best"]["rate"] if one["best"] else 0.0 for name, one in found.items()}
    most = max(held.values(), default=0.0) or 1.0
    bars = [_bar(row, name, rate, most) for row, (name, rate) in enumerate(held.items())]
    height = 50 + ROW * len(bars)
    title = "Messages a second held, at equal processes on one machine"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" {FONT}>'
        f"<title>{title}</title>{STYLE}"
        f'<text x="0" y="22" font-weight="600">{title}</text>\n' + "\n".join(bars) + "</svg>\n"
    )


def _bar(row: int, name: str, rate: float, most: float) -> str:
    y, length = 44 + row * ROW, max(2.0, (WIDTH - LEFT - RIGHT) * rate / most)
    kind = "b" if name == "Lotse" else "r"
    said = f"{rate:g} a second" if rate else "held no rate"
    return (
        f'<text x="0" y="{y + 20}">{escape(name)}</text>'
        f'<rect class="{kind}" x="{LEFT}" y="{y}" width="{length:.0f}" height="28" rx="3"/>'
        f'<text x="{LEFT + length + 8:.0f}" y="{y + 20}">{said}</text>'
    )

"""What the page is built of: tables, pictures, bars. Everything that is not `Html` is escaped."""

from collections.abc import Iterable, Sequence
from html import escape

from models.evaluation_page.style import STYLE

# No script, no picture, no letter from anywhere: the page shows what customers wrote.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
LONGEST = 200  # characters of a customer's text


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


class Cell(Html):
    """A whole cell, its tags included."""

    __slots__ = ()


def document(title: str, parts: Iterable[str]) -> str:
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
    )
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}<style>{STYLE}</style></head>\n<body><main>\n{body}\n'
        "</main></body></html>\n"
    )


def heading(title: str, number: int) -> str:
    return f'<h2 id="part-{number}">{escape(title)}</h2>'


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]], kind: str = "") -> str:
    """The first cell of each row names it."""
    titles = "".join(f'<th scope="col">{html(title)}</th>' for title in head)
    lines = "\n".join(f"<tr>{_cells(row)}</tr>" for row in rows)
    # what scrolls must be reachable by keyboard, and have a name then
    return (
        '<div class="wide" role="group" tabindex="0" aria-label="A table that scrolls sideways">'
        f'<table class="{kind}"><caption>{html(caption)}</caption>'
        f"<thead><tr>{titles}</tr></thead>\n<tbody>{lines}</tbody></table></div>"
    )


def _cells(row: Sequence[object]) -> str:
    first, *others = row
    return f'<th scope="row">{html(first)}</th>' + "".join(
        cell if isinstance(cell, Cell) else f"<td>{html(cell)}</td>" for cell in others
    )


def html(value: object) -> Html:
    """A number and its percent sign stay on one line."""
    return value if isinstance(value, Html) else Html(escape(str(value)).replace(" %", "\u00a0%"))


def name(intent: str) -> Html:
    """An intent's name, which may be broken between its words."""
    return Html(escape(intent).replace("_", "_<wbr>"))


def figure(svg: str, said: str) -> Html:
    return Html(f"<figure>{svg}<figcaption>{html(said)}</figcaption></figure>")


def bar(share: float, goal: float | None = None, least: float = 0.0) -> Html:
    """A share (0 to 1) as a bar from `least` to 1, with a mark at the goal; in another colour when it falls short."""
    kind = ' class="short"' if goal is not None and share < goal else ""
    mark = f'<b style="left:{_along(goal, least)}%"></b>' if goal is not None else ""
    return Html(
        f'<span class="bar" aria-hidden="true"><i{kind} style="width:{_along(share, least)}%"></i>{mark}</span>'
    )


def _along(share: float, least: float) -> float:
    return round(100 * max(share - least, 0) / (1 - least), 1)


def quoted(text: str) -> Html:
    """What a customer wrote, shortened; in whatever direction its script runs, it turns nothing else around."""
    shown = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return Html(f"<bdi>{escape(shown)}</bdi>")


def rounded_down(share: float) -> str:
    """To a tenth of a percent: what misses a target must not read as the target."""
    return f"{int(1000 * share + 1e-9) / 10:.1f} %"


def listed(texts: Iterable[str]) -> Html:
    return Html("<ul>" + "".join(f"<li>{quoted(text)}</li>" for text in texts) + "</ul>")

"""Reading a page of the documents: its links, anchors, fenced blocks and code between backticks. Pure."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

FENCE = re.compile(r"^( *)```([^\n`]*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^()\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
COMMENT = re.compile(r"(?:^|\s)#.*$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block: what stands behind the fence (`sh run`), and its lines without the fence's indentation."""

    kind: str
    text: str

    def commands(self) -> list[str]:
        """A shell block's command lines, without comments; a line that ends in a backslash goes on in the next."""
        return [line for line in COMMENT.sub("", self.text).replace("\\\n", " ").splitlines() if line.strip()]


def blocks(text: str) -> list[Block]:
    return [
        Block(kind.strip(), re.sub(f"^{indent}", "", inner, flags=re.M)) for indent, kind, inner in FENCE.findall(text)
    ]


def prose(text: str) -> str:
    """The page without its fenced blocks."""
    return FENCE.sub("", text)


def code(text: str) -> list[str]:
    return CODE.findall(prose(text))


def links(text: str) -> list[str]:
    """Where its links and pictures lead to, within this repository."""
    found = LINK.findall(CODE.sub("", prose(text)))
    return [target for target in found if not re.match(r"[a-z]+:", target)]


def bold(text: str) -> list[str]:
    return BOLD.findall(prose(text))


def anchors(text: str) -> Iterator[str]:
    """What GitHub calls its headings."""
    seen = Counter[str]()
    for title in HEADING.findall(prose(text)):
        words = LINK.sub(lambda link: link[0].partition("](")[0].lstrip("!["), title)
        name = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
        yield f"{name}-{seen[name]}" if seen[name] else name
        seen[name] += 1

"""A long text in pieces that WhatsApp takes. Pure."""

import re

from app.whatsapp.limits import TEXT_CHARACTERS, length

# Where a text may be cut, best first: after a paragraph, a line, a sentence, a word.
_BOUNDARIES = tuple(map(re.compile, (r"\n\s*\n", r"\n", r"(?<=[.!?…:;])\s+", r"\s+")))
_LEAST_SHARE = 0.3  # a cut that leaves less than this of a piece is not worth its better place
# Nothing of these may begin a piece: they change what stands before them.
_CONTINUES = re.compile(r"[\u0300-\u036f\u200d\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_FLAG = re.compile(r"[\U0001f1e6-\U0001f1ff]")
_FLAGS_AT_END = re.compile(r"[\U0001f1e6-\U0001f1ff]+$")


def split(text: str, most: int = TEXT_CHARACTERS) -> list[str]:
    """The text in pieces of at most `most` UTF-16 units, cut where a reader would pause.

    Only the white space at a cut is lost. A text that fits is one piece, the empty one too.
    """
    pieces: list[str] = []
    while length(text) > most:
        end, following = _cut(text, most)
        pieces.append(text[:end].rstrip())
        text = text[following:].lstrip()
    pieces.append(text)
    return [piece for piece in pieces if piece] or [""]


def _cut(text: str, most: int) -> tuple[int, int]:
    """Where the first piece ends, and where the rest begins."""
    longest = _characters(text, most)
    for boundary in _BOUNDARIES:
        within = [match for match in boundary.finditer(text, 0, longest + 1) if match.start() <= longest]
        if within and within[-1].start() >= longest * _LEAST_SHARE:
            return within[-1].start(), within[-1].end()
    end = _whole_signs(text, longest)
    return end, end


def _characters(text: str, units: int) -> int:
    """How many characters of the text fit into that many UTF-16 units."""
    used = 0
    for index, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > units:
            return index
    return len(text)


def _whole_signs(text: str, end: int) -> int:
    """A cut that tears no sign apart: marks, skin tones, joined emoji and flags stay together."""
    for earlier in range(end, max(end - 64, 0), -1):
        if not _torn(text, earlier):
            return earlier
    return end


def _torn(text: str, at: int) -> bool:
    if _CONTINUES.match(text[at]) or text[at - 1] == "\u200d":
        return True
    before = _FLAGS_AT_END.search(text[max(at - 64, 0) : at])
    return bool(_FLAG.match(text[at])) and before is not None and len(before[0]) % 2 == 1

"""How the rules that listen for certain words read a text: small letters, no marks, sentence by sentence. Pure."""

import re
import unicodedata

# WhatsApp takes no longer text; whatever comes, no rule reads further.
LONGEST = 4096

_SAME = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_SENTENCE_ENDS = re.compile(r"[.!?;…\n؟]+")
_CLAUSE_ENDS = re.compile(r"[.!?;…\n؟,:()–—]+|\s-+\s")
_WORDS = re.compile(r"\w+")


def plain(text: str) -> str:
    """The text in small letters without any marks over or under them (ü is u, ł is l, é is e), cut at LONGEST."""
    letters = unicodedata.normalize("NFKD", text[:LONGEST].lower().translate(_SAME))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def german(text: str) -> str:
    """The same, with the umlauts written out (ü is ue): konnte and könnte stay two words."""
    return plain(unicodedata.normalize("NFC", text[:LONGEST]).lower().translate(_UMLAUTS))


def words(text: str) -> str:
    """The words of a text with one space between them; what stands between them is left out."""
    return " ".join(_WORDS.findall(text))


def sentences(text: str) -> list[str]:
    """The words of each sentence or line; those without words are left out."""
    return _parts(_SENTENCE_ENDS, text)


def clauses(text: str) -> list[str]:
    """The words of what stands between full stops, commas, colons, brackets and lines."""
    return _parts(_CLAUSE_ENDS, text)


def listed(text: str) -> frozenset[str]:
    """The words that stand in a text with spaces between them: a long list that can still be read."""
    return frozenset(text.split())


def _parts(ends: re.Pattern[str], text: str) -> list[str]:
    return [part for part in map(words, ends.split(text)) if part]

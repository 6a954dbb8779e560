"""What is wrong, or may be, in what somebody wrote: a code with values, said to each reader in their language. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from app.remarks_in_english import ENGLISH
from app.whatsapp.limits import Problem

MOST_NAMED = 5

# A tuple holds what somebody wrote, which is quoted; or pairs of it.
Value = str | int | tuple[str, ...] | tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """Logs and the command line say it in English, by `str`."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        return in_words(self, ENGLISH)


class RemarkError(ValueError):
    """What somebody wrote cannot be used; the message is the remark in English."""

    def __init__(self, code: str, **values: Value) -> None:
        self.remark = Remark(code, values)
        super().__init__(str(self.remark))


class Fault(NamedTuple):
    """What keeps a file from being used: the file, the field in it (or nothing), and what is wrong there."""

    file: str
    field: str
    remark: Remark | Problem

    def __str__(self) -> str:
        return f"{' '.join(filter(None, (self.file, self.field)))}: {self.remark}"


def in_words(remark: Remark, words: Mapping[str, str]) -> str:
    """words: of one language, by the remarks' codes."""
    values = {
        name: _listed(value, words) if isinstance(value, tuple) else value for name, value in remark.values.items()
    }
    return words[remark.code].format(**values)


def _listed(texts: tuple[str, ...] | tuple[tuple[str, str], ...], words: Mapping[str, str]) -> str:
    named = [_quoted(text, words) for text in texts[:MOST_NAMED]]
    left = len(texts) - len(named)
    joined = ("; " if isinstance(texts[0], tuple) else ", ").join(named)
    return joined + (words["and_more"].format(number=left) if left else "")


def _quoted(text: str | tuple[str, str], words: Mapping[str, str]) -> str:
    if isinstance(text, str):
        return words["quoted"].format(text=text)
    return words["pair"].format(one=_quoted(text[0], words), other=_quoted(text[1], words))

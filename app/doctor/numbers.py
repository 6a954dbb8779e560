"""Whether each of the business's numbers is looked for: an expression that could take minutes is not."""

from app import playbook
from app.doctor.finding import Finding
from app.playbook.errors import PlaybookError
from app.playbook.model import Playbook


def look() -> list[Finding]:
    try:
        return judge(playbook.load())
    except PlaybookError as error:
        return [Finding("playbook_unreadable", "fail", {"why": str(error)})]


def judge(book: Playbook) -> list[Finding]:
    """PURE."""
    return [Finding("number_slow", "warn", {"kind": kind}) for kind in book.numbers if not book.looks_for(kind)]

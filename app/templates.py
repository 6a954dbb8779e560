"""Which of the playbook's templates may be sent now, by what Meta last said of each."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import playbook as playbooks
from app.playbook.utility import UtilityTemplate
from app.tables import Notice

USABLE = frozenset({"APPROVED", "REINSTATED", "UNPAUSED"})


def usable(session: Session) -> list[UtilityTemplate]:
    """The playbook's templates without those that Meta has paused, disabled or rejected since.

    The one that tells of a waiting answer is not among them: without an answer it would tell of nothing.
    """
    playbook = playbooks.load()
    return _usable(session, [item for item in playbook.templates if item.name != playbook.rules.waiting.template])


def notice(session: Session, language: str) -> UtilityTemplate | None:
    """The one that tells of a waiting answer: in this language, else in English, else in any that there is."""
    playbook = playbooks.load()
    named = _usable(session, [item for item in playbook.templates if item.name == playbook.rules.waiting.template])
    by_language = {item.language[:2]: item for item in reversed(named)}
    return by_language.get(language) or by_language.get("en") or next(iter(named), None)


def _usable(session: Session, templates: Sequence[UtilityTemplate]) -> list[UtilityTemplate]:
    last_said = _last_said(session) if templates else {}
    return [item for item in templates if last_said.get((item.name, item.language), "APPROVED") in USABLE]


def _last_said(session: Session) -> dict[tuple[str, str], str]:
    told = select(Notice.detail, Notice.event).where(Notice.field == "message_template_status_update")
    return {
        (str(detail.get("message_template_name")), str(detail.get("message_template_language"))): event or ""
        for detail, event in session.execute(told.order_by(Notice.happened_at, Notice.id))
    }

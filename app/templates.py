"""Which of the playbook's templates may be sent now, by what Meta last said of each."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import playbook as playbooks
from app.playbook.model import UtilityTemplate
from app.tables import Notice

USABLE = frozenset({"APPROVED", "REINSTATED", "UNPAUSED"})


def usable(session: Session) -> list[UtilityTemplate]:
    """The playbook's templates without those that Meta has paused, disabled or rejected since."""
    last_said = _last_said(session)
    templates = playbooks.load().templates
    return [item for item in templates if last_said.get((item.name, item.language), "APPROVED") in USABLE]


def _last_said(session: Session) -> dict[tuple[str, str], str]:
    told = select(Notice.detail, Notice.event).where(Notice.field == "message_template_status_update")
    return {
        (str(detail.get("message_template_name")), str(detail.get("message_template_language"))): event or ""
        for detail, event in session.execute(told.order_by(Notice.happened_at, Notice.id))
    }

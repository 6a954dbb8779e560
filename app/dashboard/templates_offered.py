"""The templates that an agent may send once the service window is over."""

import structlog
from sqlalchemy.orm import Session

from app import database, templates
from app.playbook.model import PlaybookError, UtilityTemplate

log = structlog.get_logger(__name__)


def usable(session: Session) -> list[UtilityTemplate]:
    """None while the playbook cannot be read: the inbox must open all the same."""
    try:
        return templates.usable(session)
    except PlaybookError:
        log.error("playbook_unreadable", shown="no templates", cure="mend the file that PLAYBOOK_DIR names")
        return []


def read() -> list[UtilityTemplate]:
    with database.sessions()() as session:
        return usable(session)

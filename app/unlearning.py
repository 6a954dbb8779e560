"""What an erased customer taught the classifier goes with a training anew, in the night or by `lotse release`.

Who taught what is not kept, so anybody's erasure counts once customers have taught it at all.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import audit, certificates, classifiers, clock, retention, tombstones, trainings
from app.tables import Training

ONE_NIGHT = timedelta(hours=12)  # one that failed is tried again the next night, not all through this one


def is_due(session: Session) -> bool:
    """Whether the active classifier was taught by customers' messages, and a customer was erased since."""
    taught = certificates.confirmed(session) > 0
    made, erased = classifiers.active_since(session), tombstones.newest(session)
    return bool(taught and made and erased and erased > made)


def tonight(sessions: sessionmaker[Session]) -> bool:
    """Ask for a training as people do, if one is due; once a night. Returns whether it is asked for by this."""
    with sessions.begin() as session:
        now = clock.now(session)
        if not retention.is_night(now) or not is_due(session) or _was_tried(session, now):
            return False
        if asked := trainings.ask(session, None, now):
            audit.write(session, "training_started", None, now)
        return asked


def _was_tried(session: Session, now: datetime) -> bool:
    ours = select(Training.id).where(Training.person_id.is_(None), Training.asked_at > now - ONE_NIGHT)
    return session.scalars(ours.limit(1)).first() is not None

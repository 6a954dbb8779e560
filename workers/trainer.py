"""`python -m workers.trainer`: a process for one training that was asked for; the clock starts it.

It is a process of its own, and gives way to all others: it takes a minute of one core and much memory, which are free
again when it ends, and whatever happens to it, the classifier in use stays.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from app import certificates, classifiers, clock, database, trainings
from app import playbook as playbooks
from app.classifiers import Artefact
from app.playbook.errors import PlaybookError
from workers import process, room, training
from workers.training import Progress

HEARD_SECONDS = 5.0
# Megabytes: what the libraries and the embedding take, and what each example adds; 17,500 were measured to take 790.
LIBRARIES, EXAMPLE = 300, 0.03

Train = Callable[[Progress], Artefact]
Ended = tuple[str, dict[str, Any] | None]

log = structlog.get_logger(__name__)


def run(sessions: sessionmaker[Session], train: Train = training.train) -> bool:
    """Do what is asked for, and say what came of it; returns whether there was anything."""
    with sessions.begin() as session:
        number = trainings.claim(session, clock.now(session))
    if number is None:
        return False
    over, share = threading.Event(), [0]

    def progress(done: int, total: int, what: str) -> None:
        share[0] = max(share[0], min(99, 100 * done // max(total, 1)))

    telling = threading.Thread(target=_tell, args=(sessions, number, share, over), daemon=True)
    telling.start()
    try:
        made = _made(lambda: train(progress))
    finally:
        over.set()
        telling.join()
    _end(sessions, number, made)
    return True


def _tell(sessions: sessionmaker[Session], number: int, share: list[int], over: threading.Event) -> None:
    """Say how far it is, and so that it goes on."""
    while not over.wait(HEARD_SECONDS):
        try:
            with sessions.begin() as session:
                trainings.go_on(session, number, share[0], clock.now(session))
        except SQLAlchemyError as error:
            log.warning("training_not_told", error=type(error).__name__, safe="trying again")


def _made(train: Callable[[], Artefact]) -> Artefact | Ended:
    """The new classifier, or why there is none."""
    try:
        return _without_room() or train()
    except SystemExit:
        return trainings.BROKEN_OFF, None
    except MemoryError:
        return "no_room", None
    except (ValueError, PlaybookError) as error:
        return "unfit", {"said": str(error)}
    except Exception as error:
        log.error("training_failed", error=type(error).__name__, safe="the classifier in use stays")
        return "failed", {"error": type(error).__name__}


def _without_room() -> Ended | None:
    """Why it is not even begun: a machine without memory would end the processes that answer customers."""
    examples = sum(1 for intent in playbooks.load().intents.values() for _ in intent.texts())
    needed, free = LIBRARIES + EXAMPLE * examples, room.free()
    return ("no_room", {"free": round(free), "needed": round(needed)}) if free is not None and free < needed else None


def _end(sessions: sessionmaker[Session], number: int, made: Artefact | Ended) -> None:
    with sessions.begin() as session:
        if not trainings.hold(session, number):
            log.warning("training_given_up", safe="the classifier in use stays")
            return
        outcome, result = (trainings.TRAINED, _store(session, made)) if isinstance(made, Artefact) else made
        trainings.end(session, number, outcome, result, clock.now(session))
    log.info("training_ended", outcome=outcome)


def _store(session: Session, made: Artefact) -> dict[str, Any]:
    """Make it the active one, as `lotse train` does, with what is proven of it. Returns what people read."""
    before = set(certificates.thresholds(session))
    was = classifiers.active_version(session) or ""
    classifiers.store(session, made)
    after = set(certificates.thresholds(session))
    return {
        "same": was.partition("-")[2] != "" and was.endswith(str(made.facts["version"])),
        "examples": made.facts[classifiers.EXAMPLES],
        "of_people": made.facts[certificates.CONFIRMED],
        "may": sorted(after),
        "came": sorted(after - before),
        "went": sorted(before - after),
    }


def _give_way() -> None:
    """To all that answer customers: for the processor, and when memory runs out (where there is such a thing)."""
    os.nice(19)
    try:
        Path("/proc/self/oom_score_adj").write_text("1000")
    except OSError:
        log.info("training_without_oom_score")


def _stop(signum: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def main() -> int:
    process.begin()
    signal.signal(signal.SIGTERM, _stop)
    _give_way()
    run(database.sessions())
    return 0


if __name__ == "__main__":
    sys.exit(main())

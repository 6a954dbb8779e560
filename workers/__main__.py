"""`python -m workers` runs one process per kind of work; `python -m workers triage` runs one of them alone.

With `--clock` it runs the clock too, so that one dyno holds all that is not web.
"""

import sys

from app import database, logs, settings
from app import playbook as playbooks
from app.playbook.errors import PlaybookError
from app.playbook.model import Playbook
from app.wake import EVERYWHERE, KINDS
from workers import migrated
from workers.family import Family


def main(arguments: list[str]) -> int:
    if arguments and arguments[0] in KINDS:
        from workers.worker import work

        work(arguments[0])
        return 0
    logs.configure()
    try:
        settings.load()
        migrated.wait()
        kinds = needed(playbooks.load())
        database.engine().dispose()  # the children must not share its connection
    except (settings.SettingsError, PlaybookError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return Family([*kinds, "clock"] if "--clock" in arguments else kinds).run()


def needed(playbook: Playbook) -> tuple[str, ...]:
    """The kinds that this playbook has work for: a process without work would still take its 30 MB."""
    return KINDS if playbook.looks_up else EVERYWHERE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m workers` runs one process per kind of work; `python -m workers triage` runs one of them alone.

With `--clock` it runs the clock too, so that one dyno holds all that is not web.
"""

import sys

from app import playbook as playbooks
from app import settings
from app.playbook.model import PlaybookError
from app.wake import KINDS
from workers.family import Family


def main(arguments: list[str]) -> int:
    if arguments and arguments[0] in KINDS:
        from workers.worker import work

        work(arguments[0])
        return 0
    try:
        settings.load()
        playbooks.load()
    except (settings.SettingsError, PlaybookError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return Family([*KINDS, "clock"] if "--clock" in arguments else KINDS).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

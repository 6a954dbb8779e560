"""How a process begins that is no worker of RQ's."""

import sys

from app import logs, settings


def begin() -> None:
    """Logs and settings. Where one of those is missing or wrong, all of it is said and the process ends with code 2."""
    logs.configure()
    try:
        settings.load()
    except settings.SettingsError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)

"""`python -m commands.keep NAME COMMAND ...`: run a process and start it again when it dies, as a platform would."""

import signal
import subprocess
import sys
import time
from types import FrameType

PAUSE_SECONDS = 1.0
HOPELESS = 2  # the exit code for wrong settings: starting again would not help


def keep(name: str, command: list[str]) -> int:
    """Keep the command running until SIGTERM or SIGINT; returns the exit code."""
    stopping = False
    child: subprocess.Popen[bytes] | None = None

    def stop(signum: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True
        if child is not None and child.poll() is None:
            child.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while True:
        child = subprocess.Popen(command)  # noqa: S603 - a line of our own Procfile
        code = child.wait()
        if stopping or code == HOPELESS:
            return 0 if stopping else code
        sys.stdout.write(f"{name} ended with code {code}; it is started again, nothing is lost.\n")
        sys.stdout.flush()
        time.sleep(PAUSE_SECONDS)
        if stopping:  # told to end during the pause
            return 0


if __name__ == "__main__":
    sys.exit(keep(sys.argv[1], sys.argv[2:]))

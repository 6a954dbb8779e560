"""A program of its own, run by app/playbook/backtracking.py: how long does an expression take over made-up texts?

Whoever looks for it in a process of many threads holds all of them up, and nothing ends it there. Here the system does.
"""

import json
import re
import resource
import sys
import time

FIRST = 8
SLOW = 1  # the exit code
MOST_CPU_SECONDS = 3  # of all texts together


def main() -> int:
    expression, flags, trials, longest, seconds = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    pattern = re.compile(expression, flags)
    return SLOW if any(takes_long(pattern, trial, longest, seconds) for trial in trials) else 0


def takes_long(pattern: re.Pattern[str], trial: tuple[str, str, str], longest: int, seconds: float) -> bool:
    """Over longer and longer texts, so that it is mostly known soon."""
    (before, repeated, ending), length = trial, FIRST
    while length <= longest:
        text = before + (repeated * length)[:length] + ending
        began = time.process_time()
        for _ in pattern.finditer(text):
            pass
        if time.process_time() - began > seconds:
            return True
        length += max(1, length // (8 if length < 64 else 4))
    return False


if __name__ == "__main__":
    sys.exit(main())

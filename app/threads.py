"""Threads of the web process that work beside its requests."""

import threading
from collections.abc import Callable


def running(thread: threading.Thread | None, work: Callable[[], None], name: str) -> threading.Thread:
    """The thread if it is alive, else a new one. Begun lazily, because gunicorn forks after the app is made, and
    threads do not survive a fork."""
    if thread is not None and thread.is_alive():
        return thread
    thread = threading.Thread(target=work, name=name, daemon=True)
    thread.start()
    return thread

"""Content that makes our code raise, or kills its process, whenever it is worked on."""

import os
import signal
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from tests.faults.patched.points import wrap

RAISES, KILLS = "-that-raises", "-that-kills"
STEPS = ("intake", "classifier", "triage")
TEXTS = tuple(f"poison-for-{step}{how}" for how in (RAISES, KILLS) for step in STEPS)
LOG = "poison.log"  # in FAULTS_FOLDER: a line for each time that one was worked on


class PoisonError(Exception):
    """What a bug would raise."""


def install(folder: Path) -> None:
    wrap("app.whatsapp.payloads:read", partial(_reading, folder))
    wrap("workers.tools:classifier", partial(_classifier, folder))
    wrap("app.judging:_heard", partial(_deciding, folder))


def _work(folder: Path, step: str, text: str) -> None:
    for poison in TEXTS:
        if not poison.startswith(f"poison-for-{step}-") or poison not in text:
            continue
        with (folder / LOG).open("a") as log:
            log.write(f"{poison}\n")
        if poison.endswith(KILLS):
            os.kill(os.getpid(), signal.SIGKILL)
        raise PoisonError


def _reading(folder: Path, function: Callable[..., Any]) -> Callable[..., Any]:
    def poisoned(body: bytes) -> Any:
        _work(folder, "intake", body.decode("utf-8", "replace"))
        return function(body)

    return poisoned


def _classifier(folder: Path, function: Callable[[], Any]) -> Callable[[], Any]:
    """Whoever asks for the classifier gets one that chokes on poison."""

    def classified(classify: Any, texts: Sequence[str]) -> Any:
        _work(folder, "classifier", "\n".join(texts))
        return classify(texts)

    return lambda: (found := function()) and partial(classified, found)


def _deciding(folder: Path, function: Callable[..., Any]) -> Callable[..., Any]:
    def poisoned(conversation: Any, turn: list[Any], *others: Any) -> Any:
        _work(folder, "triage", "\n".join(message.text or "" for message in turn))
        return function(conversation, turn, *others)

    return poisoned

"""Content that makes our code raise, or kills its process, whenever it is worked on."""

import os
import signal
from collections.abc import Callable
from typing import Any

from tests.faults.patched.points import wrap

INTAKE, INTAKE_KILLS = "poison-for-intake", "poison-that-kills-intake"
TRIAGE, TRIAGE_KILLS = "poison-for-triage", "poison-that-kills-triage"
CLASSIFIER, CLASSIFIER_KILLS = "poison-for-the-classifier", "poison-that-kills-the-classifier"


class PoisonError(Exception):
    """What a bug would raise."""


def _work(text: str, raises: str, kills: str) -> None:
    if kills in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if raises in text:
        raise PoisonError


def install() -> None:
    def reading(function: Callable[..., Any]) -> Callable[..., Any]:
        def poisoned(body: bytes) -> Any:
            _work(body.decode("utf-8", "replace"), INTAKE, INTAKE_KILLS)
            return function(body)

        return poisoned

    def deciding(function: Callable[..., Any]) -> Callable[..., Any]:
        def poisoned(conversation: Any, turn: list[Any], *others: Any) -> Any:
            _work("\n".join(message.text or "" for message in turn), TRIAGE, TRIAGE_KILLS)
            return function(conversation, turn, *others)

        return poisoned

    def classifying(function: Callable[..., Any]) -> Callable[..., Any]:
        def poisoned(classify: Any, turns: dict[int, list[Any]]) -> Any:
            texts = [message.text or "" for turn in turns.values() for message in turn]
            _work("\n".join(texts), CLASSIFIER, CLASSIFIER_KILLS)
            return function(classify, turns)

        return poisoned

    wrap("app.whatsapp.payloads:read", reading)
    wrap("app.turns:_classify", classifying)
    wrap("app.turns:_decide", deciding)

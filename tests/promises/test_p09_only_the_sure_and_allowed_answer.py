"""P9: an intent answers by itself only when its file allows it, its precision is proven, and the classifier is sure.

How it is proven, and how often that may be untrue: `tests/models/test_certification.py`. What takes a certificate away:
`tests/app/test_certificates.py`.
"""

from datetime import UTC, datetime
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from app.asking import NO_WISH
from app.decisions import Situation, Turn
from app.gathering import Before
from app.triage import decide
from models.prediction import Prediction, Wish
from tests.lotse import PLAYBOOK

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DETAIL = st.none() | st.sampled_from(PLAYBOOK.details)
AUTOMATIC = {name for name, intent in PLAYBOOK.intents.items() if intent.autonomy == "auto"}
ASKED_FOR_WHAT_IS_NO_LONGER_PROVEN: dict[str, Any] = {
    "intent": "out_of_scope",
    "confidence": 0.0,
    "owner": "bot",
    "language": "de",
    "text": "hm",
    "certified": {},
    "candidates": [],
    "also": [],
    "before": Before("ask", "order_status", "order_number"),
    "details": {},
}


@example(**ASKED_FOR_WHAT_IS_NO_LONGER_PROVEN)
@given(
    intent=st.sampled_from(sorted(PLAYBOOK.intents)) | st.text(max_size=20),
    confidence=st.floats(0, 1),
    owner=st.sampled_from(["bot", "waiting", "agent", "resolved"]),
    language=st.sampled_from(["de", "en", None]),
    text=st.text(max_size=60),
    certified=st.dictionaries(st.sampled_from(sorted(PLAYBOOK.intents)), st.floats(0, 1)),
    candidates=st.lists(st.sampled_from(sorted(PLAYBOOK.intents)), max_size=4, unique=True),
    also=st.lists(st.builds(Wish, st.sampled_from(sorted(PLAYBOOK.intents)), st.floats(0, 1)), max_size=3),
    before=st.none()
    | st.builds(
        Before, st.sampled_from(["answer", "ask", "escalate"]), st.sampled_from(sorted(PLAYBOOK.intents)), DETAIL
    ),
    details=st.dictionaries(st.sampled_from(PLAYBOOK.details), st.just("AB-12345")),
)
def test_nothing_else_is_ever_answered(
    intent: str,
    confidence: float,
    owner: str,
    language: str | None,
    text: str,
    certified: dict[str, float],
    candidates: list[str],
    also: list[Wish],
    before: Before | None,
    details: dict[str, str],
) -> None:
    prediction = Prediction(intent, confidence, None, 0.0, language, "test", tuple(candidates), also=tuple(also))
    turn = Turn(text, (), NOW, details, before)
    decision = decide(turn, prediction, Situation(owner, None, None, "de"), PLAYBOOK, certified, NOW)

    if decision.kind == "ask":
        again = {before.intent} if before and before.kind == "ask" else set()
        assert AUTOMATIC & set(certified) & {*candidates, *again}
        assert owner in {"bot", "resolved"}
    elif decision.kind != "escalate":
        assert intent in AUTOMATIC
        assert confidence >= PLAYBOOK.threshold
        assert confidence >= certified[intent]
        assert owner in {"bot", "resolved"}
        for wish in also:
            if wish.intent not in NO_WISH:
                assert wish.intent in AUTOMATIC
                assert wish.confidence >= max(PLAYBOOK.threshold, certified[wish.intent])

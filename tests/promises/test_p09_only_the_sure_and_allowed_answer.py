"""P9: an intent answers by itself only when its file allows it, its precision is proven, and the classifier is sure.

How it is proven, and how often that may be untrue: `tests/models/test_certification.py`. What takes a certificate away:
`tests/app/test_certificates.py`.
"""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.triage import Situation, Turn, decide
from models.prediction import Prediction
from tests.lotse import PLAYBOOK

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
AUTOMATIC = {name for name, intent in PLAYBOOK.intents.items() if intent.autonomy == "auto"}


@given(
    intent=st.sampled_from(sorted(PLAYBOOK.intents)) | st.text(max_size=20),
    confidence=st.floats(0, 1),
    owner=st.sampled_from(["bot", "waiting", "agent", "resolved"]),
    language=st.sampled_from(["de", "en", None]),
    text=st.text(max_size=60),
    certified=st.dictionaries(st.sampled_from(sorted(PLAYBOOK.intents)), st.floats(0, 1)),
    candidates=st.lists(st.sampled_from(sorted(PLAYBOOK.intents)), max_size=4, unique=True),
)
def test_nothing_else_is_ever_answered(
    intent: str,
    confidence: float,
    owner: str,
    language: str | None,
    text: str,
    certified: dict[str, float],
    candidates: list[str],
) -> None:
    prediction = Prediction(intent, confidence, None, 0.0, language, "test", tuple(candidates))
    decision = decide(Turn(text, (), NOW), prediction, Situation(owner, None, None, "de"), PLAYBOOK, certified, NOW)

    if decision.kind == "ask":
        assert AUTOMATIC & set(certified) & set(candidates)
        assert owner in {"bot", "resolved"}
    elif decision.kind != "escalate":
        assert intent in AUTOMATIC
        assert confidence >= PLAYBOOK.threshold
        assert confidence >= certified[intent]
        assert owner in {"bot", "resolved"}

"""P9, as far as it goes today: an intent answers by itself only when its file allows it and the classifier is sure.

The certificate (a lower bound of the measured precision, per intent) is still to come.
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
)
def test_nothing_else_is_ever_answered(
    intent: str, confidence: float, owner: str, language: str | None, text: str
) -> None:
    prediction = Prediction(intent, confidence, None, 0.0, language, "test")
    decision = decide(Turn(text, (), NOW), prediction, Situation(owner, None, None, "de"), PLAYBOOK, NOW)

    if decision.kind != "escalate":
        assert intent in AUTOMATIC
        assert confidence >= PLAYBOOK.threshold
        assert owner in {"bot", "resolved"}

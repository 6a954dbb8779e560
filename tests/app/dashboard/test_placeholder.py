"""What stands for messages that are not text, whatever their payload holds."""

from typing import Any

import pytest

from app.dashboard.placeholder import Placeholder, placeholder


def test_a_text_needs_no_placeholder() -> None:
    assert placeholder("text", {"text": {"body": "hallo"}}) is None


@pytest.mark.parametrize(
    ("kind", "content", "shown"),
    [
        ("image", {"id": "1"}, Placeholder("image")),
        ("audio", {"voice": True}, Placeholder("voice")),
        ("audio", {"voice": False}, Placeholder("audio")),
        ("document", {"filename": "rechnung.pdf"}, Placeholder("document", "rechnung.pdf")),
        ("location", {"address": "Am Hafen 1"}, Placeholder("location", "Am Hafen 1")),
        ("reaction", {"emoji": "👍"}, Placeholder("reaction", "👍")),
        ("reaction", {}, Placeholder("reaction_removed")),
    ],
)
def test_each_kind_is_named(kind: str, content: dict[str, Any], shown: Placeholder) -> None:
    assert placeholder(kind, {"type": kind, kind: content}) == shown


def test_a_kind_of_tomorrow_is_shown_as_unknown() -> None:
    assert placeholder("hologram", {"hologram": {}}) == Placeholder("unknown")


@pytest.mark.parametrize(
    "payload", [None, [], "x", {"document": 7}, {"document": {"filename": ["a"]}}, {"document": None}]
)
def test_a_payload_of_any_shape_does_no_harm(payload: object) -> None:
    assert placeholder("document", payload) == Placeholder("document")

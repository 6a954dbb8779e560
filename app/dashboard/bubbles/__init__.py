"""What a message looks like: each kind's content, of any shape, read into something that a template can draw."""

from app.dashboard.bubbles.reading import body
from app.dashboard.bubbles.words import words

__all__ = ["body", "words"]

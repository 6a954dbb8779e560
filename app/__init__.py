"""What the web process may import, and what the workers share with it; never scikit-learn."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def create_app() -> "Flask":
    """The WSGI application (see app/web.py). Imported late: the workers need no Flask."""
    from app.web import make

    return make()

"""The JSON API under /api/v1, for other systems. What it takes and answers: docs/api.md and docs/openapi.json."""

from collections.abc import Mapping

from flask import Flask

BASE = "/api/v1"


def make(limits: Mapping[str, object]) -> Flask:
    """The API's own WSGI application; app.web hands it the requests below BASE. `limits`: where requests are counted.

    It has no key to read cookies with, so whoever is signed in at the dashboard is nobody here.
    """
    from app import attempts, failures
    from app.api import door, problems, routes
    from app.api import everything as everything

    app = Flask("app", static_folder=None)
    app.config.update(limits, RATELIMIT_HEADERS_ENABLED=True, SECRET_KEY=None, MAX_CONTENT_LENGTH=routes.MOST_BYTES)
    door.throttle.init_app(app)
    door.throttle._fallback_limiter = attempts.limiter()
    problems.answer_all(app)
    failures.expect(app)
    app.register_blueprint(routes.blueprint, url_prefix=BASE)
    return app

"""The web process: the webhook, the agents' inbox, health. It never imports scikit-learn."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

import structlog
from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFError, CSRFProtect

from app import attempts, door, failures, logs, patience, settings, throttle
from app.settings import Settings
from app.wake import tls_options

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
MOST_FORM_BYTES = 256 * 1024  # the webhook has its own limit
MOST_FILE_BYTES = 101 * 1024 * 1024  # the largest document that Meta takes, and the form around it
MOST_PLAYBOOK_BYTES = 5 * 1024 * 1024  # a zip file of 4 MiB, and the form around it
SESSION_HOURS = 12

limiter = Limiter(key_func=get_remote_address, in_memory_fallback_enabled=True, strategy="moving-window")
csrf = CSRFProtect()
log = structlog.get_logger(__name__)


def make() -> Flask:
    """The WSGI application. Raises SettingsError when the environment is not complete."""
    current = settings.load()
    logs.configure()
    app = Flask("app", static_folder=None)
    app.config.update(_config(current))
    failures.expect(app)
    app.before_request(_let_files_in)
    app.before_request(_refuse_other_sites)
    csrf.init_app(app)
    limiter.init_app(app)
    limiter._fallback_limiter = attempts.limiter()
    _register(app)
    app.after_request(partial(throttle.give_back, limiter))
    app.after_request(_harden)
    pages, others = (door.guarded(served, current) for served in (app.wsgi_app, make_api(current).wsgi_app))
    app.wsgi_app = _webhook_first(pages, others)  # type: ignore[assignment]
    return app


def make_api(current: Settings) -> Flask:
    """For other systems: an app of its own too, without forms and sessions."""
    from app import api

    app = api.make(_limits(current))
    app.after_request(_harden)
    return app


def _webhook_first(others: "WSGIApplication", api_app: "WSGIApplication") -> "WSGIApplication":
    """The webhook is an app of its own: what guards the pages (forms, addresses' limits, headers) concerns no machine
    that signs what it sends, and would cost each of 320 requests a second a tenth of its time."""
    from app import api, webhook

    app, below = webhook.make(), f"{api.BASE}/"

    def first(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ.get("CONTENT_LENGTH") and "HTTP_TRANSFER_ENCODING" not in environ:
            environ.pop("wsgi.input_terminated", None)  # gunicorn takes a body that broke off for a whole one
        path = environ.get("PATH_INFO", "")
        chosen = app if path == webhook.PATH else api_app if path.startswith(below) else others
        return chosen(environ, start_response)

    return first


def _config(current: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": current.secret_key.get_secret_value(),
        "SECRET_KEY_FALLBACKS": list(current.secret_keys[1:]),
        "SESSION_COOKIE_NAME": "__Host-lotse" if current.production else "lotse",
        "SESSION_COOKIE_SECURE": current.production,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": SESSION_HOURS * 3600,
        "MAX_CONTENT_LENGTH": MOST_FORM_BYTES,
        "WTF_CSRF_SSL_STRICT": False,  # who hides the referrer may sign in; see _refuse_other_sites
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session: an inbox stays open all day
        **_limits(current),
    }


def _limits(current: Settings) -> dict[str, object]:
    """Where requests are counted."""
    return {
        "RATELIMIT_STORAGE_URI": _limits_uri(current.redis_url),
        "RATELIMIT_STORAGE_OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1, **tls_options()},
    }


def _let_files_in() -> None:
    """Only the signed-in may send more than a form, and only to the routes that take files."""
    from app import accounts

    most = {"dashboard.attach": MOST_FILE_BYTES, "dashboard.upload_playbook": MOST_PLAYBOOK_BYTES}
    if request.endpoint in most and accounts.signed_in():
        request.max_content_length = most[request.endpoint]
        patience.lengthen(request.environ.get("gunicorn.socket"))


def _refuse_other_sites() -> None:
    """Beside the form's token: browsers say from which site a form comes, and no page can make them say otherwise."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    own = (
        site in {"same-origin", "none"}
        if site
        else origin is None or door.is_own(origin, request.host, settings.load().hosts)
    )
    if not own:
        log.warning("other_site_refused", next="a proxy has to pass the Host header on, or PUBLIC_URL has to be set")
        raise CSRFError("The form comes from another site.")


def _limits_uri(redis_url: str) -> str:
    """Flask-Limiter names a Unix socket differently from redis-py."""
    return redis_url.replace("unix://", "redis+unix://", 1)


def _register(app: Flask) -> None:
    from app import choosing, dashboard, health, signing_in  # noqa: F401 - choosing registers its views
    from app.metrics import page as metrics

    for blueprint in (health.blueprint, metrics.blueprint, signing_in.blueprint, dashboard.blueprint):
        app.register_blueprint(blueprint)


def _harden(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    headers.setdefault("Cache-Control", "no-store")
    if settings.load().production:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    return response

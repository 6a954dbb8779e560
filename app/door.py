"""What a request for the pages passes before the application: who sent it, and by which name it asks."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import host_is_trusted
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from app.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MACHINES = frozenset({"/healthz", "/readyz", "/metrics"})  # asked under any name: platforms use addresses, not names
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
UNKNOWN = "Lotse is not known by this name. Use its proper address, or add the name to ALLOWED_HOSTS.\n"


def guarded(application: "WSGIApplication", current: Settings) -> "WSGIApplication":
    """The application behind as many proxies as the settings name, asked by one of our names only."""

    def by_name(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ.get("PATH_INFO") in MACHINES:
            return application(environ, start_response)
        if not host_is_trusted(environ.get("HTTP_HOST", "").lower(), current.hosts):
            return Response(UNKNOWN, 400, HEADERS, mimetype="text/plain")(environ, start_response)
        if current.production and _came_unencrypted(environ):
            return redirect(Request(environ).url.replace("http:", "https:", 1))(environ, start_response)
        return application(environ, start_response)

    # A proxy adds the address to what came with the request, so only the last ones are true. The name in the address is
    # Host's alone: platforms pass X-Forwarded-Host on as the visitor sent it.
    proxies = current.proxies
    return ProxyFix(by_name, x_for=proxies, x_proto=proxies, x_host=0, x_port=0, x_prefix=0)


def _came_unencrypted(environ: "WSGIEnvironment") -> bool:
    """A page was asked for without TLS, and the proxy says so: nobody could sign in there. Where it says the opposite,
    and TRUSTED_PROXIES does not count it, leading there would never end."""
    said = environ.get("HTTP_X_FORWARDED_PROTO", "")
    unencrypted = bool(said) and "https" not in said and environ["wsgi.url_scheme"] == "http"
    return unencrypted and environ["REQUEST_METHOD"] in {"GET", "HEAD"}


def is_own(origin: str, host: str, hosts: Collection[str]) -> bool:
    """Whether a form that a browser says to come from `origin` is ours: from the host that is asked, or our names."""
    try:
        there, here = urlsplit(origin), urlsplit(f"//{host}")
        standard = {"https": 443, "http": 80}[there.scheme]
        same = (there.hostname, there.port or standard) == (here.hostname, here.port or standard)
    except (ValueError, KeyError):
        return False
    return same or (bool(hosts) and host_is_trusted(there.hostname, hosts))

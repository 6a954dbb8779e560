"""Which addresses media may be fetched from, and the token shown to. Pure.

Meta names the address of a medium in an answer, and that address may redirect. A token that followed it to any other
host would be given away, and a request to an address inside the house would open a door: so only Meta's hosts count.
"""

import re
from urllib.parse import urlsplit

META_HOSTS = ("fbsbx.com", "fbcdn.net", "whatsapp.net", "facebook.com")
_HOST = re.compile(r"[a-z0-9.-]+", re.ASCII)


def is_allowed(url: str, test_host: str | None = None) -> bool:
    """Whether this is an https address on one of Meta's hosts.

    `test_host` is the simulator's host: with it, and only there, plain http and any port will do as well.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if "@" in parts.netloc or "\\" in url or any(character <= " " for character in url):
        return False
    if test_host is not None and host == test_host.lower() and parts.scheme in {"http", "https"}:
        return True
    at_meta = any(host == name or host.endswith(f".{name}") for name in META_HOSTS)
    return parts.scheme == "https" and port in {None, 443} and bool(_HOST.fullmatch(host)) and at_meta

"""POST requests to other systems: no redirect is followed, nothing is tried again, and the answer's body not read."""

import ssl
from collections.abc import Mapping
from functools import lru_cache

import truststore
import urllib3
from urllib3 import exceptions

from app.hooks.address import Target

CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 10.0


class HookError(Exception):
    """There was no answer: `timeout`, `tls` or `unreachable`."""


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def post(target: Target, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer. Raises HookError."""
    waits = urllib3.Timeout(connect=CONNECT_SECONDS, read=ANSWER_SECONDS)
    pool: urllib3.HTTPConnectionPool
    if target.secure:
        pool = urllib3.HTTPSConnectionPool(
            target.ip,
            target.port,
            timeout=waits,
            ssl_context=_tls(),
            server_hostname=target.host,
            assert_hostname=target.host,
        )
    else:
        pool = urllib3.HTTPConnectionPool(target.ip, target.port, timeout=waits)
    own = {"Host": target.named, "Content-Type": "application/json", "User-Agent": "Lotse", **headers}
    try:
        with pool:
            answer = pool.urlopen("POST", target.path, body, own, retries=False, redirect=False, preload_content=False)
            status: int = answer.status
            answer.close()
            return status
    except exceptions.NewConnectionError:  # of urllib3 a time-out as well
        raise HookError("unreachable") from None
    except exceptions.TimeoutError:
        raise HookError("timeout") from None
    except exceptions.SSLError:
        raise HookError("tls") from None
    except (exceptions.HTTPError, OSError, ValueError):
        raise HookError("unreachable") from None

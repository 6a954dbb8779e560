"""How often somebody may guess: per account and address together, and per address. Nobody is locked out elsewhere.

Each try is counted before anybody looks at it: of many at the same moment no more are looked at than may be.
"""

import hashlib
import hmac
from http.client import BAD_REQUEST, TOO_MANY_REQUESTS
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Response, request
from flask_limiter import Limiter

from app import attempts, settings

PER_ACCOUNT = "5 per minute; 30 per hour"
PER_ADDRESS = "30 per minute; 200 per hour"
# From all addresses together. Whoever comes to guess codes knows the password; a new one lifts this.
CODES_IN_ALL = "100 per day"


def network() -> str:
    """The sender's address; of IPv6 the half that a provider gives to one household."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return str(address)


def account_and_network() -> str:
    """A key of the throttle: guessing at an account from one place does not lock its owner out at another."""
    return f"{masked(request.form.get('email', '').strip().lower())}:{network()}"


def masked(name: str) -> str:
    """Nobody's e-mail address stands in Redis."""
    secret = settings.load().secret_key.get_secret_value().encode()
    return hmac.new(secret, name.encode(), hashlib.sha256).hexdigest()[:32]


def give_back(limiter: Limiter, response: Response) -> Response:
    """What was no wrong guess is not counted any more: it was right, or was refused before anybody looked at it."""
    if response.status_code < BAD_REQUEST or response.status_code == TOO_MANY_REQUESTS:
        counted = (limit.key for limit in limiter.current_limits if not limit.breached)
        attempts.give_back(limiter.limiter.storage, counted)
    return response

"""How often somebody may guess: per account and address together, and per address. Nobody is locked out elsewhere."""

import hashlib
import hmac
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Response, request

from app import settings

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


def failed(response: Response) -> bool:
    return response.status_code != 303

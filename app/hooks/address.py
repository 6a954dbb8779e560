"""Where a hook may lead: to public addresses, so that nobody reaches through Lotse into the network around it."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

LONGEST = 500
# IPv6 networks whose addresses end with the IPv4 address that is meant: IPv4-compatible, translated, and twice NAT64.
_ENDS_WITH_IPV4 = tuple(map(ipaddress.ip_network, ("::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48")))
# Where clouds give a machine its keys, beside link-local addresses. Azure's is a public one.
CLOUDS = tuple(
    map(
        ipaddress.ip_network,
        (
            "168.63.129.16",  # Azure
            *("fd00:ec2::/32", "fd20:ce::254"),  # Amazon, Google
            *("100.100.100.200", "fd00:100::100:200"),  # Alibaba
            *("192.0.0.192", "fd00:c1::a9fe:a9fe"),  # Oracle
            *("fd00:42::42", "fd00:a9fe:a9fe::1"),  # Scaleway, Akamai
        ),
    )
)

Resolve = Callable[..., list[Any]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class AddressError(Exception):
    """Nothing is sent there: `hook_url`, `hook_private` or `hook_unknown`."""


@dataclass(frozen=True, slots=True)
class Target:
    """The address to connect to, which was checked, and what to ask for there."""

    ip: str
    port: int
    host: str
    path: str
    secure: bool

    @property
    def named(self) -> str:
        """As the Host header has it."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == (443 if self.secure else 80) else f"{name}:{self.port}"


def find(url: str, own_network: bool, resolve: Resolve = socket.getaddrinfo) -> Target:
    """Looked up and checked anew before each sending: a name may lead elsewhere by then, and what was checked is what
    is connected to. `own_network`: also to private addresses, and without TLS. Raises AddressError.
    """
    host, port, path, secure = _parts(url, own_network)
    try:
        found = resolve(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise AddressError("hook_unknown") from None
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not addresses or not all(may_be_reached(address, own_network) for address in addresses):
        raise AddressError("hook_private" if addresses else "hook_unknown")
    return Target(addresses[0], port, host, path, secure)


def _parts(url: str, own_network: bool) -> tuple[str, int, str, bool]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise AddressError("hook_url") from None
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST
    secure = parts.scheme == "https"
    if not plain or not host or parts.username or parts.password or parts.fragment or port == 0:
        raise AddressError("hook_url")
    if not secure and not (own_network and parts.scheme == "http"):
        raise AddressError("hook_url")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return host, port or (443 if secure else 80), path, secure


def may_be_reached(address: str, own_network: bool) -> bool:
    """Never where machines get their keys (link-local, or of a cloud), whatever the setting."""
    real = _meant(ipaddress.ip_address(address))
    if real.is_multicast or real.is_unspecified or real.is_link_local or any(real in cloud for cloud in CLOUDS):
        return False
    return own_network or (real.is_global and not real.is_reserved)


def _meant(address: Address) -> Address:
    """The IPv4 address inside of one of IPv6's that stand for it."""
    if not isinstance(address, ipaddress.IPv6Address) or address.is_loopback or address.is_unspecified:
        return address
    if any(address in network for network in _ENDS_WITH_IPV4):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address

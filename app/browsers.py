"""What a person signed in with, in plain words, and roughly from where. Pure."""

import re
from ipaddress import IPv4Address, ip_address, ip_network

# The first that is found; most browsers also call themselves by the names further down.
BROWSERS = (
    ("Edge", r"\bEdgA?(?:iOS)?/"),
    ("Opera", r"\bOPR/"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Firefox", r"\b(?:Firefox|FxiOS)/"),
    ("Chrome", r"(?:Chrome|CriOS|Chromium)/"),
    ("Safari", r"\bSafari/"),
)
SYSTEMS = (
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("Android", r"\bAndroid\b"),
    ("Windows", r"\bWindows\b"),
    ("macOS", r"\bMac OS X\b|\bMacintosh\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("Linux", r"\bLinux\b"),
)


def named(user_agent: str) -> str:
    """`Firefox, Windows`; empty for what nobody knows. Nothing of what was sent is in it."""
    found = (_first(of, user_agent) for of in (BROWSERS, SYSTEMS))
    return ", ".join(name for name in found if name)


def shortened(address: str) -> str:
    """The network, which says enough to know one's own: `198.51.100.x`; of IPv6 the first 48 bits."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv4Address):
        return f"{address.rpartition('.')[0]}.x"
    return str(ip_network((found, 48), strict=False).network_address)


def _first(of: tuple[tuple[str, str], ...], text: str) -> str | None:
    return next((name for name, pattern in of if re.search(pattern, text)), None)

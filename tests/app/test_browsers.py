"""What somebody signed in with, in words that they know."""

import pytest

from app import browsers

GECKO = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (GECKO, "Firefox, Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        (f"Mozilla/5.0 (Linux; Android 15) {WEBKIT} Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_browser_and_system_are_named(sent: str, said: str) -> None:
    assert browsers.named(sent) == said


@pytest.mark.parametrize(
    ("address", "kept"), [("198.51.100.7", "198.51.100.x"), ("2001:db8:1:2::3", "2001:db8:1::"), ("unix:", "")]
)
def test_of_an_address_only_the_network_is_kept(address: str, kept: str) -> None:
    assert browsers.shortened(address) == kept

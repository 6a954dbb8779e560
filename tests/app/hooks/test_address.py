"""Where hooks may lead."""

from typing import Any

import pytest

from app.hooks import address
from app.hooks.address import AddressError


def leads_to(*ips: str) -> Any:
    return lambda host, port, **_: [(2, 1, 6, "", (ip, port)) for ip in ips]


@pytest.mark.parametrize(
    "url",
    [
        "http://shop.example/",
        "ftp://shop.example/",
        "https://",
        "https://user:secret@shop.example/",
        "https://shop.example/#part",
        "https://shop.example:0/",
        "https://shop.example:99999/",
        "https://shop.example/a b",
        "https://shop.example/\r\nHost: other",
        "https://schön.example/",
        "https://[::1",
        "javascript:alert(1)",
        "https://shop.example/" + "x" * 500,
    ],
)
def test_what_is_no_plain_https_address_is_refused(url: str) -> None:
    with pytest.raises(AddressError, match="hook_url"):
        address.find(url, False, leads_to("93.184.216.34"))


@pytest.mark.parametrize(
    "ip",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::"),
    ],
)
def test_no_name_leads_into_the_network_around_lotse(ip: str) -> None:
    with pytest.raises(AddressError, match="hook_private"):
        address.find("https://shop.example/", False, leads_to(ip))
    with pytest.raises(AddressError, match="hook_private"):
        address.find("https://shop.example/", False, leads_to("93.184.216.34", ip))


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f000001", "localhost", "[::1]"])
def test_no_other_spelling_of_it_either(host: str) -> None:
    with pytest.raises(AddressError, match=r"hook_(private|unknown)"):
        address.find(f"https://{host}/", False)


def test_what_was_checked_is_what_is_connected_to() -> None:
    target = address.find("https://shop.example:8443/in?x=1", False, leads_to("93.184.216.34"))
    assert (target.ip, target.port, target.host, target.path) == ("93.184.216.34", 8443, "shop.example", "/in?x=1")
    assert target.named == "shop.example:8443"
    assert target.secure


def test_a_network_of_ones_own_needs_a_setting_and_the_cloud_s_keys_stay_out_of_reach() -> None:
    assert address.find("http://10.0.0.7/in", True, leads_to("10.0.0.7")).ip == "10.0.0.7"
    with pytest.raises(AddressError, match="hook_private"):
        address.find("http://169.254.169.254/", True, leads_to("169.254.169.254"))

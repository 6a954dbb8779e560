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


@pytest.mark.parametrize("ip", ["10.0.0.7", "127.0.0.1", "::1", "100.64.0.1", "fd12::7", "::ffff:10.0.0.7"])
def test_a_network_of_ones_own_needs_a_setting(ip: str) -> None:
    assert address.find("http://shop.example/in", True, leads_to(ip)).ip == ip


@pytest.mark.parametrize(
    "ip",
    [
        *("169.254.169.254", "169.254.170.2", "169.254.0.23", "fe80::a9fe:a9fe", "168.63.129.16", "100.100.100.200"),
        *("192.0.0.192", "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254", "fd00:c1::a9fe:a9fe", "fd00:42::42"),
        *("fd00:100::100:200", "fd00:a9fe:a9fe::1"),
        *("::ffff:169.254.169.254", "::ffff:168.63.129.16", "::ffff:6464:64c8", "::168.63.129.16", "::a9fe:a9fe"),
        *("64:ff9b::a83f:8110", "64:ff9b:1::a9fe:a9fe", "::ffff:0:a9fe:a9fe", "2002:a9fe:a9fe::"),
    ],
)
@pytest.mark.parametrize("own_network", [True, False])
def test_no_setting_opens_the_way_to_a_clouds_keys(ip: str, own_network: bool) -> None:
    with pytest.raises(AddressError, match="hook_private"):
        address.find("https://shop.example/", own_network, leads_to("10.0.0.7" if own_network else "93.184.216.34", ip))

"""Only Meta's own hosts may see the token."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.media.hosts import META_HOSTS, is_allowed


@pytest.mark.parametrize(
    "url",
    [
        "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&ext=2",
        "https://scontent.xx.fbcdn.net/v/t1.png",
        "https://mmg.whatsapp.net:443/d/f/x",
        "https://FBSBX.com/x",
    ],
)
def test_metas_hosts_are_allowed(url: str) -> None:
    assert is_allowed(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://lookaside.fbsbx.com/x",
        "https://evilfbsbx.com/x",
        "https://fbsbx.com.example/x",
        "https://example/fbsbx.com",
        "https://fbsbx.com@example/x",
        "https://fbsbx.com:443@example/x",
        "https://fbsbx.com\\@example/x",
        "https://example\\.fbsbx.com/x",
        "https://fbsbx.com:8443/x",
        "https://fbsbx.com:port/x",
        "https://fbsbx.com./x",
        "https://fbsbx\u3002com/x",
        "https://ｆｂｓｂｘ.com/x",
        "https://[::1]/x",
        "https://127.0.0.1/x",
        "https://fbsbx.com /x",
        "https://fbsbx.com\n.example/x",
        "//fbsbx.com/x",
        "ftp://fbsbx.com/x",
        "fbsbx.com",
        "",
    ],
)
def test_everything_else_is_not(url: str) -> None:
    assert not is_allowed(url)


def test_the_simulators_host_is_allowed_only_where_it_is_named() -> None:
    assert is_allowed("http://127.0.0.1:8010/media/1", "127.0.0.1")
    assert not is_allowed("http://127.0.0.2:8010/media/1", "127.0.0.1")
    assert not is_allowed("http://127.0.0.1:8010/media/1")


@given(st.text(max_size=30), st.sampled_from(META_HOSTS))
def test_no_text_around_a_host_makes_another_one_allowed(around: str, host: str) -> None:
    assert not is_allowed(f"https://{host}{around}.example/x") or around.startswith(
        ("/", "?", "#", ":443/", ":443?", ":443#")
    )

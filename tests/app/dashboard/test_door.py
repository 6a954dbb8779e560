"""Who sends a request and by which name it asks: nobody forges the one or chooses the other."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from app import door, settings
from app.tables import Person
from tests.app.dashboard.inbox import PASSWORD, Visitor

Visitors = Callable[[], Visitor]
Setting = Callable[[str, str], None]
SECURE = "https://graph.facebook.com"


def seen(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [f"{environ['REMOTE_ADDR']} {environ['wsgi.url_scheme']} {environ.get('HTTP_HOST')}".encode()]


def ask(path: str = "/", host: str = "inbox.example", method: str = "GET", **headers: str) -> TestResponse:
    """A request to the door from 10.0.0.1, with the settings as they are."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    given = {"Host": host, **named}
    client = Client(door.guarded(seen, settings.load()))
    return client.open(path, method=method, headers=given, environ_overrides={"REMOTE_ADDR": "10.0.0.1"})


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "my-machine", "box.local"])
def test_any_name_will_do_where_none_is_set(environment: None, host: str) -> None:
    assert ask(host=host).status_code == 200


@pytest.mark.parametrize("host", ["", "a b", "evil.example/..", "x@y", "a\\b", "<script>", "münchen.example", "a:b"])
def test_what_is_no_name_is_refused_with_all_headers(environment: None, host: str) -> None:
    answer = ask(host=host)
    assert answer.status_code == 400
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == "text/plain"


@pytest.mark.parametrize("host", ["inbox.example", "INBOX.example:443", "other.example", "a.below.example"])
def test_our_names_are_those_of_the_settings(setting: Setting, host: str) -> None:
    setting("PUBLIC_URL", "https://inbox.example/")
    setting("ALLOWED_HOSTS", "other.example, .below.example")
    assert ask(host=host).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "inbox.example.evil.example", "xbelow.example", "localhost", "10.0.0.7"]
)
def test_other_names_are_refused(setting: Setting, host: str) -> None:
    setting("PUBLIC_URL", "https://inbox.example/")
    setting("ALLOWED_HOSTS", ".below.example")
    answer = ask(host=host)
    assert answer.status_code == 400
    assert "ALLOWED_HOSTS" in answer.text


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_machines_may_ask_under_any_name(setting: Setting, path: str) -> None:
    setting("ALLOWED_HOSTS", "inbox.example")
    assert ask(path, host="10.0.0.7:5000").status_code == 200


def test_the_webhook_answers_under_any_name(web: Flask, setting: Setting) -> None:
    """Its guard is Meta's signature; a wrong ALLOWED_HOSTS must not keep messages out."""
    setting("ALLOWED_HOSTS", "inbox.example")
    answer = web.test_client().post("/webhook", data=b"{}", headers={"Host": "evil.example"})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        ("0", "203.0.113.9", "10.0.0.1"),
        ("1", "203.0.113.9", "203.0.113.9"),
        ("1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("2", "198.51.100.1, 203.0.113.9", "198.51.100.1"),
        ("2", "203.0.113.9", "10.0.0.1"),
    ],
)
def test_only_as_many_proxies_are_believed_as_there_are(
    setting: Setting, proxies: str, forwarded: str, address: str
) -> None:
    setting("TRUSTED_PROXIES", proxies)
    assert ask(X_Forwarded_For=forwarded).text.split()[0] == address


def test_platforms_need_no_setting(setting: Setting) -> None:
    setting("GRAPH_URL", SECURE)
    headers = {"X_Forwarded_For": "198.51.100.1, 203.0.113.9", "X_Forwarded_Proto": "https"}
    assert ask(**headers).text == "203.0.113.9 https inbox.example"


def test_no_visitor_chooses_the_name_by_a_header(setting: Setting) -> None:
    setting("GRAPH_URL", SECURE)
    assert ask(X_Forwarded_Host="evil.example", X_Forwarded_Prefix="/x").text.split()[2] == "inbox.example"


def test_a_page_without_tls_leads_to_the_same_page_with_it(setting: Setting) -> None:
    setting("GRAPH_URL", SECURE)
    answer = ask("/today?who=7", X_Forwarded_Proto="http")
    assert (answer.status_code, answer.headers["Location"]) == (302, "https://inbox.example/today?who=7")
    assert ask("/healthz", X_Forwarded_Proto="http").status_code == 200
    assert ask("//evil.example/", X_Forwarded_Proto="http").headers["Location"].startswith("https://inbox.example/")


def test_a_proxy_that_is_not_counted_sends_nobody_in_circles(setting: Setting) -> None:
    setting("GRAPH_URL", SECURE)
    setting("TRUSTED_PROXIES", "0")
    assert ask("/today", X_Forwarded_Proto="https").status_code == 200


def test_another_address_in_a_header_gives_no_more_attempts(visitor: Visitors, anna: Person) -> None:
    guesser = visitor()
    answers = []
    for number in range(6):
        guesser.client.environ_base["HTTP_X_FORWARDED_FOR"] = f"198.51.100.{number}"
        answers.append(guesser.sign_in(password="wrong").status_code)
    assert answers == [422] * 5 + [429]


def test_ipv4_addresses_on_an_ipv6_socket_are_not_one(visitor: Visitors, anna: Person) -> None:
    guesser, owner = visitor(), visitor()
    guesser.client.environ_base["REMOTE_ADDR"] = "::ffff:198.51.100.1"
    owner.client.environ_base["REMOTE_ADDR"] = "::ffff:198.51.100.2"
    for _ in range(6):
        guesser.sign_in(password="wrong")
    assert guesser.sign_in().status_code == 429
    assert owner.sign_in().status_code == 303


OTHER_SITES = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:8010"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "//localhost"},
    {"Origin": "http://["},
]


@pytest.mark.parametrize("headers", OTHER_SITES, ids=str)
def test_forms_of_other_sites_are_refused_even_with_the_token(
    visitor: Visitors, anna: Person, headers: dict[str, str]
) -> None:
    someone = visitor()
    someone.client.environ_base |= {f"HTTP_{name.upper().replace('-', '_')}": text for name, text in headers.items()}
    assert someone.post("/sign-in", email=anna.email, password=PASSWORD).status_code in {303, 400}
    assert someone.get("/").status_code == 303


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://localhost"}, {"Origin": "http://localhost:80"}, {"Sec-Fetch-Site": "same-origin"}, {}],
    ids=str,
)
def test_our_own_forms_are_taken(visitor: Visitors, anna: Person, headers: dict[str, str]) -> None:
    someone = visitor()
    someone.client.environ_base |= {f"HTTP_{name.upper().replace('-', '_')}": text for name, text in headers.items()}
    assert someone.sign_in().status_code == 303
    assert someone.get("/").status_code == 200


def test_behind_a_proxy_that_asks_by_another_name_the_settings_tell(
    visitor: Visitors, anna: Person, setting: Setting
) -> None:
    setting("PUBLIC_URL", "https://inbox.example")
    someone = visitor()
    someone.client.environ_base["HTTP_ORIGIN"] = "https://inbox.example"
    assert someone.sign_in().status_code == 303

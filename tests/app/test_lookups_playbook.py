"""What a playbook may ask of other systems: only allowed hosts, only known details, and nothing but what it says."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from app.playbook import address, looking_up
from app.playbook.address import UnfitValueError, filled
from app.playbook.answers import MissingVariableError
from app.playbook.checking import check
from app.playbook.errors import PlaybookError
from app.playbook.intents import OwnSystem
from app.playbook.reading import RULES_FILE, STARTER, read
from tests.app.own_system import ANSWERS, asking

HOST = "shop.example"
URL = f"https://{HOST}/orders/{{{{order_number}}}}"
FIELDS = {"status": "order.status", "eta": "eta"}


def refused(**changes: Any) -> str:
    given = {"url": URL, "fields": FIELDS, "words": {}, **changes}
    with pytest.raises(PlaybookError) as error:
        looking_up.refuse_what_is_not_allowed(asking(HOST, **given))
    assert "intents/order_status.toml lookup: " in str(error.value)
    return str(error.value)


def test_a_sound_one_is_taken() -> None:
    looking_up.refuse_what_is_not_allowed(asking(HOST, url=URL))
    looking_up.refuse_what_is_not_allowed(asking("127.0.0.1:8080", url="http://127.0.0.1:8080/?nr={{ order_number }}"))
    looking_up.refuse_what_is_not_allowed(
        asking("shop.example:8443", url="https://shop.example:8443/{{contact_phone}}")
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://{{order_number}}/orders",
        "https://shop.example{{order_number}}/",
        "{{order_number}}://shop.example/",
        "https://shop.example:{{order_number}}/",
        "https://me:secret@shop.example/",
        "https://shop.example@evil.example/",
        "https://shop.example\\@evil.example/",
        "https://shop.example/#{{order_number}}",
        "https://shop.example/../orders",
        "https://shop.example/%2e%2e/orders",
        "https://shop.example/a b",
        "https://shop.example/{{order_number",
        "https://shop.example/ü",
        "https://SHOP.example/",
        "//shop.example/",
        "file:///etc/passwd",
        "ftp://shop.example/",
    ],
)
def test_what_is_no_plain_address_is_refused(url: str) -> None:
    assert "is no address such as" in refused(url=url)


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "https://shop.example.evil.example/", "https://shop.example:81/"]
)
def test_a_host_that_rules_toml_does_not_list_is_refused(url: str) -> None:
    assert "is not allowed" in refused(url=url)


def test_without_encryption_only_this_machine_is_asked() -> None:
    assert "without encryption" in refused(url="http://shop.example/")


def test_a_detail_that_no_rule_finds_is_refused() -> None:
    assert "no rule finds these details of the address: customer" in refused(url=f"https://{HOST}/{{{{customer}}}}")


def test_an_answer_that_does_not_say_a_field_is_refused() -> None:
    assert "does not say {{colour}}" in refused(fields={**FIELDS, "colour": "colour"})


def test_a_field_with_the_name_of_something_else_is_refused() -> None:
    assert "have the name of something else: opening_hours" in refused(fields={**FIELDS, "opening_hours": "x"})


@pytest.mark.parametrize(
    "name", ["WHATSAPP_ACCESS_TOKEN", "SCALINGO_POSTGRESQL_URL", "PGPASSWORD", "OTEL_EXPORTER_OTLP_HEADERS"]
)
def test_lotses_own_secrets_are_never_sent(name: str) -> None:
    assert f"{name} is Lotse's own" in refused(secret=name)


def test_a_header_that_is_not_the_business_s_to_set_is_refused() -> None:
    assert "Host is no header for a secret" in refused(secret="SHOP_TOKEN", header="Host")


@pytest.mark.parametrize(
    "wrong",
    [
        {"fields": {}},
        {"fields": {"status": "order..status"}},
        {"words": {"colour": {}}},
        {"words": {"status": {"shipped": {"de": "unterwegs"}}}},
        {"secret": "not a name"},
        {"method": "POST"},
    ],
)
def test_a_wrong_field_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        OwnSystem.model_validate({"url": URL, "fields": FIELDS, **wrong})


def test_it_is_read_from_the_intent_s_file(tmp_path: Path) -> None:
    own = Path(shutil.copytree(STARTER, tmp_path / "own"))
    file = own / "intents/order_status.toml"
    head, _, examples = file.read_text("utf-8").partition("[answers]")
    answers = "".join(f"{language} = '{said}'\n" for language, said in ANSWERS.items())
    lookup = f"""[lookup]
url = "{URL}"
secret = "SHOP_TOKEN"
fields = {{ status = "order.status", eta = "order.delivery.date" }}
[lookup.words.status]
shipped = {{ de = "ist unterwegs", en = "is on its way" }}
"""
    examples = examples[examples.index("[[examples]]") :]
    file.write_text(f"{head}[answers]\n{answers}{lookup}{examples}", "utf-8")
    with pytest.raises(PlaybookError, match=r"shop\.example is not allowed"):
        read(own)
    (own / RULES_FILE).write_text(f'[lookups]\nhosts = ["{HOST}"]\n', "utf-8")
    assert read(own).looks_up


def test_the_check_finds_a_secret_that_is_not_set_and_a_detail_that_nobody_asks_for() -> None:
    playbook = asking(HOST, url=f"https://{HOST}/{{{{email}}}}", secret="SHOP_TOKEN")
    few = {name: playbook.intents[name] for name in ("order_status", "out_of_scope")}
    playbook = playbook.model_copy(update={"intents": few})
    found = {finding.what: finding.grave for finding in check(playbook, environment=())}
    assert [grave for what, grave in found.items() if "SHOP_TOKEN, which is not set" in what] == [True]
    assert any("the answer needs email; without [ask.email]" in what for what in found)
    assert not any("which no fact fills" in what for what in found)
    assert list(looking_up.unset_secrets(playbook, {"SHOP_TOKEN"})) == []


def test_a_host_that_the_settings_leave_out_is_named() -> None:
    named = [(True, "intents/order_status.toml", "not_let")]
    for hosts, expected in ((("other.example",), named), ((HOST, "other.example"), []), ((), [])):
        found = check(asking(HOST), environment=("SHOP_TOKEN",), hosts=hosts)
        assert [(one.grave, one.where, one.remark.code) for one in found if one.remark.code == "not_let"] == expected


@pytest.mark.parametrize(
    ("value", "encoded"),
    [
        ("AB-12345", "AB-12345"),
        (" 4711 ", "4711"),
        ("2024/47", "2024%2F47"),
        ("?x=", "%3Fx%3D"),
        ("4711&admin=1#top", "4711%26admin%3D1%23top"),
        ("{{secret}}", "%7B%7Bsecret%7D%7D"),
        ("Zoë", "Zo%C3%AB"),
        ("@evil.example", "%40evil.example"),
        ("v1.2..3", "v1.2..3"),
    ],
)
def test_what_a_customer_wrote_stays_in_its_place(value: str, encoded: str) -> None:
    assert filled(URL, {"order_number": value}) == f"https://{HOST}/orders/{encoded}"


@pytest.mark.parametrize(
    "value",
    [
        *("..", ".", "4711/../../admin", "%2e%2e", "%252e%252e%252f", "..\\admin", "4711/..;x/admin", "a\x00b"),
        *("a%0d%0ab", "1" * 201, "4711/."),
    ],
)
def test_what_would_lead_elsewhere_is_never_asked(value: str) -> None:
    with pytest.raises(UnfitValueError):
        filled(URL, {"order_number": value})


def test_dots_of_the_address_and_of_the_customer_make_no_step_upwards() -> None:
    with pytest.raises(UnfitValueError):
        filled(f"https://{HOST}/.{{{{order_number}}}}/x", {"order_number": ";"})


def test_what_fits_no_address_is_named() -> None:
    with pytest.raises(UnfitValueError, match=r"^order_number$"):
        filled(f"{URL}?phone={{{{contact_phone}}}}", {"order_number": "../admin", "contact_phone": "491"})


@pytest.mark.parametrize("value", [None, "", "  "])
def test_without_a_value_there_is_no_address(value: str | None) -> None:
    with pytest.raises(MissingVariableError):
        filled(URL, {"order_number": value})


def test_the_place_of_an_address_is_its_host_and_port() -> None:
    assert address.place(URL) == HOST

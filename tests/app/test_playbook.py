"""The playbook: whole, within WhatsApp's limits, and every mistake in it named with its file."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.playbook.answers import MissingVariableError, fill, variables
from app.playbook.errors import PlaybookError
from app.playbook.intents import LOCKED
from app.playbook.model import Playbook
from app.playbook.reading import STARTER, read
from tests.lotse import PLAYBOOK

INTENTS = {
    "greeting",
    "thanks_goodbye",
    "human_agent",
    "opening_hours",
    "store_location",
    "order_status",
    "delivery_options",
    "change_delivery_address",
    "cancel_order",
    "return_item",
    "refund_status",
    "damaged_or_wrong_item",
    "warranty_claim",
    "invoice_copy",
    "payment_methods",
    "payment_problem",
    "voucher_discount",
    "product_availability",
    "product_advice",
    "appointment_book",
    "appointment_change",
    "account_access",
    "complaint",
    "privacy_request",
    "contract_cancellation",
    "opt_out",
    "out_of_scope",
}


def test_the_starter_playbook_has_its_27_intents() -> None:
    assert set(PLAYBOOK.intents) == INTENTS


@pytest.mark.parametrize("name", sorted(INTENTS))
def test_every_intent_has_enough_examples_in_both_languages(name: str) -> None:
    examples = PLAYBOOK.intents[name].examples
    german, english = sum(len(batch.de) for batch in examples), sum(len(batch.en) for batch in examples)

    assert (german, english) >= ((60, 35) if name != "out_of_scope" else (250, 150))
    assert english >= 35
    assert name != "out_of_scope" or german + english >= 400


def test_no_example_stands_twice() -> None:
    texts = [
        text.casefold().strip()
        for intent in PLAYBOOK.intents.values()
        for batch in intent.examples
        for text in (*batch.de, *batch.en)
    ]

    assert sorted(text for text in set(texts) if texts.count(text) > 1) == []


def test_the_locked_intents_are_peoples() -> None:
    assert {PLAYBOOK.intents[name].autonomy for name in LOCKED} == {"human"}


def test_the_demonstration_shop_fills_every_variable_of_every_answer() -> None:
    used = {
        (name, language)
        for intent in PLAYBOOK.intents.values()
        for language, text in intent.answers.items()
        for name in variables(text)
    }

    assert used <= {(name, language) for name, texts in PLAYBOOK.business.items() for language in texts}


@pytest.fixture
def own_playbook(tmp_path: Path) -> Path:
    shutil.copytree(STARTER, tmp_path / "playbook")
    return tmp_path / "playbook"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda p: change(p / "intents/complaint.toml", '"human"', '"auto"'), "complaint.toml"),
        (lambda p: change(p / "intents/greeting.toml", 'team = "service"', 'team = "nobody"'), "nobody"),
        (lambda p: change(p / "intents/greeting.toml", "\nen = ", "\n# en = "), "greeting.toml"),
        (lambda p: change(p / "intents/greeting.toml", "title", "titel"), "greeting.toml"),
        (lambda p: change(p / "intents/greeting.toml", "title = {", "title = "), "not valid TOML"),
        (lambda p: change(p / "playbook.toml", "0.80", "8.0"), "threshold"),
        (lambda p: (p / "playbook.toml").unlink(), "does not exist"),
        (lambda p: (p / "intents/out_of_scope.toml").unlink(), "out_of_scope.toml"),
        (lambda p: change(p / "intents/greeting.toml", '"Begrüßung"', '"' + "x" * 5000 + '"'), "4096"),
    ],
)
def test_a_mistake_is_named_with_its_file(own_playbook: Path, break_it: Callable[[Path], None], said: str) -> None:
    break_it(own_playbook)
    with pytest.raises(PlaybookError, match=said):
        read(own_playbook)


def test_every_mistake_is_named_at_once(own_playbook: Path) -> None:
    change(own_playbook / "intents/complaint.toml", '"human"', '"auto"')
    change(own_playbook / "intents/greeting.toml", "title", "titel")
    with pytest.raises(PlaybookError) as raised:
        read(own_playbook)

    assert "complaint.toml" in str(raised.value)
    assert "greeting.toml" in str(raised.value)


def test_without_a_business_file_no_demonstration_fact_is_known() -> None:
    assert read(STARTER).business == {}


def test_a_variable_without_a_value_is_never_left_in_a_text() -> None:
    with pytest.raises(MissingVariableError, match="opening_hours"):
        fill("Wir haben offen: {{opening_hours}}", {"opening_hours": "  "})


def test_a_customers_name_cannot_smuggle_a_variable_in() -> None:
    filled = fill("Hallo {{ contact_name }}!", {"contact_name": "{{secret}} {0.__class__}", "secret": "x"})

    assert filled == "Hallo {{secret}} {0.__class__}!"


def test_an_intent_may_ask_for_more_or_less_proof_than_usual() -> None:
    given = PLAYBOOK.model_dump()
    given["intents"]["opening_hours"]["target"] = 0.98
    assert Playbook.model_validate(given).targets == {"opening_hours": 0.98}
    given["intents"]["opening_hours"]["target"] = 1.0
    with pytest.raises(ValueError, match="less than 1"):
        Playbook.model_validate(given)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"when": {}}, r"\[when\] needs soon, usual, closed"),
        ({"span": {}}, r"\[span\] needs minutes"),
        ({"away": {"de": "Bis {{opening}}!", "en": "Until {{when}}!"}}, r"away: nothing fills \{\{opening\}\}"),
        ({"handover": {"unsure": {"de": "{{name}}", "en": "x"}}}, r"handover\.unsure: nothing fills \{\{name\}\}"),
        ({"disclosure": {"de": "Ein Automat."}}, "disclosure needs a text in German"),
    ],
)
def test_a_closing_sentence_that_could_not_be_filled_is_refused(changes: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        Playbook.model_validate({**PLAYBOOK.model_dump(), **changes})

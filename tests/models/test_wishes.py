"""A message can ask for two things; each is looked for in its own part."""

import pytest

from models import TriageModel
from models.wishes import MOST, parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wo bleibt mein paket", []),
        ("Hallo! Wo bleibt mein Paket?", []),  # a greeting is no wish
        ("rot und blau", []),
        (
            "habt ihr samstag offen und kann man mit karte zahlen?",
            ["habt ihr samstag offen", "kann man mit karte zahlen?"],
        ),
        (
            "Wo bleibt mein Paket? Ich brauche noch die Rechnung.",
            ["Wo bleibt mein Paket?", "Ich brauche noch die Rechnung."],
        ),
        ("where is my parcel\nand can i pay cash", ["where is my parcel", "and can i pay cash"]),
        ("Das kostet 12.50 Euro bei uns", []),
        ("", []),
    ],
)
def test_parts_are_sentences_and_what_and_joins(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_a_very_long_message_is_not_looked_at_in_all_its_parts() -> None:
    assert len(parts("das ist ein satz. " * 200)) == MOST


def test_a_second_wish_is_found(model: TriageModel) -> None:
    said = model.predict(["wo bleibt meine bestellung? und wann bekomme ich mein geld zurück?"])[0]
    assert {said.intent, *(wish.intent for wish in said.also)} == {"order_status", "refund_status"}


def test_one_wish_said_twice_is_one(model: TriageModel) -> None:
    said = model.predict(["wo bleibt meine bestellung? mein paket ist immer noch nicht da."])[0]
    assert said.intent == "order_status"
    assert said.also == ()


def test_a_message_gets_the_same_prediction_beside_others(model: TriageModel) -> None:
    texts = ["wo bleibt mein paket", "habt ihr samstag offen und wann bekomme ich mein geld zurück", "hallo"]
    together = model.predict(texts)
    for text, one in zip(texts, together, strict=True):
        alone = model.predict([text])[0]
        assert (alone.intent, alone.also and alone.also[0].intent) == (one.intent, one.also and one.also[0].intent)

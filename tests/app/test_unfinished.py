"""Lotse sees when a customer has not come to the point yet."""

import pytest

from app.unfinished import says_little, seems_unfinished

UNFINISHED = [
    "Hallo,",
    "ich wollte fragen ob",
    "und",
    "ich hab da mal ne frage",
    "kurze frage",
    "Kurze Frage:",
    "Hi",
    "hallo zusammen",
    "guten tag",
    "Guten Tag!",
    "moin",
    "moin moin 👋",
    "ich nochmal",
    "sorry",
    "Entschuldigung...",
    "können Sie mir helfen?",
    "Könnt ihr mir weiterhelfen",
    "Ich hätte ein Anliegen",
    "ich hab ein problem",
    "quick question",
    "can you help me",
    "Can you please help me?",
    "me again",
    "Hello",
    "Hi there",
    "ich brauche die für",
    "das paket ist da, aber",
    "ich wollte mal fragen weil",
    "the parcel came but",
    "I ordered the",
    "meine bestellnummer ist:",
    "also ich hab bestellt...",
    "Es geht um die Lampe -",
    "die farben (",
    "Hallo ich hab mal ne Frage",
    "Guten Tag, ich hätte eine Frage.",
    "Hi, quick question",
    "servus, a frog hätt i",
    "grüezi mitenand",
    "Sehr geehrte Damen und Herren,",
    "bir sorum var",
    "mam pytanie",
    "ho una domanda",
    "tengo una duda",
    "bonjour j'ai une question",
    "ik heb een vraagje",
    "ich suche etwas mit",
    "i want to come with",
    "Guten Abend Frau Meier",
    "jemand da?",
    "darf ich was fragen",
    "also",
    "Ich möchte gerne die",
]
FINISHED = [
    "habt ihr offen?",
    "habt ihr offen",
    "wo ist mein paket",
    "wann kommt die",
    "nehmt ihr karten mit",
    "kommt der noch an",
    "wo steht die",
    "was kostet das",
    "Danke",
    "ok",
    "ja",
    "nein",
    "4711",
    "wo bleibt 4711?",
    "Hallo wo ist mein paket",
    "Hi habt ihr heute auf",
    "kurze frage: habt ihr heute offen?",
    "ich hab ein problem mit der rechnung",
    "ich habe eine frage zu meiner rechnung 4711",
    "das ist schade :(",
    "super :)",
    "danke :-)",
    "can you help me find my parcel",
    "können Sie mir helfen die Lampe anzuschließen",
    "Ich nehme die blaue.",
    "what is this for",
    "where are you from",
    "👍",
    "bis morgen",
    "wir warten auf sie.",
    "hab nichts bekommen :/",
    "Termin am 3.5.",
    "macht ihr samstags auf",
    "ruf mich an",
    "hilfe mein paket ist weg",
    "Tschüss",
]

LITTLE = [
    "Hi",
    "Hallo zusammen!",
    "ich hab da ne frage",
    "ich hab da mal ne Frage",
    "Kurze Frage",
    "Guten Morgen",
    "guten morgen\nkurze frage",
    "hallo, ich nochmal",
    "Sorry",
    "Können Sie mir bitte helfen?",
    "quick question please",
    "Moin 👋",
]
SOMETHING = [
    "wo bleibt 4711?",
    "Danke",
    "4711",
    "ja",
    "Hallo 4711",
    "Hi, wo bleibt mein Paket?",
    "ich hab eine frage zur rechnung",
    "und",
    "👍",
    "stornieren",
    "Hallo stornieren bitte",
    "Morgen",
    "mensch",
    "hallo rechnung",
    "guten tag termin verschieben bitte",
]


@pytest.mark.parametrize("text", UNFINISHED)
def test_a_message_that_breaks_off_or_comes_before_the_point_seems_unfinished(text: str) -> None:
    assert seems_unfinished(text)


@pytest.mark.parametrize("text", FINISHED)
def test_a_whole_message_seems_finished(text: str) -> None:
    assert not seems_unfinished(text)


@pytest.mark.parametrize("text", LITTLE)
def test_a_greeting_or_an_announcement_says_little(text: str) -> None:
    assert says_little(text)


@pytest.mark.parametrize("text", SOMETHING)
def test_a_message_with_anything_in_it_says_something(text: str) -> None:
    assert not says_little(text)


@pytest.mark.parametrize("text", LITTLE)
def test_who_says_little_is_not_finished(text: str) -> None:
    assert seems_unfinished(text)

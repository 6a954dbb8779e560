"""Who is asked for a detail and cannot tell it is understood in any wording."""

import pytest

from app.not_known import does_not_know

CANNOT_TELL = [
    "weiß ich nicht",
    "weiss ich nich",
    "Das weiß ich leider nicht mehr",
    "hab ich nicht",
    "hab ich grad nicht da",
    "die hab ich grad nicht zur hand",
    "finde ich nicht",
    "find ich nicht mehr",
    "keine ahnung",
    "Keine Ahnung, sorry",
    "KA",
    "k.A.",
    "ich habe keine",
    "hab keine Bestellnummer",
    "Ich habe die Mail gelöscht",
    "gelöscht",
    "die habe ich leider verloren",
    "Ich weiß nicht, wo die steht",
    "wo finde ich die? weiß ich nicht",
    "keine ahnung wo die steht",
    "Habe keine Nummer bekommen",
    "woas i ned",
    "han i nid",
    "I don't know",
    "i dont know it",
    "don't have it",
    "I don't have it on me",
    "I don't have the order number",
    "no idea",
    "No idea, sorry",
    "can't find it",
    "idk",
    "I deleted the email",
    "can't remember",
    "not sure",
    "bilmiyorum",
    "nie wiem",
    "non lo so",
    "no lo sé",
    "je ne sais pas",
    "weet ik niet",
    "Nummer weiß ich nicht, hab im Laden gekauft",
    "das kann ich nicht sagen",
    "kann ich nicht finden",
    "hab nie eine bekommen",
    "Keine Bestellnummer",
    "die steht nirgends",
]
OTHERS = [
    "ich weiß nicht ob ihr offen habt, 4711",
    "ich weiß nicht, ob ihr offen habt",
    "4711",
    "hab ich: 4711",
    "die nummer ist 4711, mehr weiß ich nicht",
    "hab ich nicht bestellt",
    "das hab ich nicht so gesagt, ich will mein geld zurück",
    "Ich habe die Lampe nicht bekommen",
    "keine ahnung wann das ankommt",
    "I don't know if you are open today",
    "I don't know when it arrives",
    "i don't have time for this",
    "wo ist mein paket?",
    "Weiß ich nicht. Habt ihr heute offen?",
    "nein",
    "ja",
    "Ich habe keine Lust mehr",
    "hab keine zeit",
    "habe nicht die blaue bestellt",
    "mein paket ist verloren gegangen",
    "die farbe weiß ist schön",
    "Ich habe im März bestellt",
    "no",
    "not sure if the size fits",
]


@pytest.mark.parametrize("text", CANNOT_TELL)
def test_an_answer_that_says_the_detail_is_not_known_is_understood(text: str) -> None:
    assert does_not_know(text)


@pytest.mark.parametrize("text", OTHERS)
def test_a_detail_a_doubt_about_something_else_or_another_question_is_no_such_answer(text: str) -> None:
    assert not does_not_know(text)


def test_who_tells_a_long_story_is_not_taken_to_say_only_that() -> None:
    assert not does_not_know("weiß ich nicht, " + "und dann kam noch etwas " * 5)

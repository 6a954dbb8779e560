"""Haste and anger are found in the words that people use for them, and not where the same words mean something else."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.mood import LONGEST_SIGN, MOST_SIGNS, Mood, look

UNSEEN = Path(__file__).parents[2] / "bench/unseen-moods.tsv"


@pytest.mark.parametrize(
    "text",
    [
        "Bitte rufen Sie mich umgehend zurück",
        "Bräuchte das Attest bis spätestens 12 Uhr",
        "Wir fliegen morgen früh und haben noch keine Tickets bekommen",
        "Die Beerdigung ist morgen um 11, der Kranz fehlt noch",
        "Ich stehe seit 20 Minuten vor der Filiale und es ist keiner da",
        "wasser spritzt aus der waschmaschine was soll ich tun",
        "Es pressiert, i bruche die Teil no hüt",
        "i steh vor da tür und es macht koana auf",
        "mia stengan do im regn und neamd macht auf",
        "The pipe under the sink burst and water is everywhere",
        "there's a strong smell of gas in the hallway",
        "my flight leaves in 3 hours and the booking code is wrong",
        "Acil bir durum var, lütfen beni arayın",
        "Potrzebuję tego na dzisiaj",
        "Ho bisogno di una risposta, parto domani",
        "Necesito hablar con alguien ahora mismo",
        "C'est urgent, on attend depuis midi",
        "Kunnen jullie zo snel mogelijk bellen?",
    ],
)
def test_urgent(text: str) -> None:
    assert look(text).urgent
    assert not look(text).angry


@pytest.mark.parametrize(
    "text",
    [
        "So ein Saftladen, mir reicht's endgültig",
        "Mein Anwalt wird sich bei Ihnen melden",
        "WO BLEIBT ENDLICH MEIN GELD",
        "Toller Service, seit drei Wochen höre ich nichts",
        "Danke für nichts.",
        "Jetzt schreib ich schon zum fünften Mal",
        "Ihr bekommt von mir eine schlechte Bewertung",
        "I hob de Schnauzn voll von eich",
        "Das isch doch e Frächheit",
        "Seids ihr deppert?",
        "😡😡 wo ist mein paket",
        "This is the fourth time I'm writing, answer me!",
        "What a joke of a company",
        "Wow, amazing service, lost my parcel twice",
        "give me my money back you thieves",
        "Sizi tüketici hakem heyetine şikayet edeceğim",
        "To już trzeci raz! Żenada.",
        "Siete dei truffatori",
        "Quiero la hoja de reclamaciones",
        "C'est honteux, bande d'incapables",
        "Schandalig, dit is de vierde keer",
    ],
)
def test_angry(text: str) -> None:
    assert look(text).angry
    assert not look(text).urgent


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Habt ihr morgen offen?",
        "Sind die Stühle sofort lieferbar?",
        "Was kostet der Express-Versand?",
        "nicht so dringend, wollte nur fragen ob ich morgen noch was brauche",
        "Kein Stress, meldet euch so schnell wie möglich oder später",
        "No hurry, I need it tomorrow at the earliest",
        "Guten Morgen, ich brauche einen Kostenvoranschlag",
        "Morgen, ich muss meine Adresse ändern",
        "Haben Sie Notfallsets fürs Auto?",
        "I'm locked out of my account",
        "Wir feiern am 12. Mai Hochzeit und suchen einen Raum",
        "non è urgente, con calma",
        "nie ma pośpiechu",
        "geen spoed hoor",
        "DANKE!!! SUPER GEMACHT, IHR SEID DIE BESTEN",
        "ICH HÄTTE GERNE ZWEI PIZZEN",
        "Ich bin Anwalt und suche eine neue Robe",
        "Lieferung bitte an die Anwaltskanzlei Huber",
        "Mir reicht eine kleine Packung",
        "Sorry, ich Depp hab die falsche Größe bestellt",
        "bin nicht sauer, nur neugierig",
        "Verdammt lecker war das",
        "Habt ihr Sauerteigbrot?",
        "Mein Paket ist immer noch nicht da",
    ],
)
def test_neither(text: str) -> None:
    assert look(text) == Mood()


def test_both_with_the_places_that_say_so_in_the_texts_order() -> None:
    mood = look("Ihr Betrüger!\nIch brauche   das Geld HEUTE")
    assert mood == Mood(urgent=True, angry=True, signs=("Ihr Betrüger", "brauche das Geld HEUTE"))


def test_signs_are_few_and_short() -> None:
    mood = look("IDIOTEN! " * 20 + "WARUM MELDET SICH HIER DENN NIEMAND BEI MIR UND MEINER GANZEN FAMILIE")
    assert len(mood.signs) == MOST_SIGNS
    assert all(len(sign) <= LONGEST_SIGN for sign in mood.signs)


def test_umlauts_may_be_written_in_other_ways() -> None:
    assert look("unverschaemt").angry
    assert look("unverschamt").angry
    assert look("unverscha\u0308mt").angry  # two signs that make one


def test_a_letter_that_lower_case_makes_two_moves_no_sign() -> None:
    assert look("İİİ das ist eine Frechheit").signs == ("Frechheit",)


def test_no_rush_does_not_take_back_danger() -> None:
    assert look("Keine Eile, aber es riecht nach Gas").urgent


def test_words_of_two_sentences_do_not_press_together() -> None:
    assert not look("Brauche nur eine Auskunft. Habe morgen frei").urgent


@given(st.text(max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    assert bool(look(text).signs) == (look(text).urgent or look(text).angry)


@given(
    st.lists(st.sampled_from(["muss", "heute", "nicht", "dringend", "ihr", "TOLL", "mal", "!", "a" * 40, "\n", "İ"]))
)
def test_no_heap_of_words_is_too_strange(said: list[str]) -> None:
    assert isinstance(look(" ".join(said)), Mood)


@pytest.mark.parametrize(
    "piece",
    ["a", "A ", "ihr ", "muss heute ", "zum ", "- - ", "!", "'", "steht die das ", "danke für ", "1 ", "ß", "ﷺ", "İ"],
)
def test_a_hostile_text_is_quick(piece: str) -> None:
    text = (piece * 4096)[:4096]
    started = time.process_time()
    look(text)
    assert time.process_time() - started < 0.25


def _even_lines() -> list[tuple[str, bool, bool]]:
    rows = [line.split("\t") for line in UNSEEN.read_text(encoding="utf-8").splitlines()]
    return [(text, haste == "urgent", anger == "angry") for text, haste, anger, _ in rows[1::2]]


@pytest.mark.parametrize(("kind", "least_precision", "least_recall"), [("urgent", 0.8, 0.7), ("angry", 0.9, 0.62)])
def test_on_messages_that_nobody_had_seen(kind: str, least_precision: float, least_recall: float) -> None:
    pairs = [
        (getattr(look(text), kind), urgent if kind == "urgent" else angry) for text, urgent, angry in _even_lines()
    ]
    right = sum(found and true for found, true in pairs)
    assert right >= least_precision * sum(found for found, _ in pairs)
    assert right >= least_recall * sum(true for _, true in pairs)

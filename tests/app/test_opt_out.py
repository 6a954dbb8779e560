"""Who wants no more messages is heard when the whole message says so, and only then."""

import pytest

from app.opt_out import asks_to_resume, asks_to_stop, wanted

STOPS = [
    "STOP",
    "Stopp!",
    "stop bitte",
    "Stop stop stop",
    "abmelden",
    "Bitte abmelden!",
    "abbestellen",
    "Newsletter abbestellen",
    "newsletter bitte abbestellen danke",
    "austragen",
    "keine Nachrichten mehr",
    "keine Nachrichten mehr bitte",
    "Keine Werbung mehr!!",
    "bitte keine werbung mehr schicken",
    "kei werbig meh bitte",
    "unsubscribe",
    "UNSUBSCRIBE ME PLEASE",
    "opt out",
    "opt-out",
    "remove me",
    "remove me from your list",
    "take me off your list",
    "no more messages",
    "no more ads pls",
    "stop texting me",
    "Stop all",
    "iptal",
    "proszę mnie wypisać",
    "wypisz",
    "annulla iscrizione",
    "baja",
    "désabonner",
    "afmelden",
    "Ich möchte mich abmelden",
    "ich will keine Nachrichten mehr von euch",
    "Hallo, bitte keine Werbung mehr. Danke",
    "STOP 🛑",
    "Nehmt mich aus dem Verteiler",
    "Vom Newsletter abmelden",
    "Werbung stoppen",
    "don't message me again",
    "stop newsletter",
]
OTHERS = [
    "stop, warten Sie, die Bestellung ist falsch",
    "bitte die Bestellung stoppen",
    "Abo kündigen",
    "kündigen",
    "Vertrag kündigen",
    "cancel",
    "cancel subscription",
    "cancel my order",
    "Stopp die Lieferung",
    "bestellung stornieren",
    "Abonnement abbestellen und Geld zurück",
    "Termin abmelden",
    "ich kann mich nicht abmelden",
    "Wo kann ich mich abmelden?",
    "bus stop",
    "nonstop geöffnet?",
    "Kind vom Kurs abmelden",
    "ende",
    "aus",
    "keine nachricht bekommen",
    "Ich bekomme keine Nachrichten mehr von DHL, wo ist mein Paket?",
    "keine bestätigung mehr da",
    "no more blue ones?",
    "stop by at 5?",
    "remove the lamp from my order",
    "nein",
    "danke",
    "Stop motion kamera",
]

RESUMES = [
    "START",
    "start bitte",
    "wieder anmelden",
    "Ich möchte mich wieder anmelden",
    "subscribe again",
    "subscribe",
    "resubscribe",
    "opt in",
    "Newsletter abonnieren",
    "sign me up again",
    "unstop",
    "Newsletter wieder anmelden",
    "wieder Nachrichten erhalten",
]
OTHER_STARTS = [
    "wann startet der Kurs",
    "start der veranstaltung?",
    "anmelden",
    "zum Kurs anmelden",
    "wie kann ich mich anmelden",
    "kaltstart problem",
    "wieder da",
    "ich möchte mein kind anmelden",
]


@pytest.mark.parametrize("text", STOPS)
def test_a_message_that_is_nothing_but_a_word_of_opting_out_is_one(text: str) -> None:
    assert asks_to_stop(text)


@pytest.mark.parametrize("text", OTHERS)
def test_a_message_that_stops_or_cancels_something_else_opts_out_of_nothing(text: str) -> None:
    assert not asks_to_stop(text)


@pytest.mark.parametrize("text", RESUMES)
def test_a_message_that_takes_the_opting_out_back_is_heard(text: str) -> None:
    assert asks_to_resume(text)


@pytest.mark.parametrize("text", OTHER_STARTS)
def test_a_message_about_another_start_or_entry_takes_nothing_back(text: str) -> None:
    assert not asks_to_resume(text)


@pytest.mark.parametrize("text", [*STOPS, *RESUMES])
def test_no_message_asks_for_both(text: str) -> None:
    assert asks_to_stop(text) != asks_to_resume(text)


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["STOP", "habt ihr offen?"], "out"),
        (["START", "STOP"], "out"),
        (["STOP", "doch wieder anmelden"], "out"),
        (["STOP", "START", "danke"], "in"),
        (["habt ihr offen?"], None),
        ([], None),
    ],
)
def test_of_several_messages_the_last_that_is_about_it_counts(texts: list[str], said: str | None) -> None:
    assert wanted(texts) == said

"""Another machine is known by what it says of itself, and by saying nearly the same again."""

import pytest

from app.machine_talk import alike, says_automatic

MACHINES = [
    "Dies ist eine automatische Antwort.",
    "Das ist eine automatisch generierte Nachricht, bitte nicht antworten",
    "Automatische Antwort: Ich bin bis 12.8. nicht im Büro.",
    "Automatische Abwesenheitsnotiz",
    "Abwesenheitsnotiz: Ich bin im Urlaub",
    "Out of office",
    "Out of Office: I am away until Monday",
    "This is an automated message.",
    "this is an automated reply, please do not reply",
    "Thank you for contacting Huber Bikes! Please let us know how we can help you.",
    "Thank you for your message. We're unavailable right now, but will respond as soon as possible.",
    "Vielen Dank für deine Nachricht. Wir sind derzeit nicht erreichbar, werden aber so schnell wie möglich antworten.",
    "Vielen Dank für Ihre Nachricht! Unser Büro ist zur Zeit geschlossen. Wir melden uns.",
    "Danke für Ihre Anfrage. Wir melden uns in Kürze bei Ihnen.",
    "Vielen Dank, dass du Radhaus Nord kontaktierst! Bitte lass uns wissen, wie wir dir helfen können.",
    "Do not reply to this message",
    "Bitte antworten Sie nicht auf diese Nachricht.",
    "Diese E-Mail wurde automatisch erstellt",
    "Wie können wir Ihnen helfen?",
    "Hallo! Ich bin der digitale Assistent der Stadtwerke.",
    "Hi, I'm your virtual assistant. How can I help you today?",
    "Antworten Sie mit 1 für Termine, 2 für Rechnungen",
    "Reply 1 for sales, 2 for support",
    "Ihre Anfrage ist bei uns eingegangen. Ticketnummer 4711",
    "We have received your request (ticket 4711)",
    "This inbox is not monitored.",
    "I am currently out of the office and will return on 3 May. I will have limited access to email.",
    "Ceci est un message automatique",
    "Bu otomatik bir mesajdır",
    "Este es un mensaje automático",
]
PEOPLE = [
    "ich bekomme von euch nur automatische Antworten",
    "kam nur eine automatische Antwort von euch",
    "Ist das eine automatische Antwort?",
    "wo ist mein paket",
    "Danke für die schnelle Antwort",
    "Vielen Dank für Ihre Nachricht, ich komme dann morgen vorbei",
    "Vielen Dank für deine Nachricht! Bestellnummer ist 4711",
    "Ich bin bis 16 Uhr nicht erreichbar, danach gerne",
    "I'm out of office until 3, please deliver after",
    "Thanks for your message, order number is 4711",
    "Thank you for contacting me back so fast",
    "Könnt ihr mir helfen?",
    "Can you help me?",
    "Habt ihr automatische Türöffner?",
    "wir sind am samstag nicht da, bitte beim nachbarn abgeben",
    "Bitte so schnell wie möglich liefern",
    "Antworten Sie mir bitte endlich",
    "please reply to this message",
    "wie kann ich helfen, dass es schneller geht?",
    "We are away next week, please deliver on Monday",
    "Der Automat nimmt mein Pfand nicht",
    "wir melden uns",
    "bist du ein bot?",
    "Ich bin kein Bot",
    "der Newsletter wird automatisch verschickt, nervt",
]


@pytest.mark.parametrize("text", MACHINES)
def test_a_text_that_says_a_machine_sent_it_is_known(text: str) -> None:
    assert says_automatic(text)


@pytest.mark.parametrize("text", PEOPLE)
def test_what_a_person_writes_is_not_taken_for_a_machine(text: str) -> None:
    assert not says_automatic(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wir sind ab 9:00 Uhr erreichbar.", "Wir sind ab 10:30 Uhr erreichbar."),
        ("Zurück um 9 Uhr", "Zurück um 9:30"),
        ("Back at 9 am", "back at 10"),
        ("Your ticket 4711 is open", "YOUR TICKET 4712 IS OPEN"),
        ("Ticket #A-17 offen!", "ticket #A-18 offen"),
        ("👍", "👍"),
    ],
)
def test_texts_that_differ_in_numbers_times_and_case_only_are_wholly_alike(one: str, other: str) -> None:
    assert alike(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("wo ist mein paket", "habt ihr offen"), ("4711", "4712"), ("4711", "hallo")]
)
def test_texts_without_a_word_in_common_are_not_alike(one: str, other: str) -> None:
    assert alike(one, other) == 0


def test_texts_that_share_most_words_are_more_alike_than_those_that_share_few() -> None:
    text = "Wir haben Ihre Anfrage erhalten und melden uns"
    assert 0.5 < alike(text, "Wir haben Ihre Anfrage erhalten und antworten bald") < 1
    assert 0 < alike(text, "Wir liefern und montieren") < 0.5


def test_a_word_said_twice_counts_twice() -> None:
    assert alike("nein nein", "nein") == pytest.approx(2 / 3)


def test_only_the_first_thousand_characters_are_compared() -> None:
    assert alike("so " * 400 + "eins", "so " * 400 + "zwei") == 1
    assert not says_automatic("so " * 400 + "Dies ist eine automatische Antwort.")

"""Chats as WhatsApp's apps export them."""

from datetime import datetime

import pytest

from app.playbook.importing.whatsapp_chat import ChatError, read, turns_of_customers

ANDROID_DE = """28.11.26, 14:04 - Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.
28.11.26, 14:05 - Kundin: Guten Tag,
eine Frage:
28.11.26, 14:05 - Kundin: wann haben Sie auf?
28.11.26, 14:09 - Laden: Bis 18 Uhr.
28.11.26, 14:10 - Kundin: <Medien ausgeschlossen>
28.11.26, 14:11 - Kundin: danke: bis später"""
IOS_DE = """[28.11.26, 14:05:12] \u200eLaden: \u200eBild weggelassen
\u200e[28.11.26, 14:05:40] Kundin: schön"""
ANDROID_UK = "28/11/2026, 14:05 - Customer: are you open\n01/12/2026, 09:00 - Shop: yes"
ANDROID_US = "11/28/26, 2:05\u202fPM - Customer: are you open\n12/1/26, 12:30\u202fAM - Shop: yes"
IOS_US = "[11/8/26, 2:05:07 PM] Customer: are you open"


def test_messages_have_their_author_time_and_all_their_lines() -> None:
    first, second, *_ = read(ANDROID_DE)
    assert (first.author, first.at, first.text) == ("Kundin", datetime(2026, 11, 28, 14, 5), "Guten Tag,\neine Frage:")
    assert second.text == "wann haben Sie auf?"


def test_what_whatsapp_says_and_pictures_are_no_messages() -> None:
    assert [line.author for line in read(ANDROID_DE)] == ["Kundin", "Kundin", "Laden", "Kundin"]
    assert [(line.author, line.text) for line in read(IOS_DE)] == [("Kundin", "schön")]


def test_a_colon_in_the_text_stays() -> None:
    assert read(ANDROID_DE)[-1].text == "danke: bis später"


@pytest.mark.parametrize(
    ("exported", "times"),
    [
        (ANDROID_UK, [datetime(2026, 11, 28, 14, 5), datetime(2026, 12, 1, 9)]),
        (ANDROID_US, [datetime(2026, 11, 28, 14, 5), datetime(2026, 12, 1, 0, 30)]),
        (IOS_US, [datetime(2026, 11, 8, 14, 5, 7)]),
        (IOS_DE, [datetime(2026, 11, 28, 14, 5, 40)]),
    ],
)
def test_every_way_of_writing_a_date_is_read(exported: str, times: list[datetime]) -> None:
    assert [line.at for line in read(exported)] == times


def test_what_a_customer_said_before_an_answer_is_one_turn() -> None:
    assert list(turns_of_customers(read(ANDROID_DE), "Laden")) == [
        "Guten Tag,\neine Frage:\nwann haben Sie auf?",
        "danke: bis später",
    ]


def test_a_wrong_name_of_the_business_is_told_with_the_right_ones() -> None:
    with pytest.raises(ChatError, match="Kundin, Laden"):
        list(turns_of_customers(read(ANDROID_DE), "Shop"))


@pytest.mark.parametrize("given", ["", "hallo", "28.11.26 irgendwas", "a,b,c\n1,2,3"])
def test_what_is_no_chat_is_refused_in_words(given: str) -> None:
    with pytest.raises(ChatError, match="Nothing was imported"):
        read(given)

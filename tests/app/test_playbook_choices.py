"""An answer can offer buttons, a list or ask for the location; what does not fit is said when it is read."""

from typing import Any

import pytest

from app.playbook.errors import PlaybookError
from app.playbook.intents import Intent, Offered, Option
from app.playbook.sending import as_outgoing, refuse_what_does_not_fit
from app.whatsapp.outgoing import Buttons, Choices, LocationRequest, Outgoing, Text
from tests.lotse import PLAYBOOK, Lotse
from tests.webhooks import text_message

OPTIONS = tuple(Option(title=title) for title in ("Paket suchen", "Umtauschen", "Mensch"))


def intent(**changes: Any) -> Intent:
    return PLAYBOOK.intents["opening_hours"].model_copy(update=changes)


def outgoing(**changes: Any) -> Outgoing:
    return as_outgoing(intent(**changes), "de", "Womit können wir helfen?")


def test_an_answer_is_plain_text_unless_its_file_says_more() -> None:
    assert outgoing() == Text("Womit können wir helfen?")


def test_options_are_buttons() -> None:
    made = outgoing(choices={"de": Offered(options=OPTIONS)})

    assert isinstance(made, Buttons)
    assert [(button.id, button.title) for button in made.buttons] == [
        ("opening_hours.1", "Paket suchen"),
        ("opening_hours.2", "Umtauschen"),
        ("opening_hours.3", "Mensch"),
    ]


def test_with_a_button_they_are_a_list() -> None:
    made = outgoing(choices={"de": Offered(options=OPTIONS, button="Auswählen")})

    assert isinstance(made, Choices)
    assert [row.title for row in made.sections[0].rows] == ["Paket suchen", "Umtauschen", "Mensch"]


def test_an_answer_can_ask_where_the_customer_is() -> None:
    assert isinstance(outgoing(asks_location=True), LocationRequest)


@pytest.mark.parametrize(
    ("offered", "said"),
    [
        (Offered(options=(*OPTIONS, Option(title="Vier"))), "buttons has 4 entries, 3 are the most"),
        (Offered(options=(Option(title="x" * 23),)), "button 1 title has 23 characters, 20 are the most"),
        (Offered(options=(Option(title="a"), Option(title="a"))), "button 2 title is there twice"),
    ],
)
def test_what_does_not_fit_is_named_when_the_playbook_is_read(offered: Offered, said: str) -> None:
    changed = {**PLAYBOOK.intents, "opening_hours": intent(choices={"de": offered})}

    with pytest.raises(PlaybookError, match=f"intents/opening_hours.toml de: {said}"):
        refuse_what_does_not_fit(PLAYBOOK.model_copy(update={"intents": changed}))


def test_the_customer_gets_the_buttons_and_a_tap_comes_back_as_words(lotse: Lotse) -> None:
    changed = {**PLAYBOOK.intents, "opening_hours": intent(choices={"de": Offered(options=OPTIONS)})}
    lotse.playbook = PLAYBOOK.model_copy(update={"intents": changed})
    lotse.receive(text_message("wann habt ihr offen"))
    lotse.work()

    [sent] = lotse.graph.sent
    interactive = sent["body"]["interactive"]
    assert interactive["type"] == "button"
    assert PLAYBOOK.footer["de"] in interactive["body"]["text"]
    assert [row.kind for row in lotse.outbound()] == ["buttons"]


@pytest.mark.parametrize(
    ("field", "texts", "said"),
    [
        ("question", {"de": "x" * 1000, "en": "Which?"}, r"playbook\.toml \[question\] de: .*1024 are the most"),
        (
            "person",
            {"de": "Ein Mensch aus unserem Laden", "en": "A person"},
            r"\[question\] de: .*28 .*20 are the most",
        ),
        ("choose", {"de": "Auswählen", "en": "Please choose one of these"}, r"\[question\] en: .*26 .*20 are the most"),
        ("ask", {"email": {"de": "y" * 4090, "en": "Which?"}}, r"\[ask\.email\] de: .*1024 are the most"),
    ],
)
def test_a_question_that_does_not_fit_is_named_when_the_playbook_is_read(
    field: str, texts: dict[str, Any], said: str
) -> None:
    with pytest.raises(PlaybookError, match=said):
        refuse_what_does_not_fit(PLAYBOOK.model_copy(update={field: texts}))

"""When a conversation goes to people, the customer is told so once, why, and when they may expect an answer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app import handover, pausing
from app.handover import Desk
from app.history import History, Line
from app.hours import Hours
from app.triage import Decision, Situation, Turn, decide
from app.whatsapp.outgoing import Text
from models.prediction import Prediction
from tests.lotse import TALKING
from tests.talking import Talk

MONDAY = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # noon in Berlin
LAST_MINUTES = datetime(2026, 11, 23, 16, 50, tzinfo=UTC)  # ten to six
NIGHT = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
HOURS = Hours.model_validate({day: ["9:00-18:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")})
OPEN = Desk(HOURS, timedelta(minutes=12))
CERTIFIED = dict.fromkeys(TALKING.intents, 0.8)
SURE = Prediction("opening_hours", 0.99, None, 0.0, "de", "test")
BOT = Situation("bot", None, None, "de", desk=OPEN)
TURN = Turn("frage", (), MONDAY)
WISH = "ich will mit einem menschen reden"

SAID = {
    "asked_for": ("wants_person",),
    "locked": ("locked",),
    "late": ("late",),
    "gathered": ("gathered",),
    "tries": ("repeated", "detail_missing"),
    "failed": ("lookup_failed", "lookup_empty"),
    "complaint": ("discontent",),
    "unsure": ("changed_mind", "unreadable", "no_classifier", "out_of_scope", "unsure", "several", "not_certified"),
}
IN_SILENCE = (
    "with_person",
    "answered_by_phone",
    "loop",
    "window_closed",
    "paused",
    "budget",
    "channel_stopped",
    "too_many",
    "set_aside",
)


def closing(
    text: str = WISH, prediction: Prediction | None = SURE, now: datetime = MONDAY, **situation: object
) -> str | None:
    """What the customer is told of a turn that goes to people."""
    decision = decided(text, prediction, now, **situation)
    assert decision.kind == "escalate"
    return decision.answer.body if isinstance(decision.answer, Text) else None


def decided(text: str, prediction: Prediction | None, now: datetime, **situation: object) -> Decision:
    turn = Turn(text, (), now)
    return decide(turn, prediction, replace(BOT, **situation), TALKING, CERTIFIED, now)  # type: ignore[arg-type]


def without_time(key: str, language: str = "de") -> str:
    return TALKING.handover[key][language].replace(" {{when}}", "")


@pytest.mark.parametrize(("key", "reason"), [(key, reason) for key, found in SAID.items() for reason in found])
@pytest.mark.parametrize("language", ["de", "en"])
def test_each_reason_has_its_sentence_in_the_customer_s_language(key: str, reason: str, language: str) -> None:
    said = handover.sentence(reason, None, OPEN, TALKING, language, MONDAY)  # type: ignore[arg-type]
    assert said is not None
    assert said.startswith(without_time(key, language))
    assert said.endswith(".")


def test_no_two_sentences_are_the_same() -> None:
    assert len({texts["de"] for texts in TALKING.handover.values()}) == len(SAID)


def test_who_complains_hears_that_we_are_sorry() -> None:
    complains = replace(SURE, intent="complaint")
    said = closing("unverschämt ist das", complains)
    assert (said or "").startswith(without_time("complaint"))
    assert closing("ich widerrufe", replace(SURE, intent="contract_cancellation")) != said


@pytest.mark.parametrize("reason", IN_SILENCE)
def test_with_other_reasons_lotse_goes_in_silence(reason: str) -> None:
    assert handover.sentence(reason, None, OPEN, TALKING, "de", MONDAY) is None


def test_every_reason_is_known_to_be_said_or_silent() -> None:
    others = {"opt_out", "only_observes", "only_suggests", "variable_missing", "no_answer_text", "answer_too_long"}
    assert set(handover.SENTENCES) == {reason for found in SAID.values() for reason in found} | others


def test_every_sentence_of_a_reason_stands_in_the_starter_playbook() -> None:
    assert {*handover.SENTENCES.values(), handover.COMPLAINT} == set(TALKING.handover)


def test_a_playbook_that_leaves_a_sentence_out_goes_in_silence() -> None:
    without = TALKING.model_copy(update={"handover": {}})
    assert handover.sentence("wants_person", None, OPEN, without, "de", MONDAY) is None


def test_a_business_that_wants_none_gets_none() -> None:
    quiet = TALKING.rules.model_copy(update={"handover": TALKING.rules.handover.model_copy(update={"say": False})})
    playbook = TALKING.model_copy(update={"rules": quiet})
    assert handover.sentence("wants_person", None, OPEN, playbook, "de", MONDAY) is None
    assert handover.away(Desk(HOURS), playbook, "de", NIGHT) is None


@pytest.mark.parametrize(
    ("minutes", "span"),
    [
        (5, "wenige Minuten"),
        (6, "Viertelstunde"),
        (15, "Viertelstunde"),
        (30, "halbe"),
        (60, "eine Stunde"),
        (61, "zwei"),
    ],
)
def test_while_people_are_there_the_usual_time_is_named_and_never_less(minutes: int, span: str) -> None:
    assert span in handover.when(Desk(HOURS, timedelta(minutes=minutes)), TALKING, "de", MONDAY)


SOON = TALKING.when["soon"]["de"]


def test_a_usual_time_that_no_word_is_honest_for_is_not_named() -> None:
    assert handover.when(Desk(HOURS, timedelta(hours=3)), TALKING, "de", MONDAY) == SOON


def test_shortly_before_closing_the_usual_time_is_not_promised() -> None:
    assert handover.when(OPEN, TALKING, "de", LAST_MINUTES) == SOON
    assert "Viertelstunde" in handover.when(OPEN, TALKING, "de", LAST_MINUTES - timedelta(minutes=3))


def test_while_nobody_is_there_the_next_opening_is_named() -> None:
    assert "morgen um 9 Uhr" in handover.when(OPEN, TALKING, "de", NIGHT)
    assert "tomorrow at 9 am" in handover.when(OPEN, TALKING, "en", NIGHT)


def test_without_hours_or_figures_no_time_is_promised() -> None:
    assert handover.when(Desk(), TALKING, "de", NIGHT) == SOON


def test_without_hours_the_usual_time_is_named_at_any_hour() -> None:
    assert "Viertelstunde" in handover.when(Desk(None, timedelta(minutes=12)), TALKING, "de", NIGHT)


def test_of_an_opening_that_is_far_away_nothing_is_promised() -> None:
    assert handover.when(Desk(Hours()), TALKING, "de", NIGHT) == SOON


def test_the_first_message_of_a_conversation_says_that_a_machine_writes() -> None:
    disclosure = TALKING.disclosure["de"]
    assert (closing() or "").endswith(disclosure)
    assert disclosure not in (closing(history=History(disclosed=True)) or disclosure)
    assert decided(WISH, SURE, MONDAY).discloses
    assert not decided(WISH, SURE, MONDAY, history=History(disclosed=True)).discloses


@pytest.mark.parametrize("change", [{"paused": True}, {"over_budget": True}, {"can_send": False}])
def test_nothing_is_said_while_lotse_may_not_speak(change: dict[str, bool]) -> None:
    assert closing(**change) is None


def test_nothing_is_said_after_the_service_window() -> None:
    turn = replace(TURN, text=WISH, last_customer_at=MONDAY - timedelta(hours=24))
    assert decide(turn, SURE, BOT, TALKING, CERTIFIED, MONDAY).answer is None


@pytest.mark.parametrize("owner", ["waiting", "agent", "phone"])
def test_who_is_with_people_already_is_told_nothing_while_they_are_there(owner: str) -> None:
    assert closing(owner=owner) is None


@pytest.mark.parametrize("owner", ["agent", "phone"])
def test_nothing_is_said_into_a_person_s_conversation_at_night_either(owner: str) -> None:
    assert closing(owner=owner, now=NIGHT) is None


def test_what_would_be_one_too_many_is_not_said() -> None:
    many = tuple(Line("bot", MONDAY - timedelta(minutes=1), str(number)) for number in range(10))
    assert closing(history=History(many, spoken=tuple(line.at for line in many))) is None


def test_the_sentence_that_was_said_last_is_not_said_again() -> None:
    said = closing(history=History(disclosed=True)) or ""
    assert closing(history=History((Line("bot", MONDAY - timedelta(minutes=9), said),), True)) is None


def test_who_waits_at_a_closed_time_hears_once_that_nobody_is_there() -> None:
    said = closing(owner="waiting", now=NIGHT)
    assert (said or "").startswith(TALKING.away["de"].replace(" {{when}}", ""))
    assert "morgen um 9 Uhr" in (said or "")
    assert decided("frage", SURE, NIGHT, owner="waiting").says_away

    an_hour_ago, last_night = NIGHT - timedelta(hours=1), NIGHT - timedelta(days=1)
    assert closing(owner="waiting", now=NIGHT, away_said=an_hour_ago) is None
    assert closing(owner="waiting", now=NIGHT, away_said=last_night) is not None


def test_a_closing_sentence_of_the_night_counts_as_that() -> None:
    assert decided(WISH, SURE, NIGHT).says_away
    assert not decided(WISH, SURE, MONDAY).says_away


def test_over_a_running_conversation_with_people_it_is_not_said() -> None:
    wrote = History((Line("person", NIGHT - timedelta(hours=5), "Wir melden uns."),), True)
    assert closing(owner="waiting", now=NIGHT, history=wrote) is None


def test_thanks_of_who_waits_are_not_told_that_nobody_is_there() -> None:
    thanks = replace(SURE, intent="thanks_goodbye")
    assert closing("danke", thanks, owner="waiting", now=NIGHT) is None


def test_certified_answers_go_out_at_night_too() -> None:
    assert decided("habt ihr samstag offen", SURE, NIGHT).kind == "answer"


def test_it_goes_out_once_and_the_conversation_waits_for_people(talk: Talk) -> None:
    [said] = talk.says(WISH, "opening_hours")
    assert said.startswith(without_time("asked_for"))
    assert talk.says("hallo? ist da wer", "greeting") == []

    assert talk.owner == "waiting"
    assert talk.outcomes == [("escalated", "wants_person"), ("escalated", "with_person")]
    assert talk.lotse.outbound()[0].discloses


def test_the_customer_s_language_is_spoken(talk: Talk) -> None:
    talk.lotse.classify = lambda texts: [replace(SURE, language="en") for _ in texts]
    [said] = talk.says("I want to talk to a human")
    assert said.startswith(without_time("asked_for", "en"))
    assert said.endswith(TALKING.disclosure["en"])


def test_an_agent_who_is_quicker_keeps_it_from_being_said_and_the_reason_stays(talk: Talk) -> None:
    talk.writes(WISH, "opening_hours")
    talk.lotse.triage()
    talk.taken()
    talk.lotse.work()

    assert talk.texts == []
    assert [row.status for row in talk.lotse.outbound()] == ["cancelled"]
    assert talk.outcomes == [("escalated", "wants_person")]


def test_a_sentence_that_cannot_be_sent_leaves_the_conversation_with_people(talk: Talk) -> None:
    talk.writes(WISH, "opening_hours")
    talk.lotse.triage()
    with talk.lotse.sessions.begin() as session:
        pausing.pause(session, talk.anna, "falsche Texte", talk.lotse.inbound()[0].stored_at)
    talk.lotse.deliver()
    talk.lotse.settle()

    assert talk.texts == []
    assert (talk.owner, talk.lotse.conversation().reason) == ("waiting", "wants_person")
    assert talk.outcomes == [("escalated", "wants_person")]


def test_that_nobody_is_there_is_said_once_for_each_closed_time(talk: Talk) -> None:
    """By hours that are closed now, whatever the hour, and from which nobody knows when they end."""
    talk.lotse.playbook = TALKING
    talk.says(WISH, "opening_hours")
    closed = Hours()
    talk.lotse.playbook = TALKING.model_copy(update={"hours": closed})
    with talk.lotse.sessions.begin() as session:
        session.get_one(type(talk.lotse.conversation()), talk.lotse.conversation().id).away_at = None
    first, second = talk.says("wann kommt jemand?"), talk.says("hallo?")
    assert talk.lotse.conversation().away_at is not None

    assert [text.partition(";")[0] for text in (*first, *second)] == ["Ihre Nachricht liegt für uns bereit. " + SOON]

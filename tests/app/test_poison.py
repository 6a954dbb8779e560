"""What raises or kills whenever it is worked on is set aside after three tries, and holds nothing else up."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import DataError, OperationalError

from app import blame, intake
from app.tables import Conversation, Delivery, Message
from app.whatsapp import payloads
from models.prediction import Prediction
from tests.lotse import Lotse, predicts
from tests.webhooks import encode, envelope, text_message


class KilledError(BaseException):
    """Stands for SIGKILL: no handler of ours sees it, and what was claimed stays claimed."""


def classifier(ends: Callable[[], BaseException], calls: list[Sequence[str]]) -> Callable[..., list[Prediction]]:
    """Ends so on every batch with poison in it."""

    def classify(texts: Sequence[str]) -> list[Prediction]:
        calls.append(texts)
        if any("gift" in text for text in texts):
            raise ends()
        return predicts("opening_hours")(texts)

    return classify


def outcomes(lotse: Lotse) -> dict[str | None, tuple[str | None, str | None]]:
    return {message.text: (message.outcome, message.outcome_reason) for message in lotse.inbound()}


def leases_end(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        session.execute(update(Conversation).values(claimed_until=func.now() - timedelta(seconds=1)))


def test_a_text_on_which_the_classifier_fails_harms_none_of_its_batch(lotse: Lotse) -> None:
    calls: list[Sequence[str]] = []
    lotse.classify = classifier(RuntimeError, calls)
    lotse.receive(text_message("gift", "491"), text_message("offen?", "492"), text_message("auf?", "493"))
    lotse.triage()

    answered = ("answered", None)
    assert outcomes(lotse) == {"gift": ("escalated", "set_aside"), "offen?": answered, "auf?": answered}
    assert calls.count(["gift"]) == 1 + 2 * 2  # alone after its batch failed; then twice a try


def test_a_text_that_kills_the_process_while_it_is_classified_is_set_aside_unread(lotse: Lotse) -> None:
    calls: list[Sequence[str]] = []
    lotse.classify = classifier(KilledError, calls)
    lotse.receive(text_message("gift", "491"), text_message("offen?", "492"))
    deaths = 0
    for _ in range(8):
        try:
            lotse.triage()
        except KilledError:
            deaths += 1
        leases_end(lotse)

    assert deaths == 3
    assert outcomes(lotse) == {"gift": ("escalated", "set_aside"), "offen?": ("answered", None)}


def test_a_classifier_that_fails_on_everything_is_as_good_as_none(lotse: Lotse) -> None:
    def fails(texts: Sequence[str]) -> list[Prediction]:
        raise RuntimeError

    lotse.classify = fails
    lotse.receive(text_message("offen?", "491"), text_message("auf?", "492"))
    lotse.triage()

    assert set(outcomes(lotse).values()) == {("escalated", "no_classifier")}


def operational(kind: type[psycopg.OperationalError]) -> OperationalError:
    return OperationalError("a statement", None, kind())


@pytest.mark.parametrize("kind", [psycopg.errors.ProgramLimitExceeded, psycopg.errors.QueryCanceled])
def test_a_delivery_that_the_database_cannot_work_on_is_set_aside_after_three_tries(
    lotse: Lotse, monkeypatch: pytest.MonkeyPatch, kind: type[psycopg.OperationalError]
) -> None:
    tried = fails_in_intake(monkeypatch, operational(kind))
    with lotse.sessions.begin() as session:
        session.add_all([Delivery(body=encode(envelope(text_message(text)))) for text in ("gift", "offen?")])
    for _ in range(5):
        lotse.take_in()
        release(lotse)

    assert len(tried) == 1 + 3  # with its batch, and three times alone
    with lotse.sessions() as session:
        [error] = session.scalars(select(Delivery.error).where(Delivery.set_aside_at.is_not(None)))
    assert error == "OperationalError"
    assert [message.text for message in lotse.inbound()] == ["offen?"]


def fails_in_intake(monkeypatch: pytest.MonkeyPatch, error: Exception) -> list[bytes]:
    read, tried = payloads.read, []

    def fails(body: bytes) -> object:
        if b"gift" in body:
            tried.append(body)
            raise error
        return read(body)

    monkeypatch.setattr(intake.payloads, "read", fails)
    return tried


def release(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        session.execute(update(Delivery).values(claimed_until=None))


@pytest.mark.parametrize(
    "kind", [psycopg.errors.DeadlockDetected, psycopg.errors.DiskFull, psycopg.errors.AdminShutdown]
)
def test_what_the_database_interrupts_is_tried_until_it_succeeds(
    lotse: Lotse, monkeypatch: pytest.MonkeyPatch, kind: type[psycopg.OperationalError]
) -> None:
    with monkeypatch.context() as patched:
        fails_in_intake(patched, operational(kind))
        lotse.receive(text_message("gift"))
        for _ in range(9):
            release(lotse)
            lotse.take_in()
    release(lotse)
    lotse.take_in()

    assert [message.text for message in lotse.inbound()] == ["gift"]


def test_a_connection_that_broke_is_the_databases_fault_and_a_value_it_cannot_take_is_not(lotse: Lotse) -> None:
    with lotse.sessions() as session, pytest.raises(DataError) as refused:
        session.execute(select(Message.id).where(Message.text == "\0"))

    assert blame.is_the_databases(operational(psycopg.OperationalError))
    assert not blame.is_the_databases(refused.value)
    assert not blame.is_the_databases(KeyError())


@pytest.mark.parametrize("content", [{}, {"type": "hologram"}, {"type": "buttons", "buttons": [1]}])
def test_an_answer_that_cannot_be_made_ready_goes_to_people_and_the_others_go_out(
    lotse: Lotse, content: dict[str, object]
) -> None:
    lotse.receive(text_message("gift", "491"), text_message("offen?", "492"))
    lotse.triage()
    with lotse.sessions.begin() as session:
        bad = select(Message.id).where(Message.text == "gift").scalar_subquery()
        session.execute(update(Message).where(Message.answers_id == bad).values(kind="buttons", content=content))
    lotse.deliver()
    lotse.settle()

    assert outcomes(lotse) == {"gift": ("escalated", "send_failed"), "offen?": ("answered", None)}
    assert sorted(str(message.status) for message in lotse.outbound()) == ["failed", "sent"]
    assert len(lotse.graph.sent) == 1

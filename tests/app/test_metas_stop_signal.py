"""Who stops a business's messages in WhatsApp itself has opted out, just as who writes STOP."""

import time
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import select

from app import clock, replies
from app.refusals import RefusedError
from app.tables import Contact, Event
from app.whatsapp.outgoing import Template
from tests.lotse import Lotse
from tests.webhooks import change, encode, text_message

KIM = "4915100000001"
NOW = int(time.time())


def signals(lotse: Lotse, wish: str, at: int) -> None:
    wishes = [{"wa_id": KIM, "value": wish, "category": "marketing_messages", "timestamp": at}]
    lotse.receive_bytes(encode(change("user_preferences", user_preferences=wishes)))


def contact(lotse: Lotse) -> Contact:
    with lotse.sessions() as session:
        return session.scalars(select(Contact)).one()


def lines(lotse: Lotse) -> list[str]:
    with lotse.sessions() as session:
        return list(session.scalars(select(Event.kind).where(Event.kind.in_(("opted_out", "opted_in")))))


@pytest.fixture
def kim(lotse: Lotse) -> Lotse:
    lotse.receive(text_message("habt ihr offen?", KIM))
    lotse.work()
    return lotse


def test_the_signal_opts_out_from_its_own_time_and_stands_in_the_timeline(kim: Lotse) -> None:
    signals(kim, "stop", NOW)
    assert contact(kim).opted_out_at == datetime.fromtimestamp(NOW, UTC)
    assert lines(kim) == ["opted_out"]
    assert len(kim.graph.sent) == 1  # nobody wrote: nothing is confirmed


def test_who_resumes_later_has_opted_in_again_and_an_old_resume_changes_nothing(kim: Lotse) -> None:
    signals(kim, "stop", NOW)
    signals(kim, "resume", NOW - 60)
    assert contact(kim).opted_out_at
    signals(kim, "resume", NOW + 60)
    assert contact(kim).opted_out_at is None
    assert lines(kim) == ["opted_out", "opted_in"]


def test_what_they_write_is_answered_all_the_same(kim: Lotse) -> None:
    signals(kim, "stop", NOW)
    kim.receive(text_message("und wo seid ihr?", "4915100000001"))
    kim.classify = None
    kim.work()
    kim.reply("In der Musterstraße 1.")
    kim.deliver()
    assert kim.graph.sent[-1]["text"] == "In der Musterstraße 1."


def test_no_template_goes_to_them(kim: Lotse) -> None:
    signals(kim, "stop", NOW)
    anna, template = kim.person(), Template("answer_waiting", "de", (), "Ihre Antwort ist da.")
    with pytest.raises(RefusedError, match="not_to_be_told"):
        kim.change(lambda session, one: replies.reply(session, one, anna, template, uuid4(), clock.now(session)))

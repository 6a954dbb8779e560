"""P10: a whole day, with every kind of message, failures, people's work, an export, an erasing and the night: nothing
of it stands in a log, in Redis, or in what monitors ask."""

import json
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from app import create_app, judging, logs, retention, signers, wake
from app.tables import Conversation, Media, Message
from app.wake import waker
from app.whatsapp.errors import InDoubt, NotSent, Refused
from commands.erase import erase_again
from models.prediction import Prediction
from tests.app.dashboard.visitor import Visitor, add_person
from tests.app.traces import dumped
from tests.lotse import Lotse
from tests.redis_contents import contents
from tests.webhooks import change, echo, encode, envelope, message, sign, status, text_message
from workers import clock
from workers.minutely import Minutely

if TYPE_CHECKING:
    from redis import Redis

WORD, NAME, PHONE, BSUID, USER = "Xylofonkiste", "Quendolina Zwirbelbart", "4915112345678", "DE.90210-7Q", "zwirbel_q"
ORDER, MAIL = "77431-QZ", "quendolina@example.com"
SECRETS = (WORD, NAME, "Zwirbelbart", PHONE, PHONE[2:], BSUID, USER, ORDER, MAIL)


def all_kinds() -> list[dict[str, Any]]:
    medium = {"id": "77", "mime_type": "image/jpeg", "caption": WORD, "filename": f"{WORD}.jpg"}
    card = {"name": {"formatted_name": NAME}, "phones": [{"phone": PHONE}]}
    bodies: list[tuple[str, Any]] = [
        *((kind, medium) for kind in ("image", "video", "audio", "document", "sticker")),
        ("location", {"latitude": 52.5, "longitude": 13.4, "name": WORD, "address": NAME}),
        ("contacts", [card]),
        ("button", {"payload": WORD, "text": WORD}),
        ("interactive", {"type": "button_reply", "button_reply": {"id": WORD, "title": NAME}}),
        ("interactive", {"type": "nfm_reply", "nfm_reply": {"response_json": json.dumps({"mail": MAIL})}}),
        ("order", {"catalog_id": "7", "product_items": [{"product_retailer_id": ORDER}], "text": WORD}),
        ("reaction", {"message_id": "wamid.X", "emoji": WORD}),
        ("unsupported", {"type": WORD}),
        ("system", {"body": f"{NAME} changed from {PHONE} to 4915100000099", "type": "user_changed_number"}),
        ("hologram", {"depth": WORD}),
    ]
    about = {"from_user_id": BSUID, "from": PHONE}
    return [message(kind, content, **about) for kind, content in bodies]


def breaks(texts: Sequence[str]) -> list[Prediction]:
    raise ValueError(f"cannot read {texts}")


class Day:
    """What happens: by the signed webhook, the workers' parts, and people at the dashboard."""

    def __init__(self, lotse: Lotse) -> None:
        self.lotse = lotse
        self.client = create_app().test_client()
        self.dora = Visitor(self.client, [])
        self.dora.sign_in(add_person(lotse.sessions, "dora@example.com", "admin").email)

    def hook(self, body: bytes) -> None:
        answer = self.client.post("/webhook", data=body, headers={"X-Hub-Signature-256": sign(body)})
        assert answer.status_code == 200
        self.lotse.work()
        self.lotse.settle()

    def customers_write(self) -> None:
        names = {PHONE: NAME}
        ask = text_message(f"wo ist meine {WORD}, Nr. {ORDER}? {MAIL}", PHONE, from_user_id=BSUID)
        first = envelope(ask, names=names)
        first["entry"][0]["changes"][0]["value"]["contacts"][0]["profile"]["username"] = USER
        self.hook(encode(first))
        self.hook(encode(envelope(*all_kinds(), names=names)))
        edit = {"original_message_id": ask["id"], "message": {"type": "text", "text": {"body": f"die {WORD}!"}}}
        self.hook(encode(envelope(message("edit", edit, **{"from": PHONE}))))
        self.hook(encode(change("smb_message_echoes", message_echoes=[echo(f"hallo {NAME}", PHONE)])))
        self.hook(encode(change("user_preferences", user_preferences=[{"wa_id": PHONE, "detail": WORD}])))
        self.hook(b'{"entry": "' + WORD.encode() + b'"')
        self.hook(encode({"entry": [{"changes": [{"field": WORD, "value": NAME}]}]}))

    def things_fail(self, monkeypatch: pytest.MonkeyPatch) -> None:
        works = self.lotse.classify
        with monkeypatch.context() as broken:
            broken.setattr(judging, "decide", lambda *given: breaks([WORD, NAME]))
            self.hook(encode(envelope(text_message(f"kaputt {WORD}", "4915177777777"))))
        self.lotse.classify = breaks
        self.hook(encode(envelope(text_message(f"auch kaputt {WORD}", "4915166666666"))))
        self.lotse.classify = works
        whys = (Refused(131026, f"no {PHONE}"), InDoubt(f"lost {NAME}"), NotSent(130472, f"not now {WORD}"))
        for number, why in enumerate(whys):
            self.lotse.graph.results = [why]
            self.hook(encode(envelope(text_message("wann offen?", f"49151888888{number}"))))
        failed = {"errors": [{"code": 131026, "title": WORD, "error_data": {"details": f"{PHONE} {NAME}"}}]}
        said = self.lotse.outbound()[-1]
        report = status(str(said.callback_id), "failed", str(said.wamid), recipient_id=PHONE, **failed)
        self.hook(encode(envelope(statuses=[report])))
        assert self.client.post("/webhook", data=WORD, headers={"X-Hub-Signature-256": "sha256=0"}).status_code == 401

    def people_work(self) -> int:
        with self.lotse.sessions() as session:
            here = session.scalars(select(Conversation.id).order_by(Conversation.id)).first()
        path = f"/conversations/{here}"
        self.dora.get(path)
        self.dora.get(f"/?q={WORD}")
        for what, form in (
            ("take", {}),
            ("draft", {"text": f"Liebe {NAME}", "note": WORD, "writes": "1"}),
            ("note", {"note": f"{NAME} ist nett", "note-key": str(uuid4())}),
            ("label", {"label": WORD, "on": "1"}),
            ("reply", {"text": f"Hallo {NAME}, {WORD}", "key": str(uuid4())}),
            ("resolve", {}),
        ):
            assert self.dora.post(f"{path}/{what}", **form).status_code < 500
        self.dora.get(f"/conversations/{WORD}")
        self.lotse.work()
        return int(here or 0)

    def she_has_her_rights(self, conversation_id: int) -> None:
        with self.lotse.sessions.begin() as session:
            contact_id = session.get_one(Conversation, conversation_id).contact_id
            session.execute(update(Message).where(Message.status == "sending").values(status="sent"))
        assert WORD in self.dora.get(f"/contacts/{contact_id}/export.json").text
        assert self.dora.get(f"/contacts/{contact_id}/export.html").status_code == 200
        assert self.dora.post(f"/contacts/{contact_id}/opt-out", wanted="out", why=f"{NAME} rief an").status_code == 303
        assert self.dora.post(f"/contacts/{contact_id}/erase", typed=str(contact_id)).status_code == 303
        assert erase_again(self.lotse.sessions) == 0

    def monitors_ask(self) -> str:
        return "".join(self.client.get(path).text for path in ("/healthz", "/readyz", "/metrics"))


def test_a_whole_day_leaves_no_words_in_logs_redis_or_what_monitors_ask(
    lotse: Lotse,
    redis: "Redis",
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    logs.configure()
    caplog.set_level(logging.DEBUG)
    signers.secrets.forget()
    monkeypatch.setattr(waker, "soon", lambda kind: wake.wake_or_log(redis, kind))
    monkeypatch.setattr(retention, "is_night", lambda now: True)
    day = Day(lotse)
    day.customers_write()
    day.things_fail(monkeypatch)
    here = day.people_work()
    everywhere = dumped(lotse.sessions)
    assert all(secret in everywhere for secret in SECRETS), "the day has to mean anything"
    day.she_has_her_rights(here)
    clock.tick(redis, sweep=True)
    Minutely().once()
    asked = day.monitors_ask()

    logged = "".join(capfd.readouterr())
    assert all(event in logged for event in ("delivery_set_aside", "triage_failed", "contact_erased"))
    held = contents(redis)
    assert "rq:job" in held
    everything = {"logs": logged + caplog.text, "Redis": held, "monitors": asked}
    assert [(secret, where) for where, text in everything.items() for secret in SECRETS if secret in text] == []
    with lotse.sessions() as session:
        assert session.scalars(select(Media.id)).all() == []

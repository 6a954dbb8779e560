"""A customer is erased by right: of their words, name and number nothing is left in any table, and the counts hold."""

import json
import re
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from app import clock, erasing, exporting, forgetting, ledger, locking, merging, replies, several
from app.media import store
from app.refusals import RefusedError
from app.tables import (
    Contact,
    Conversation,
    Correction,
    Decision,
    Delivery,
    Draft,
    Event,
    Label,
    Media,
    Message,
    Note,
    Notice,
    ParkedStatus,
    SavedFilter,
    Try,
)
from app.tables.agents import ConversationLabel
from commands.classifier import all_examples
from tests.app import traces
from tests.lotse import PLAYBOOK, Lotse, predicts
from tests.webhooks import encode, envelope, message, status, text_message

NUMBER, OTHER = "4915112345678", "4915199999999"
NAME = "Quendolina Zwirbelbart"
WORD = "Xylofonkiste"
LITERAL = {"literal_binds": True}
TRACES = (NUMBER, NAME, "Zwirbelbart", WORD)


@pytest.fixture
def known(lotse: Lotse) -> Lotse:
    """Quendolina has said her word in every way that there is, and people have written it down everywhere."""
    hers = {"names": {NUMBER: NAME}}
    first = text_message(f"wann geht die {WORD} auf? Gruß {NAME}", NUMBER)
    lotse.receive(first, **hers)
    lotse.work()
    card = [{"name": {"formatted_name": NAME}, "phones": [{"phone": NUMBER}]}]
    picture = {"id": "77", "mime_type": "image/jpeg", "caption": f"meine {WORD}"}
    quoting = {"context": {"id": first["id"], "from": NUMBER}}
    lotse.receive(text_message(f"nochmal: {WORD}", NUMBER, **quoting), message("image", picture, **{"from": NUMBER}))
    lotse.receive(message("contacts", card, **{"from": NUMBER}), **hers)
    edit = {"edit": {"original_message_id": first["id"], "message": {"type": "text", "text": {"body": f"die {WORD}!"}}}}
    lotse.receive(message("edit", edit["edit"], **{"from": NUMBER}))
    lotse.classify = predicts("complaint")
    lotse.work()
    lotse.receive(text_message("und ich?", OTHER), text_message(f"{WORD} zum Dritten", NUMBER), names={OTHER: "Kim"})
    lotse.work()
    _written_down(lotse)
    assert {trace for trace in TRACES if places(lotse, trace)} == set(TRACES)
    return lotse


def _written_down(lotse: Lotse) -> None:
    anna = lotse.person()
    with lotse.sessions.begin() as session:
        number = hers(session).id
        contact_id = hers(session).contact_id
        now = clock.now(session)
        here = {"conversation_id": number}
        at = {"person_id": anna.id, **here}
        medium = session.scalars(select(Media)).one()
        medium.state, medium.place, medium.size, medium.filename = "stored", "postgres", 3, f"{WORD}.jpg"
        session.add_all(
            [
                Note(text=f"{NAME} ist nett", written_at=now, **at),
                Draft(text=f"Liebe {NAME}", changed_at=now, **at),
                Correction(decision_id=1, kind="confirmed", intent="complaint", text=WORD, **at),
                Decision(kind="escalate", detail=WORD, suggestion=NAME, because={"near": [{"text": WORD}]}, **here),
                Event(kind="opted_out", detail={"why": WORD}, **at),
                Notice(field="x", key="1", contact_id=contact_id, detail={"name": NAME}, happened_at=now),
                Notice(field="errors", key="2", detail={"to": NUMBER}, happened_at=now),
                ParkedStatus(inbox_id=1, wamid=_a_wamid(session, number), status="read", error=WORD),
                Label(id=1, name="heikel"),
                Label(id=2, name=f"für {NAME}"),
                SavedFilter(person_id=anna.id, name="1", query=urlencode({"tab": "all", "q": NAME.lower()})),
                SavedFilter(person_id=anna.id, name="2", query=urlencode({"q": f"0{NUMBER[2:]}"})),
                SavedFilter(person_id=anna.id, name=WORD[:3], query=urlencode({"q": "paket", "label": "heikel"})),
            ]
        )
        session.flush()
        session.add_all([ConversationLabel(label_id=1, **here), ConversationLabel(label_id=2, **here)])
    with lotse.sessions.begin() as session:
        store.at("postgres").write(session, session.scalars(select(Media.id)).one(), BytesIO(WORD.encode()))
    lotse.receive_bytes(b'{"unreadable": "' + NUMBER.encode())
    mixed = envelope(text_message("von mir", OTHER), names={NUMBER: NAME})
    with lotse.sessions.begin() as session:
        session.add(Delivery(body=encode(mixed), set_aside_at=clock.now(session), attempts=3, error="strange"))


def hers(session: Session) -> Conversation:
    return session.scalars(select(Conversation).join(Contact).where(Contact.name == NAME)).one()


def _a_wamid(session: Session, number: int) -> str:
    return session.scalars(select(Message.wamid).where(Message.conversation_id == number)).first() or ""


def places(lotse: Lotse, trace: str) -> list[str]:
    return traces.places(lotse.sessions, trace)


def erase(lotse: Lotse, name: str = NAME) -> dict[str, int]:
    anna = lotse.person()
    with lotse.sessions.begin() as session:
        contact_id = session.scalars(select(Contact.id).where(Contact.name == name)).one()
        erased = erasing.erase(session, contact_id, anna, clock.now(session))
    assert erased is not None
    return erased


def counts(lotse: Lotse) -> dict[str, int]:
    with lotse.sessions() as session:
        return ledger.count(session)


def test_nothing_of_a_customer_is_found_in_any_table_afterwards(known: Lotse) -> None:
    erased = erase(known)
    assert {trace: places(known, trace) for trace in TRACES} == {trace: [] for trace in TRACES}
    assert not any(WORD in example.text for example in all_examples(PLAYBOOK))
    assert erased["notes"] == erased["drafts"] == erased["media"] == 1


def test_a_file_that_waits_in_a_draft_about_them_goes_too_and_is_exported_before(known: Lotse) -> None:
    with known.sessions.begin() as session:
        talk = hers(session).id
        files = [_file(session, f"{name}.pdf") for name in ("Rechnung", "Preise")]
        session.execute(update(Draft).where(Draft.conversation_id == talk).values(media_id=files[0]))
    with known.sessions() as session:
        told: Any = exporting.gather(session, hers(session).contact_id)
    assert [one["filename"] for one in told["conversations"][0]["unsent_files"]] == ["Rechnung.pdf"]
    assert erase(known)["media"] == 2
    assert places(known, "Rechnung") == []
    assert places(known, "Preise")


def _file(session: Session, name: str) -> int:
    medium = Media(inbox_id=1, kind="document", filename=name, state="stored", place="postgres", person_id=1)
    session.add(medium)
    session.flush()
    store.at("postgres").write(session, medium.id, BytesIO(name.encode()))
    return medium.id


def test_labels_and_saved_filters_that_name_them_go_and_others_stay(known: Lotse) -> None:
    erase(known)
    with known.sessions() as session:
        assert session.scalars(select(Label.name)).all() == ["heikel"]
        assert session.scalars(select(SavedFilter.name)).all() == [WORD[:3]]


def test_so_do_those_of_words_that_only_they_wrote_and_what_was_tried_out(known: Lotse) -> None:
    with known.sessions.begin() as session:
        anna = known.person().id
        for word, text in (("3", WORD.lower()), ("4", "und")):
            session.add(SavedFilter(person_id=anna, name=f"suche {word}", query=urlencode({"q": text})))
        session.add_all(
            [Label(id=3, name=f"{WORD} auf"), Label(id=4, name="und wichtig"), Try(person_id=anna, text=WORD)]
        )
    erase(known)
    with known.sessions() as session:
        assert set(session.scalars(select(Label.name))) == {"heikel", "und wichtig"}
        assert set(session.scalars(select(SavedFilter.name))) == {WORD[:3], "suche 4"}
        assert session.scalars(select(Try.id)).all() == []


def test_what_was_closed_before_is_not_opened_again(known: Lotse) -> None:
    anna = known.person()
    with known.sessions.begin() as session:
        closed = several.close(session, [hers(session).id], anna, clock.now(session)).lines
        number = hers(session).id
    erase(known)
    with known.sessions.begin() as session:
        assert several.undo(session, closed, anna, clock.now(session)) == (0, ((number, "undo_gone"),))


def test_the_counts_hold_and_the_timeline_says_when_and_by_whom(known: Lotse) -> None:
    before = counts(known)
    erase(known)
    assert counts(known) == before
    assert before["unexplained"] == 0
    with known.sessions() as session:
        line = session.scalars(select(Event).where(Event.kind == "erased")).one()
        assert (line.person_id, line.detail) == (known.person().id, None)


def test_others_keep_what_is_theirs_even_in_a_delivery_that_names_both(known: Lotse) -> None:
    erase(known)
    assert "messages" in places(known, "und ich?")
    with known.sessions() as session:
        [kept] = session.scalars(select(Delivery.body).where(Delivery.set_aside_at.is_not(None)))
    assert b"von mir" in kept


def test_who_writes_again_is_a_new_contact_and_a_redelivery_brings_nothing_back(known: Lotse) -> None:
    again = text_message("huhu", NUMBER)
    known.receive(again)
    erase(known)
    known.receive(again)
    assert places(known, "huhu") == []
    known.receive(text_message("ich wieder", NUMBER))
    with known.sessions() as session:
        written = session.scalars(select(Message).where(Message.text == "ich wieder")).one()
        assert session.get_one(Conversation, written.conversation_id).contact_id == 3


def test_what_is_open_is_closed_and_what_is_queued_is_not_sent(known: Lotse) -> None:
    known.receive(text_message("noch etwas", NUMBER))
    known.deliver()
    sent = len(known.graph.sent)
    anna = known.person()
    with known.sessions.begin() as session:
        talk = locking.lock(session, hers(session).id)
        assert talk is not None
        replies.reply(session, talk, anna, "Gern!", uuid4(), clock.now(session))
    erase(known)
    known.work()
    assert len(known.graph.sent) == sent
    assert counts(known)["open"] == counts(known)["unexplained"] == 0


def test_while_a_message_is_on_its_way_nothing_is_erased(known: Lotse) -> None:
    with known.sessions.begin() as session:
        said = session.scalars(select(Message).where(Message.direction == "out")).first()
        assert said is not None
        said.status = "sending"
    with pytest.raises(RefusedError, match="being_sent"):
        erase(known)
    assert places(known, WORD)


def test_a_late_status_of_an_erased_answer_is_still_understood(known: Lotse) -> None:
    [answer, *_] = known.outbound()
    erase(known)
    known.receive(statuses=[status(str(answer.callback_id), "read", str(answer.wamid), recipient_id="-")])
    [after, *_] = known.outbound()
    assert (after.status, after.text) == ("read", None)


def test_the_export_holds_all_of_it_and_nothing_of_others(known: Lotse) -> None:
    with known.sessions() as session:
        told: Any = exporting.gather(session, hers(session).contact_id)
    text = json.dumps(told, ensure_ascii=False)
    assert all(trace in text for trace in TRACES)
    assert "und ich?" not in text
    [talk] = told["conversations"]
    assert talk["labels"] == ["für Quendolina Zwirbelbart", "heikel"]
    assert talk["drafts"][0]["text"] == f"Liebe {NAME}"
    assert talk["notes"][0]["person"] == "anna"
    assert any("media" in said for said in talk["messages"])


def test_two_contacts_that_became_one_are_erased_as_one(known: Lotse) -> None:
    with known.sessions.begin() as session:
        other = session.scalars(select(Contact.id).where(Contact.name == "Kim")).one()
        merging.merge(session, hers(session).contact_id, other)
    erase(known)
    assert places(known, OTHER) == places(known, NUMBER) == []


def test_the_files_that_go_are_found_without_reading_all_there_are(lotse: Lotse) -> None:
    lotse.receive(text_message("moin"))
    asked = [some.compile(dialect=postgresql.dialect(), compile_kwargs=LITERAL) for some in forgetting.files([1])]
    many = "SELECT i, 1, 'image', 'stored' FROM generate_series(10000, 20000) AS i"
    with lotse.sessions() as session:
        session.execute(text(f"INSERT INTO media (id, inbox_id, kind, state) OVERRIDING SYSTEM VALUE {many}"))
        session.execute(text("ANALYZE media"))
        plans = ["\n".join(session.scalars(text(f"EXPLAIN {one}".replace(":", "\\:")))) for one in asked]
    for plan in plans:
        assert re.search(r" on media .*\n +(Index|Recheck) Cond: ", plan), plan

"""Edits, revocations and reactions take effect on their message, in whatever order they arrive."""

from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import select, text

from app.tables import Delivery, Media
from tests.lotse import Lotse, predicts
from tests.webhooks import message, text_message

ORIGINAL = text_message("bitte storniren", timestamp="1766500000", id="wamid.ORIGINAL")


def edit(words: str, at: int) -> dict[str, Any]:
    inner = {"type": "text", "text": {"body": words}}
    return message("edit", {"original_message_id": "wamid.ORIGINAL", "message": inner}, timestamp=str(1766500000 + at))


def revoke(of: str = "wamid.ORIGINAL", **changes: Any) -> dict[str, Any]:
    return message("revoke", {"original_message_id": of}, **changes)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_last_edit_holds_and_the_earlier_texts_are_kept(lotse: Lotse, order: tuple[int, ...]) -> None:
    arriving = [ORIGINAL, edit("bitte stornieren", 10), edit("doch nicht stornieren", 20)]
    for index in order:
        lotse.receive(arriving[index])

    [seen] = [row for row in lotse.inbound() if row.kind == "text"]
    assert seen.text == "doch nicht stornieren"
    assert [version["text"] for version in seen.versions or []] == ["bitte storniren", "bitte stornieren"]
    assert seen.edited_at is not None


def test_an_edit_before_the_answer_is_what_is_answered(lotse: Lotse) -> None:
    read_texts: list[str] = []

    def classify(texts: list[str]) -> Any:
        read_texts.extend(texts)
        return predicts("opening_hours")(texts)

    lotse.classify = classify  # type: ignore[assignment]
    lotse.receive(ORIGINAL)
    lotse.receive(edit("wann habt ihr offen", 5))
    lotse.triage()

    assert read_texts == ["wann habt ihr offen"]


def test_an_edit_neither_reopens_a_conversation_nor_triggers_an_answer(lotse: Lotse) -> None:
    lotse.receive(ORIGINAL)
    lotse.work()
    sent = len(lotse.graph.sent)
    lotse.change(lambda session, conversation: setattr(conversation, "owner", "resolved"))
    lotse.receive(edit("etwas ganz anderes", 5), revoke("wamid.OTHER"))
    lotse.work()

    assert lotse.conversation().owner == "resolved"
    assert len(lotse.graph.sent) == sent


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_revoked_message_leaves_no_word_in_the_database(lotse: Lotse, order: tuple[int, ...]) -> None:
    arriving = [ORIGINAL, edit("bitte stornieren", 10), revoke()]
    for index in order:
        lotse.receive(arriving[index])

    [seen] = [row for row in lotse.inbound() if row.kind == "text"]
    assert seen.revoked_at is not None
    assert "storni" not in everything(lotse)


def test_a_redelivery_does_not_bring_a_revoked_text_back(lotse: Lotse) -> None:
    lotse.receive(ORIGINAL)
    lotse.receive(revoke())
    lotse.receive(ORIGINAL)

    assert "storni" not in everything(lotse)


def test_a_message_revoked_before_anybody_read_it_needs_no_answer(lotse: Lotse) -> None:
    lotse.receive(ORIGINAL)
    lotse.receive(revoke())
    lotse.work()

    assert {row.outcome for row in lotse.inbound()} == {"noted"}
    assert (lotse.conversation().owner, lotse.graph.sent) == ("bot", [])


def test_a_revoked_picture_is_deleted_with_its_message(lotse: Lotse) -> None:
    lotse.receive(message("image", {"id": "1", "mime_type": "image/png", "sha256": "x"}, id="wamid.PICTURE"))
    lotse.receive(revoke("wamid.PICTURE"))

    with lotse.sessions() as session:
        assert session.scalars(select(Media)).all() == []


def test_nobody_can_edit_or_revoke_what_somebody_else_wrote(lotse: Lotse) -> None:
    lotse.receive(ORIGINAL)
    lotse.receive({**edit("gefälscht", 5), "from": "4915100000002"}, revoke(**{"from": "4915100000002"}))

    [seen] = [row for row in lotse.inbound() if row.kind == "text"]
    assert (seen.text, seen.revoked_at) == ("bitte storniren", None)


def everything(lotse: Lotse) -> str:
    """All that is stored, as one text."""
    with lotse.sessions() as session:
        rows = session.execute(text("SELECT to_jsonb(messages)::text FROM messages")).scalars().all()
        bodies = session.scalars(select(Delivery.body)).all()
    return "\n".join(rows) + b"\n".join(bodies).decode()


def test_an_edit_while_the_classifier_is_at_work_is_classified_anew(lotse: Lotse) -> None:
    seen: list[str] = []

    def classify(texts: list[str]) -> Any:
        if not seen:
            lotse.receive(edit("wann habt ihr offen", 5))
        seen.extend(texts)
        return predicts("opening_hours" if "offen" in texts[0] else "complaint")(texts)

    lotse.classify = classify  # type: ignore[assignment]
    lotse.receive(ORIGINAL)
    lotse.triage()

    assert seen == ["bitte storniren", "wann habt ihr offen"]
    assert [decision.intent for decision in lotse.decisions()] == ["opening_hours"]


def test_what_came_with_a_revoked_message_stays_in_the_bytes(lotse: Lotse) -> None:
    lotse.receive(ORIGINAL, text_message("bleibt stehen"))
    lotse.receive(revoke())

    assert "storni" not in everything(lotse)
    with lotse.sessions() as session:
        assert b"bleibt stehen" in session.scalars(select(Delivery.body).order_by(Delivery.id)).first()  # type: ignore[operator]


def test_a_text_that_was_delivered_twice_is_gone_from_both_deliveries(lotse: Lotse) -> None:
    lotse.receive(ORIGINAL)
    lotse.receive(ORIGINAL, text_message("und noch etwas"))
    lotse.receive(edit("bitte stornieren", 10))
    lotse.receive(edit("bitte stornieren", 10), ORIGINAL)
    lotse.receive(revoke())

    assert "storni" not in everything(lotse)


def test_a_revoked_text_is_gone_from_a_delivery_that_was_partly_set_aside_too(lotse: Lotse) -> None:
    lotse.receive(ORIGINAL, {"id": "wamid.NOBODYS", "type": "text", "text": {"body": "von niemandem"}})
    lotse.receive(revoke())

    assert "storni" not in everything(lotse)
    with lotse.sessions() as session:
        set_aside = session.scalars(select(Delivery).where(Delivery.set_aside_at.is_not(None))).one()
        assert b"von niemandem" in set_aside.body


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_revoking_an_edit_revokes_the_edited_message(lotse: Lotse, order: tuple[int, ...]) -> None:
    arriving = [ORIGINAL, {**edit("bitte stornieren", 10), "id": "wamid.EDIT"}, revoke("wamid.EDIT")]
    for index in order:
        lotse.receive(arriving[index])

    [seen] = [row for row in lotse.inbound() if row.kind == "text"]
    assert seen.revoked_at is not None
    assert "storni" not in everything(lotse)


@pytest.mark.parametrize("change", [edit("stornieren", 10), revoke()])
def test_a_change_told_under_another_id_takes_effect_once_both_are_known_as_one_person(
    lotse: Lotse, change: dict[str, Any]
) -> None:
    phone, bsuid = "4915100000001", "DE.11111111111"
    lotse.receive({**ORIGINAL, "from": phone})
    lotse.receive({key: value for key, value in change.items() if key != "from"} | {"from_user_id": bsuid})
    lotse.receive(text_message("beides", phone, from_user_id=bsuid))

    [seen] = [row for row in lotse.inbound() if row.wamid == "wamid.ORIGINAL"]
    assert seen.text in {"stornieren", None}

"""What agents see of who speaks next: the announcement with its buttons, and every change with who, when and why."""

from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session, sessionmaker

from app import clock, database
from app.tables import Conversation, Person
from tests.app.dashboard.inbox import Shop, Visitor

PLAN = {"kind": "answer", "text": "Wir haben bis 18 Uhr offen.", "reason": None, "intent": "opening_hours"}


@pytest.fixture
def announced(shop: Shop) -> int:
    """Lotse answers in an hour: no test may fall on its end."""
    return shop.conversation(owner="bot", plan=PLAN, due_at=shop.ago(-60))


def plan(shop: Shop, number: int, **values: object) -> None:
    with shop.sessions.begin() as session:
        session.get_one(Conversation, number).plan = {**PLAN, "text": None, **values}


def path(number: int, verb: str = "") -> str:
    return f"/conversations/{number}{verb}"


def test_what_lotse_is_about_to_say_is_shown_with_its_buttons(agent: Visitor, announced: int) -> None:
    page = agent.get(path(announced)).text
    assert "Lotse antwortet in" in page
    assert page.count("Wir haben bis 18 Uhr offen.") == 2  # once seen, once said
    for button in ("stop", "now", "take"):
        assert f'data-testid="announced-{button}"' in page


def test_it_is_said_once_and_not_each_second(agent: Visitor, announced: int) -> None:
    page = agent.get(path(announced)).text
    said = page.split('id="announced-said" role="status">')[1].split("</p>")[0]
    assert said == "Lotse antwortet gleich: Wir haben bis 18 Uhr offen."
    assert "aria-live" not in page.split('data-testid="announced"')[1].split("</form>")[0]


@pytest.mark.parametrize(
    ("kind", "reason", "said", "missing"),
    [
        ("escalate", "unsure", "an Menschen weiter:</strong> Nicht sicher genug", ["stop"]),
        ("note", None, "Lotse antwortet nicht</strong>", ["stop", "now"]),
    ],
)
def test_going_to_people_and_silence_are_announced_with_their_reason(
    agent: Visitor, shop: Shop, announced: int, kind: str, reason: str | None, said: str, missing: list[str]
) -> None:
    plan(shop, announced, kind=kind, reason=reason)
    page = agent.get(path(announced)).text
    assert said in page
    assert not [button for button in missing if f'data-testid="announced-{button}"' in page]


def test_a_plan_with_markup_stays_harmless_text(agent: Visitor, shop: Shop, announced: int) -> None:
    plan(shop, announced, text="<script>alert(1)</script>")
    page = agent.get(path(announced)).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_list_marks_it(agent: Visitor, shop: Shop, announced: int) -> None:
    shop.conversation(owner="bot", due_at=shop.ago(-60))
    assert agent.get("/?tab=bot").text.count('data-testid="row-announced"') == 1


def test_an_open_page_learns_of_a_new_plan_and_of_a_new_moment(agent: Visitor, shop: Shop, announced: int) -> None:
    query = f"/live?conversation={announced}"
    agent.get("/")
    version = agent.get(query).headers["ETag"]
    plan(shop, announced, text="Anders.")
    newer = agent.get(query, **{"If-None-Match": version})
    assert newer.status_code == 200
    with shop.sessions.begin() as session:
        session.get_one(Conversation, announced).due_at = shop.ago(-70)
    assert agent.get(query, **{"If-None-Match": newer.headers["ETag"]}).status_code == 200


def test_stopping_brings_it_to_people_and_says_who(agent: Visitor, shop: Shop, announced: int) -> None:
    agent.post(path(announced, "/stop"))
    assert (shop.read(announced).owner, shop.read(announced).reason) == ("waiting", "stopped")
    assert agent.woken == ["deliver", "triage"]
    assert "anna hat angehalten, was Lotse sagen wollte" in agent.get(path(announced)).text


def test_stopping_too_late_says_so(agent: Visitor, shop: Shop) -> None:
    quiet = shop.conversation(said=None, owner="bot")
    answer = agent.post(path(quiet, "/stop"))
    assert answer.status_code == 409
    assert "Zu spät" in answer.text
    assert agent.woken == []


def test_now_makes_it_due_and_wakes_triage(agent: Visitor, shop: Shop, announced: int) -> None:
    agent.post(path(announced, "/now"))
    due_at = shop.read(announced).due_at
    assert due_at is not None
    assert due_at < shop.ago(-1)
    assert agent.woken == ["triage"]


def test_taking_over_from_the_announcement(agent: Visitor, shop: Shop, anna: Person, announced: int) -> None:
    agent.post(path(announced, "/take"), assignee="")
    taken = shop.read(announced)
    assert (taken.owner, taken.assignee_id, taken.plan) == ("agent", anna.id, None)


@pytest.mark.parametrize(
    ("kind", "reason", "by", "said"),
    [
        ("claim_over", None, True, "anna hat übernommen, aber nicht geantwortet: zurück in die Warteschlange"),
        ("agent_away", None, True, "und anna ist nicht da: zurück in die Warteschlange"),
        ("agent_away", None, False, "hier hat niemand das Gespräch"),
        ("left_alone", None, False, "Lange hat niemand geschrieben: zurück an Lotse"),
        ("handed_back", "claim_over", False, "Zurück an Lotse: Übernommen, aber nicht beantwortet"),
        ("handed_back", None, True, "anna hat an Lotse zurückgegeben"),
        ("assigned", "berta", True, "anna hat das Gespräch an berta gegeben"),
        ("stopped", None, True, "anna hat angehalten"),
        ("escalated", "unsure", False, "An Menschen übergeben: Nicht sicher genug"),
        ("invented", None, False, "Ereignis: invented"),
    ],
)
def test_every_change_is_a_line_with_who_and_why(
    agent: Visitor, shop: Shop, anna: Person, kind: str, reason: str | None, by: bool, said: str
) -> None:
    number = shop.conversation()
    shop.event(number, kind, reason=reason, person_id=anna.id if by else None)
    line = agent.get(path(number)).text.split(f'data-kind="{kind}"')[1].split("</li>")[0]
    assert said in line


def test_since_when_somebody_has_it_stands_in_the_head(agent: Visitor, shop: Shop, anna: Person) -> None:
    long_ago = shop.now - timedelta(days=3)
    number = shop.conversation(owner="agent", assignee_id=anna.id, changed_at=long_ago)
    local = long_ago.astimezone(clock.ZONE)
    assert f"seit {local:%d.%m.%Y, %H:%M}" in agent.get(path(number)).text


def seen_at(sessions: sessionmaker[Session], person: Person) -> object:
    with sessions() as session:
        return session.get_one(Person, person.id).seen_at


def test_whoever_looks_is_there_until_they_sign_out(
    agent: Visitor, anna: Person, sessions: sessionmaker[Session]
) -> None:
    agent.get("/live")
    assert seen_at(sessions, anna) is not None
    agent.post("/sign-out")
    assert seen_at(sessions, anna) is None


def test_that_somebody_is_there_is_written_once_in_a_while(agent: Visitor, anna: Person) -> None:
    written: list[str] = []

    def listen(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith("UPDATE people"):
            written.append(statement)

    agent.get("/live")
    event.listen(database.engine(), "before_cursor_execute", listen)
    try:
        for _ in range(5):
            agent.get("/live")
        assert written == []
        with database.sessions().begin() as session:
            session.get_one(Person, anna.id).seen_at -= timedelta(minutes=2)  # type: ignore[operator]
        written.clear()
        for _ in range(5):
            agent.get("/live")
        assert len(written) == 1
    finally:
        event.remove(database.engine(), "before_cursor_execute", listen)

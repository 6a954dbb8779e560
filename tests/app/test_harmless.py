"""An expression under [numbers] that was saved before there was a check holds nobody up, and people see what it is."""

import re
import time

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app import clock
from app import playbook as playbooks
from app.doctor import checks, numbers
from app.playbook import backtracking, checking, harmless, versions
from app.playbook.expressions import NOT_LOOKED_FOR
from app.playbook.model import Playbook
from app.playbook.versions import Change
from tests.app.dashboard.visitor import add_person
from tests.app.test_backtracking import SLOW
from tests.app.test_gathering import WITH_NUMBER, last, says, unsure
from tests.lotse import PLAYBOOK, Lotse, predicts

BAD = WITH_NUMBER.model_copy(update={"numbers": {"order_number": re.compile(SLOW), "other": re.compile(r"\d{9}")}})


@pytest.fixture
def held() -> Playbook:
    return harmless.made(BAD)


def test_a_message_made_to_hold_lotse_up_takes_no_time_and_comes_to_people(lotse: Lotse, held: Playbook) -> None:
    lotse.playbook, began = held, time.process_time()
    says(lotse, "wo bleibt " + "A" * 400 + "?", predicts("order_status"))
    assert time.process_time() - began < 5
    assert last(lotse) == ("escalated", "variable_missing")
    assert lotse.decisions()[-1].detail == "order_number"


def test_nobody_is_asked_again_for_a_number_that_would_not_be_found(lotse: Lotse, held: Playbook) -> None:
    lotse.playbook = WITH_NUMBER
    says(lotse, "wo bleibt meine bestellung", predicts("order_status"))
    assert last(lotse) == ("asked", None)
    lotse.playbook = held
    says(lotse, "na meine bestellung, wo bleibt die", unsure)
    assert last(lotse) == ("escalated", "detail_missing")


def test_what_is_quick_stays_as_it_is(held: Playbook) -> None:
    assert harmless.made(PLAYBOOK) is PLAYBOOK
    assert held.numbers == {"order_number": NOT_LOOKED_FOR, "other": BAD.numbers["other"]}
    assert held.ask == BAD.ask


def test_the_playbook_that_holds_is_without_it_and_the_check_and_the_doctor_name_it(
    sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = add_person(sessions, role="admin")
    with monkeypatch.context() as before, sessions.begin() as session:
        before.setattr(backtracking, "is_slow", lambda _: False)
        slow = f"[numbers]\ncustomer_number = '{SLOW}'\n"
        versions.save(
            session,
            versions.FOLDER,
            lambda files: {**files, "playbook.toml": files["playbook.toml"].replace("[numbers]\n", slow)},
            Change("import"),
            anna.id,
            clock.now(session),
        )
    playbooks.forget()
    book = playbooks.load()
    assert [kind for kind in book.numbers if not book.looks_for(kind)] == ["customer_number"]
    assert [one.remark.values for one in checking.check(book) if one.remark.code == "slow"] == [
        {"name": "customer_number"}
    ]
    assert [(one.code, one.level, one.values) for one in checks.quiet()["numbers"]()] == [
        ("number_slow", "warn", {"kind": "customer_number"})
    ]
    with sessions() as session:  # the file keeps what people wrote
        assert SLOW in versions.files(session, versions.newest(session))["playbook.toml"]


def test_the_doctor_says_nothing_of_numbers_that_are_looked_for() -> None:
    assert numbers.judge(PLAYBOOK) == []

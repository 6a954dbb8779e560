"""What PostgreSQL sampled to plan by does not keep what somebody wrote who was erased."""

import pytest
from sqlalchemy import select, text

from app import clock, erasing, samplings
from app.tables import Contact
from tests.lotse import Lotse
from tests.webhooks import text_message

NUMBER, NAME, WORD = "4915112345678", "Quendolina Zwirbelbart", "xylofonkist"
SAMPLED = """SELECT string_agg(concat(most_common_vals, histogram_bounds, most_common_elems), '') FROM pg_stats
             WHERE schemaname = current_schema()"""


def sampled(lotse: Lotse) -> str:
    with lotse.sessions() as session:
        return str(session.scalar(text(SAMPLED)))


@pytest.fixture
def known(lotse: Lotse) -> Lotse:
    for number in (NUMBER, "4915199999999", "4915188888888"):
        names = {number: NAME if number == NUMBER else number}
        lotse.receive(text_message(f"die {WORD}e ist kaputt" if number == NUMBER else "hallo", number), names=names)
        lotse.receive(text_message(f"meine {WORD}e!" if number == NUMBER else "hallo?", number), names=names)
    with lotse.sessions.begin() as session:
        session.execute(text("ANALYZE"))
    return lotse


def test_the_samples_are_taken_anew_after_somebody_was_erased(known: Lotse) -> None:
    before = sampled(known)
    assert all(word in before for word in (NAME, NUMBER, WORD)), "else the test says nothing"
    assert samplings.renew(known.sessions) == 0, "nobody was erased yet"
    with known.sessions.begin() as session:
        her = session.scalars(select(Contact.id).where(Contact.name == NAME)).one()
        erasing.erase(session, her, None, clock.now(session))
    assert samplings.renew(known.sessions) > 0
    after = sampled(known)
    assert [word for word in (NAME, NUMBER, WORD) if word in after] == []

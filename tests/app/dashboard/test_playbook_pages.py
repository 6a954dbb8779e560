"""The playbook's pages: who may change what, what holds then, what is refused, and that nothing is lost."""

import re
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import playbook as playbooks
from app.dashboard import intents
from app.dashboard.playbook import intent as intent_page
from app.playbook.intents import Intent
from app.playbook.model import Playbook
from app.tables import Person, PlaybookVersion
from tests.app.dashboard.inbox import Visitor

HOURS = "opening_hours"
HOSTILE = '<script>alert(1)</script> {{7*7}} \u202eabc ]\n[[examples]]\nsource = "x"'


pytestmark = pytest.mark.usefixtures("small_playbook")


def book() -> Playbook:
    return playbooks.current().playbook


def version() -> int:
    return playbooks.current().version or 0


def form(intent: Intent | None = None, **changes: Any) -> dict[str, Any]:
    """The settings' form of an intent as a page shows it now, with changes."""
    one = intent or book().intents[HOURS]
    texts = {f"{field}.{code}": text for field in ("title", "answers") for code, text in getattr(one, field).items()}
    given = {"version": version(), "team": one.team, "autonomy": one.autonomy, "collects": list(one.collects), **texts}
    return given | {name.replace("__", "."): value for name, value in changes.items()}


def test_an_agent_reads_everything_and_changes_nothing(agent: Visitor) -> None:
    for path in ("", f"/intents/{HOURS}", "/business", "/hours", "/try", "/versions", "/versions/0"):
        page = agent.get(f"/playbook{path}")
        assert page.status_code == 200, path
        assert "Ändern dürfen es Leitung" in page.text, path
    for path in (
        f"intents/{HOURS}",
        f"intents/{HOURS}/examples",
        f"intents/{HOURS}/delete",
        "new",
        "business",
        "hours",
    ):
        assert agent.post(f"/playbook/{path}", **form()).status_code == 403, path
    for path in ("sentences", "versions/0/back", "import", "import/confirm"):
        assert agent.post(f"/playbook/{path}", version=0).status_code == 403, path
    assert agent.get("/playbook/export").status_code == 403
    assert version() == 0


def test_the_list_asks_no_proof_of_what_stays_with_people(agent: Visitor) -> None:
    rows = agent.get("/playbook").text.split('data-testid="intent" data-intent="')[1:]
    proofs = {row.split('"')[0]: re.findall(r'data-label="Freigabe">([^<]+)', row) for row in rows}
    assert proofs["complaint"] == ["–"]
    assert proofs[HOURS] == ["nichts belegt"]


def test_a_new_answer_is_a_version_with_who_and_what(supervisor: Visitor) -> None:
    answer = supervisor.post(f"/playbook/intents/{HOURS}", **form(answers__de=f"Neu. {HOSTILE}", autonomy="suggest"))
    assert answer.headers["Location"] == f"/playbook/intents/{HOURS}?saved=1"
    one = book().intents[HOURS]
    assert (one.answers["de"], one.autonomy) == (f"Neu. {HOSTILE}", "suggest")
    page = supervisor.get(f"/playbook/intents/{HOURS}?saved=1").text
    assert "Gespeichert als Version 1" in page
    assert "<script>alert" not in page
    listed = supervisor.get("/playbook/versions").text
    assert "carl" in listed
    assert "geändert" in listed
    assert len(re.findall('<span class="said">', supervisor.get("/playbook/versions/1").text)) == 4


def test_what_lotse_could_not_read_is_refused_in_the_checkers_words_and_stays_in_the_form(supervisor: Visitor) -> None:
    refused = supervisor.post(f"/playbook/intents/{HOURS}", **form(answers__de="x" * 4090))
    assert refused.status_code == 422
    assert "4096" in refused.text
    assert "x" * 4090 in refused.text
    assert version() == 0


def test_a_preview_shows_what_fills_the_answer_and_what_does_not_and_saves_nothing(supervisor: Visitor) -> None:
    said = form(answers__de="{{nobody_knows}} {{order_number}} du bist dran", action="preview")
    page = supervisor.post(f"/playbook/intents/{HOURS}", **said).text
    assert '<mark class="missing"' in page
    assert '<mark class="later"' in page
    assert "mischen „Sie“ und „Du“" in page
    assert version() == 0


def test_two_who_change_the_same_see_both_texts_and_may_then_choose(supervisor: Visitor) -> None:
    mine = form(answers__de="Von mir")
    supervisor.post(f"/playbook/intents/{HOURS}", **form(answers__de="Von jemand anderem"))
    refused = supervisor.post(f"/playbook/intents/{HOURS}", **mine)
    assert refused.status_code == 409
    assert "Von jemand anderem" in refused.text
    assert "Von mir" in refused.text
    assert 'name="version" value="1"' in refused.text
    assert book().intents[HOURS].answers["de"] == "Von jemand anderem"
    supervisor.post(f"/playbook/intents/{HOURS}", **{**mine, "version": 1})
    assert book().intents[HOURS].answers["de"] == "Von mir"


def test_a_locked_intent_stays_with_people_and_others_need_an_admin_and_a_word(
    supervisor: Visitor, admin: Visitor
) -> None:
    complaint = form(book().intents["complaint"], autonomy="observe")
    assert admin.post("/playbook/intents/complaint", **complaint, unlock="freigeben").status_code == 422
    supervisor.post(f"/playbook/intents/{HOURS}", **form(autonomy="human"))
    wanted = form(autonomy="auto", unlock="freigeben")
    assert supervisor.post(f"/playbook/intents/{HOURS}", **wanted).status_code == 422
    assert admin.post(f"/playbook/intents/{HOURS}", **{**wanted, "unlock": ""}).status_code == 422
    assert book().intents[HOURS].autonomy == "human"
    assert admin.post(f"/playbook/intents/{HOURS}", **wanted).status_code == 303
    assert book().intents[HOURS].autonomy == "auto"


def test_pasted_examples_are_added_but_for_those_that_teach_nothing(supervisor: Visitor) -> None:
    other = next(text for text, _, _ in book().intents["order_status"].texts())
    known = next(text for text, _, _ in book().intents[HOURS].texts())
    hostile = '"]<script>alert(1)</script>'
    lines = f"habt ihr denn am rosenmontag auf\n\n{known}\n{other}\n{hostile}\nHabt ihr denn am Rosenmontag auf?"
    page = supervisor.post(f"/playbook/intents/{HOURS}/examples", version=0, language="de", lines=lines)
    assert "2 hinzugefügt" in page.text
    assert "Bestellstatus" in page.text
    assert "<script>alert" not in page.text
    texts = [text for text, _, source in book().intents[HOURS].texts() if source == "dashboard"]
    assert texts == ["habt ihr denn am rosenmontag auf", hostile]
    supervisor.post(f"/playbook/intents/{HOURS}/examples/remove", version=1, example=[f"de:{hostile}"])
    assert [text for text, _, source in book().intents[HOURS].texts() if source == "dashboard"] == texts[:1]


def test_changed_examples_ask_for_a_training_and_answers_do_not(
    supervisor: Visitor, sessions: sessionmaker[Session]
) -> None:
    from tests.certified import certify

    certify(sessions, book().intents)
    supervisor.post(f"/playbook/intents/{HOURS}", **form(answers__de="Neu"))
    assert 'data-testid="untrained"' not in supervisor.get("/playbook").text
    supervisor.post(
        f"/playbook/intents/{HOURS}/examples", version=1, language="de", lines="wann öffnet ihr morgen früh denn"
    )
    assert 'data-testid="untrained"' in supervisor.get("/playbook").text


def test_an_intent_comes_and_goes(supervisor: Visitor) -> None:
    given = {"title.de": "Gutscheine", "title.en": "Vouchers", "team": "sales", "autonomy": "observe", "version": 0}
    made = supervisor.post("/playbook/new", name="gift_cards", lines="habt ihr auch geschenkgutscheine da", **given)
    assert made.headers["Location"] == "/playbook/intents/gift_cards?saved=1"
    assert supervisor.post("/playbook/new", name="gift_cards", lines="", **given).status_code == 422
    assert supervisor.post("/playbook/new", name="../x", lines="", **given).status_code == 422
    assert "1 Beispiele" in supervisor.get("/playbook/intents/gift_cards/delete").text
    assert supervisor.post("/playbook/intents/gift_cards/delete", version=1, name="other").status_code == 422
    assert supervisor.post("/playbook/intents/gift_cards/delete", version=1, name="gift_cards").status_code == 303
    assert "gift_cards" not in book().intents
    assert supervisor.get("/playbook/intents/gift_cards").status_code == 404
    for kept in ("out_of_scope", "complaint"):
        assert supervisor.post(f"/playbook/intents/{kept}/delete", version=2, name=kept).status_code == 422


def test_hours_are_typed_as_people_write_them_and_shown_for_two_weeks(supervisor: Visitor) -> None:
    days = {"monday": "9 - 13 Uhr, 14:00–18:00", "tuesday": "", "public_holidays": "geschlossen"}
    given = {"version": 0, "kind": "hours", "zone": "Europe/Berlin", "region": "DE-BY", **days}
    typed = "24.12.2026: 9:00-12:00\n27.12.2026 bis 31.12.2026: geschlossen"
    assert supervisor.post("/playbook/hours", **given, exceptions=typed).status_code == 303
    hours = book().hours
    assert hours
    assert [str(span) for span in hours.monday] == ["9:00-13:00", "14:00-18:00"]
    assert {str(period.first): [str(span) for span in spans] for period, spans in hours.exceptions.items()} == {
        "2026-12-24": ["9:00-12:00"],
        "2026-12-27": [],
    }
    page = supervisor.get("/playbook/hours").text
    assert page.count('data-testid="day"') == 14
    assert "2026-12-27 / 2026-12-31: –" in page
    refused = supervisor.post("/playbook/hours", **{**given, "version": 1, "monday": "immer"}, exceptions="")
    assert refused.status_code == 422
    assert "ist keine Zeitspanne" in refused.text
    supervisor.post("/playbook/hours", version=1, kind="always")
    assert book().hours is None


def test_facts_and_sentences_are_fields_of_a_form(supervisor: Visitor) -> None:
    facts = {"new": "fax_number", "fact.new.de": "030 1", "fact.new.en": "030 1"}
    assert supervisor.post("/playbook/business", version=0, **facts).status_code == 303
    assert book().business["fax_number"] == {"de": "030 1", "en": "030 1"}
    assert supervisor.post("/playbook/business", version=1, **{**facts, "new": "hours"}).status_code == 422
    supervisor.post("/playbook/business", version=1, **{"fact.fax_number.de": "", "fact.fax_number.en": ""})
    assert "fax_number" not in book().business
    late = {"said.handover.late.de": "Entschuldigung. {{when}}", "said.handover.late.en": "Sorry. {{when}}"}
    assert supervisor.post("/playbook/sentences", version=2, **late).status_code == 303
    assert book().handover["late"]["de"] == "Entschuldigung. {{when}}"
    broken = {"said.handover.late.de": "{{nobody}}", "said.handover.late.en": "Sorry."}
    refused = supervisor.post("/playbook/sentences", version=3, **broken)
    assert (refused.status_code, "Nichts füllt {{nobody}}" in refused.text) == (422, True)


def test_a_fact_that_answers_need_and_nobody_gave_is_asked_for_by_its_name(supervisor: Visitor) -> None:
    supervisor.post("/playbook/business", version=0, **{f"fact.{HOURS}.de": "", f"fact.{HOURS}.en": ""})
    assert HOURS not in book().business
    page = supervisor.get("/playbook/business").text
    assert f'name="fact.{HOURS}.de"' in page
    assert page.count("Fehlt noch: Solche Fragen kommen zu Menschen.") == 1
    supervisor.post(
        "/playbook/business", version=1, **{f"fact.{HOURS}.de": "9 bis 18 Uhr", f"fact.{HOURS}.en": "9 to 6"}
    )
    assert book().business[HOURS] == {"de": "9 bis 18 Uhr", "en": "9 to 6"}
    assert "Fehlt noch" not in supervisor.get("/playbook/business").text


def test_who_goes_back_makes_a_new_version(supervisor: Visitor) -> None:
    before = book().intents[HOURS].answers["de"]
    supervisor.post(f"/playbook/intents/{HOURS}", **form(answers__de="Neu"))
    supervisor.post("/playbook/versions/0/back", version=1)
    assert (version(), book().intents[HOURS].answers["de"]) == (2, before)
    supervisor.post("/playbook/versions/1/back", version=2)
    assert (version(), book().intents[HOURS].answers["de"]) == (3, "Neu")
    assert supervisor.post("/playbook/versions/99/back", version=3).status_code == 404
    assert supervisor.post("/playbook/versions/1/back", version=99).status_code == 404


def test_an_older_version_gives_lotse_nothing_that_an_admin_keeps_for_people(
    supervisor: Visitor, admin: Visitor
) -> None:
    admin.post(f"/playbook/intents/{HOURS}", **form(autonomy="human"))
    refused = supervisor.post("/playbook/versions/0/back", version=1)
    assert (refused.status_code, "darf nur die Administration" in refused.text) == (403, True)
    assert version() == 1
    admin.post("/playbook/versions/0/back", version=1)
    assert version() == 2


def test_the_list_is_searched_by_words_of_the_examples_too(agent: Visitor) -> None:
    assert agent.get("/playbook").text.count('data-testid="intent"') == len(book().intents)
    found = agent.get("/playbook?q=taufe+sonntag").text
    assert 0 < found.count('data-testid="intent"') < 10
    assert 'data-intent="order_status"' in found
    assert 'data-testid="nothing"' in agent.get("/playbook?q=%3Cscript%3E").text


def test_no_text_of_a_change_is_logged(supervisor: Visitor, capsys: pytest.CaptureFixture[str]) -> None:
    supervisor.post(f"/playbook/intents/{HOURS}", **form(answers__de="Geheimnis der Firma"))
    supervisor.post("/playbook/try", text="Geheimnis des Kunden")
    said = capsys.readouterr()
    assert "playbook_changed" in said.out + said.err
    assert "Geheimnis" not in said.out + said.err


def test_versions_name_their_person(supervisor: Visitor, sessions: sessionmaker[Session]) -> None:
    supervisor.post(f"/playbook/intents/{HOURS}", **form(answers__de="Neu"))
    with sessions() as session:
        person = session.scalars(select(Person).join(PlaybookVersion)).one()
    assert person.email == "carl@example.com"
    assert {"freigeben", "unlock"} == set(intent_page.UNLOCK)


def test_umlauts_stand_with_their_letters() -> None:
    titles = ["Zahlungsarten", "Öffnungszeiten", "Ort", "Beschwerde", "Beschädigt"]
    assert sorted(titles, key=intents.alphabetical) == [
        "Beschädigt",
        "Beschwerde",
        "Öffnungszeiten",
        "Ort",
        "Zahlungsarten",
    ]

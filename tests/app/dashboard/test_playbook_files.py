"""The playbook as a zip file: out, and in again after a look; what is hostile or broken never becomes a version."""

import io
import re
import zipfile

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app import playbook as playbooks
from app import teams, web
from app.playbook import editing, packing
from app.playbook.packing import PackError, pack, unpack
from app.playbook.reading import BUSINESS_FILE, MAIN_FILE
from app.tables import Conversation, Person
from tests.app.dashboard.inbox import Shop, Visitor
from tests.small_playbook import FILES

pytestmark = pytest.mark.usefixtures("small_playbook")


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return packed.getvalue()


def upload(who: Visitor, data: bytes) -> TestResponse:
    return who.post("/playbook/import", file=(io.BytesIO(data), "playbook.zip"))


def by_lzma(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_LZMA
    return entry


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o120777 << 16
    return entry


def test_what_was_packed_is_unpacked_again_also_out_of_one_folder() -> None:
    assert unpack(pack(FILES)) == FILES
    assert pack(FILES) == pack(dict(reversed(FILES.items())))
    within = [(f"my playbook/{path}", text.encode()) for path, text in FILES.items()]
    assert unpack(zipped(*within, ("__MACOSX/._x", b""), ("my playbook/.DS_Store", b""))) == FILES


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"no zip", "no_zip"),
        (zipped((by_lzma("playbook.toml"), b"x")), "no_zip"),
        (b"PK\x03\x04" + b"\x00" * 40, "no_zip"),
        (zipped(("intents/greeting.toml", b"")), "no_playbook"),
        (zipped(("playbook.toml", b"\xff\xfe")), "no_text"),
        (zipped(("playbook.toml", b"0" * (packing.LARGEST + 1))), "too_large"),
        (zipped(*((f"intents/a{number}.toml", b"") for number in range(packing.MOST_FILES + 1))), "too_many"),
        *(
            (zipped(("playbook.toml", b""), (name, b"")), "unknown_file")
            for name in (
                "../playbook.toml",
                "/etc/passwd",
                "intents/../../x.toml",
                "intents/x/y.toml",
                "intents\\..\\x.toml",
                "C:/x.toml",
                "intents/X.toml",
                "run.py",
                "./playbook.toml",
            )
        ),
        (zipped(("../playbook.toml", b""), ("../rules.toml", b"")), "unknown_file"),
        (zipped((link("playbook.toml"), b"/etc/passwd")), "unknown_file"),
    ],
)
def test_what_is_no_playbook_or_leads_elsewhere_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(PackError) as refused:
        unpack(data)
    assert refused.value.code == code


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_refused() -> None:
    with pytest.raises(PackError) as refused:
        unpack(zipped(("playbook.toml", b"1"), ("playbook.toml", b"2")))
    assert refused.value.code == "twice"


def test_an_import_is_shown_first_and_holds_when_it_is_confirmed(admin: Visitor) -> None:
    texts = {"answers": {"de": "Aus der Datei", "en": "From the file"}}
    changed = editing.intent(FILES, "opening_hours", {"autonomy": "suggest"}, texts)
    changed = editing.without_intent(editing.add_examples(changed, "greeting", "de", ["servus beinand ihr"]), "opt_out")
    changed = editing.intent(changed, "thanks_goodbye", {}, {"title": {"de": "<b>Dank</b>", "en": "Thanks"}})
    shown = upload(admin, pack(changed))
    assert shown.status_code == 200
    for words in ("von „selbst antworten“ auf „vorschlagen“", "1 kommen, 0 gehen", "fällt weg"):
        assert words in shown.text, words
    assert "<b>Dank" not in shown.text
    assert playbooks.current().version == 0
    assert admin.post("/playbook/import/confirm", version=0).headers["Location"] == "/playbook?saved=1"
    assert playbooks.current().playbook.intents["opening_hours"].answers["de"] == "Aus der Datei"
    assert admin.post("/playbook/import/confirm", version=1).headers["Location"] == "/playbook?saved=1"


def test_an_import_says_what_the_check_newly_finds_and_offers_nothing_where_nothing_changes(admin: Visitor) -> None:
    texts = {"answers": {"de": "Siehe {{no_such_fact}}", "en": "See {{no_such_fact}}"}}
    shown = upload(admin, pack(editing.intent(FILES, "opening_hours", {}, texts))).text
    assert shown.count("no_such_fact, dafür gibt es keine Angabe") == 2
    assert 'data-testid="confirm"' in shown
    same = upload(admin, pack(FILES)).text
    assert 'data-testid="summary"' in same
    assert [name for name in ("confirm", "findings") if f'data-testid="{name}"' in same] == []


def test_a_broken_or_hostile_file_never_becomes_a_version(
    admin: Visitor, supervisor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = editing.intent(FILES, "complaint", {"autonomy": "auto"}, {})
    refused = upload(admin, pack(broken))
    assert (
        refused.status_code,
        "intents/complaint.toml</code>: complaint ist Menschen vorbehalten" in refused.text,
    ) == (422, True)
    refused = upload(admin, zipped(("../<script>x</script>", b"")))
    assert (refused.status_code, "<script>x" in refused.text) == (422, False)
    assert upload(supervisor, pack(FILES)).status_code == 403
    monkeypatch.setattr(web, "MOST_PLAYBOOK_BYTES", 10_000)
    assert upload(admin, b"0" * 20_000).status_code == 413
    assert admin.post("/playbook/import/confirm", version=0).status_code == 422
    assert playbooks.current().version == 0


def test_what_others_saved_after_the_upload_is_not_written_over_unseen(admin: Visitor, supervisor: Visitor) -> None:
    texts = {"answers": {"de": "Aus der Datei", "en": "From the file"}}
    upload(admin, pack(editing.intent(FILES, "opening_hours", {}, texts)))
    typed = {"version": 0, "team": "service", "autonomy": "auto", "title.de": "Zeiten", "title.en": "Hours"}
    supervisor.post("/playbook/intents/opening_hours", **typed, **{"answers.de": "Getippt", "answers.en": "Typed"})
    refused = admin.post("/playbook/import/confirm", version=0)
    assert (refused.status_code, "Getippt" in refused.text, "Aus der Datei" in refused.text) == (409, True, True)
    assert playbooks.current().playbook.intents["opening_hours"].answers["de"] == "Getippt"


def test_the_export_holds_what_holds_and_a_file_without_facts_keeps_them(admin: Visitor) -> None:
    facts = {"fact.new.de": "030 1", "fact.new.en": "030 1"}
    admin.post("/playbook/business", version=0, new="fax_number", **facts)
    exported = admin.get("/playbook/export")
    assert 'filename="lotse-playbook-1.zip"' in exported.headers["Content-Disposition"]
    files = unpack(exported.data)
    assert "fax_number" in files[BUSINESS_FILE]
    del files[BUSINESS_FILE]
    upload(admin, pack(files))
    assert admin.post("/playbook/import/confirm", version=1).headers["Location"] == "/playbook?saved=0"
    assert "fax_number" in playbooks.current().playbook.business


def without_team(files: dict[str, str], gone: str, instead: str) -> dict[str, str]:
    """The playbook's files with that team taken out and its intents given to another."""
    left = {path: text.replace(f'team = "{gone}"', f'team = "{instead}"') for path, text in files.items()}
    main = left[MAIN_FILE].splitlines(keepends=True)
    return {**left, MAIN_FILE: "".join(line for line in main if not line.startswith(f"{gone} = "))}


def test_who_was_in_a_team_that_an_import_takes_away_is_named_before_and_works_for_all_afterwards(
    admin: Visitor, anna: Person, berta: Person, shop: Shop
) -> None:
    for team in ("orders", "sales"):
        shop.conversation(team=team)
    with shop.sessions.begin() as session:
        teams.put(session, anna.id, ["orders"])
        teams.put(session, berta.id, ["orders", "service"])
    shown = upload(admin, pack(without_team(FILES, "orders", "service"))).text
    [line] = re.findall(r'data-testid="team-gone">(.*?)</li>', shown, re.DOTALL)
    assert "<bdi>anna</bdi>, <bdi>berta</bdi>. Wer in keinem anderen Team ist, arbeitet danach für alle" in line
    with shop.sessions() as session:
        assert teams.by_person(session)[anna.id] == ("orders",)
    admin.post("/playbook/import/confirm", version=0)
    with shop.sessions() as session:
        assert teams.by_person(session) == {berta.id: ("service",)}
        offered = select(Conversation.team).where(teams.offered_to(anna.id)).order_by(Conversation.id)
        assert session.scalars(offered).all() == ["orders", "sales"]
    admin.post("/playbook/versions/0/back", version=1)
    with shop.sessions() as session:
        assert teams.by_person(session) == {berta.id: ("service",)}

"""Every text exists in both languages, and every code has one."""

import ast
import re
import string
from collections import Counter
from pathlib import Path

from app.dashboard.announced import BUTTONS
from app.dashboard.bubbles.reading import KINDS
from app.dashboard.texts import TEXTS
from app.ledger.standing import BROUGHT_IN
from app.pending import RELEASED
from app.tables import OWNERS, SENDING_STATES
from app.undoing import UNDOABLE
from tests.conftest import ROOT

VERBS = ("conversations", "handling", "going_back")
WORK = ("assigning", "labelling", "labels", "snoozing", "undoing")  # what agents do without writing
TEMPLATES = ROOT / "app/dashboard/templates"
SLICES = ROOT / "app/dashboard/texts"


def named(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


def code_of(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def test_both_languages_have_the_same_texts_with_the_same_values() -> None:
    assert set(TEXTS["de"]) == set(TEXTS["en"])
    assert {key: named(text) for key, text in TEXTS["de"].items()} == {
        key: named(text) for key, text in TEXTS["en"].items()
    }


def test_no_text_is_written_in_two_places() -> None:
    for language in TEXTS:
        slices = [ast.parse(file.read_text("utf-8")) for file in sorted(SLICES.glob(f"*{language}.py"))]
        keys = [key for one in slices for node in ast.walk(one) if isinstance(node, ast.Dict) for key in node.keys]
        written = Counter(key.value for key in keys if isinstance(key, ast.Constant))
        assert len(written) > 500
        assert [key for key, times in written.items() if times > 1] == []


def test_every_text_that_a_template_names_exists() -> None:
    templates = "".join(path.read_text("utf-8") for path in TEMPLATES.rglob("*.html"))
    called = set(re.findall(r"""\bt\(\s*["']([a-z0-9_.]+)["']\s*[,)]""", templates))
    assert len(called) > 50
    assert called <= set(TEXTS["de"])


def reasons_of_triage() -> set[str]:
    """The second of every pair (the rules), what `Decision("escalate", ...)` and `NoAnswerError(...)` are given, and
    what a rule is replaced by."""
    nodes = [
        node for name in ("triage", "acting", "answering") for node in ast.walk(ast.parse(code_of(f"app/{name}.py")))
    ]
    pairs = [
        node.elts[1]
        for node in nodes
        if isinstance(node, ast.Tuple) and len(node.elts) == 2 and not isinstance(node.elts[0], ast.Constant)
    ]
    decisions = [node.args for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == "Decision"]
    given = [arguments[1] for arguments in decisions if len(arguments) > 1]
    errors = [node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == "NoAnswerError"]
    given += [error.args[0] for error in errors]
    given += [node.value for node in nodes if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "reason"]
    return {node.value for node in [*pairs, *given] if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_reason_that_triage_can_give_has_a_text() -> None:
    reasons = reasons_of_triage()
    assert {"wants_person", "unsure", "variable_missing", "gathered", "detail_missing", "several"} <= reasons
    assert {f"reason.{reason}" for reason in reasons} <= set(TEXTS["de"])


def test_every_reason_of_the_other_rooms_has_a_text() -> None:
    reasons = {"set_aside", "send_failed", "send_unknown", "taken_before_sent", "customer_wrote", RELEASED}
    reasons |= {"lookup_failed", "lookup_empty", "stopped", "claim_over", "agent_away"}
    assert {f"reason.{code}" for code in reasons} <= set(TEXTS["de"])


def test_every_way_in_which_another_system_gives_no_answer_has_a_text() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "app/lookups").glob("*.py"))
    codes = set(re.findall(r'OwnSystemError\(f?"([a-z_]+)', code)) | {"late", "unfit", "unknown_word"}
    assert {"timeout", "too_large", "missing", "no_secret"} <= codes
    assert {f"lookup.why.{code}" for code in codes} <= set(TEXTS["de"])


def test_every_refusal_has_a_text() -> None:
    pages = (f"dashboard/{room}" for room in ("actions", "desk", "pending", "reply", "sending"))
    rooms = ("replies", *VERBS, "pending", "resending", *WORK, *pages)
    refusals = set(re.findall(r'RefusedError\("([a-z_]+)"', "".join(code_of(f"app/{room}.py") for room in rooms)))
    assert {"reply_empty", "does_not_fit", "key_used", "template_gone", "nothing_to_stop", "offline"} <= refusals
    assert {f"refused.{code}" for code in refusals} <= set(TEXTS["de"])


def test_every_reason_why_a_file_cannot_go_has_a_text() -> None:
    reasons = set(re.findall(r'AttachmentError\("([a-z_]+)"', code_of("app/media/outgoing.py")))
    assert "attachment_type" in reasons
    assert {f"attach.{reason}" for reason in reasons} <= set(TEXTS["de"])


def test_every_reason_why_a_medium_is_not_there_has_a_text() -> None:
    reasons = ("too_large", "wrong_checksum", "not_found", "forbidden_host", "expired", "unreadable")
    assert {f"media.why.{reason}" for reason in reasons} <= set(TEXTS["de"])


def test_every_event_has_a_text() -> None:
    wishes = set(re.findall(r'_tell\(session, contact, "([a-z_]+)"', code_of("app/opting.py")))
    rooms = "".join(code_of(f"app/{room}.py") for room in (*VERBS, "held", "pending", "closing", "outcomes", *WORK))
    events = set(re.findall(r'note\(session, conversation, "([a-z_]+)"', rooms))
    events |= set(re.findall(r'_back_to_waiting\(session, conversation, "([a-z_]+)"', rooms))
    assert {"taken", "resolved", "stopped", "assigned", "claim_over", "agent_away", "left_alone"} <= events
    assert {"snoozed", "put_back", "labelled", "undone"} <= events
    assert {kind.removeprefix("did.") for kind in TEXTS["de"]} >= UNDOABLE
    assert {kind.removeprefix("undone.") for kind in TEXTS["de"]} >= UNDOABLE
    assert {"held", "released", "withdrawn", "window_closing"} <= events
    assert {"opted_out", "opted_in"} == wishes
    assert {f"event.{kind}" for kind in events | wishes} <= set(TEXTS["de"])
    assert {f"step.{kind}" for kind in events & set(BROUGHT_IN)} <= set(TEXTS["de"])


def test_everything_that_lotse_can_announce_has_its_texts_and_every_button_too() -> None:
    kinds = {f"{place}.{kind}" for kind in [*BUTTONS, "other"] for place in ("announced", "announced.said")}
    buttons = {f"announced.{button}{hint}" for of in BUTTONS.values() for button in of for hint in ("", ".hint")}
    assert kinds | buttons <= set(TEXTS["de"])


def test_every_state_owner_and_kind_has_a_text() -> None:
    keys = {f"status.{state}" for state in SENDING_STATES} | {f"owner.{owner}" for owner in OWNERS}
    assert keys | {f"kind.{kind}" for kind in KINDS} <= set(TEXTS["de"])


def test_german_speaks_with_sie() -> None:
    informal = re.compile(r"\b(du|dein|deine|dich|dir|ihr|euch|euer)\b")
    assert not {key for key, text in TEXTS["de"].items() if informal.search(text)}


def test_an_intent_is_called_by_one_word() -> None:
    """The word list's; `thema` and `topic` would be a second name for the same."""
    second = {"de": r"\bThem(?:a|en)\b", "en": r"\b[Tt]opics?\b"}
    said = {key for language, name in second.items() for key, text in TEXTS[language].items() if re.search(name, text)}
    assert said == set()
    assert "Anliegen" in TEXTS["de"]["filter.intent"]


def test_a_role_is_called_by_one_word() -> None:
    """A page that names another sends its reader to somebody who is not there."""
    others = re.compile(r"\b(?:Admins?|Supervisor\w*|Teamleitung|Verwaltung|Mitarbeiter\w*)\b")
    assert {key for key, text in TEXTS["de"].items() if others.search(text)} == set()


def test_no_text_is_left_in_the_templates() -> None:
    """German words belong to the texts: what a template says itself is said in both languages."""
    umlauts = {path.name for path in TEMPLATES.rglob("*.html") if re.search("[äöüÄÖÜß]", Path(path).read_text("utf-8"))}
    assert umlauts == set()


def test_the_first_steps_name_pages_that_are_called_so() -> None:
    for language, named_page in (("de", r"unter „(.+?)“"), ("en", r"under “(.+?)”")):
        texts = TEXTS[language]
        named = {
            page for key, text in texts.items() if key.startswith("start.") for page in re.findall(named_page, text)
        }
        titles = {text for key, text in texts.items() if key.endswith(".title") or key.startswith("playbook.section.")}
        assert len(named) > 3
        assert named <= titles

"""What the doctor makes of what it reads."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from pydantic import SecretStr

from app import settings
from app.backlog import Backlog
from app.doctor import (
    classifier,
    clocks,
    configuration,
    disk,
    meta,
    postgresql,
    processes,
    redis_server,
    sending,
    traffic,
    work,
)
from app.doctor.classifier import Model
from app.doctor.finding import Finding, worst
from app.doctor.own_event import Way
from app.doctor.own_event import judge as judge_event
from app.doctor.sending import Stopped
from app.whatsapp.subscription import Subscription
from tests.conftest import ROOT

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
MINUTES, HOURS, DAYS = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
URL = "https://lotse.example/webhook"


def codes(found: list[Finding]) -> list[str]:
    return [finding.code for finding in found]


def test_the_worst_finding_decides() -> None:
    assert worst([Finding("a"), Finding("b", "fail"), Finding("c", "warn")]) == "fail"
    assert worst([]) == "ok"


@pytest.mark.parametrize(
    ("found", "code"), [("0017", "migrations"), ("0016", "migrations_behind"), ("0018", "migrations_ahead")]
)
def test_tables_of_another_version_are_told_from_ours(found: str, code: str) -> None:
    assert postgresql.judge_migration(found, "0017").code == code
    assert postgresql.judge_migration(None, "0017").code == "migrations_none"


def test_the_newest_file_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    assert postgresql.head() == ScriptDirectory.from_config(config).get_current_head()


@pytest.mark.parametrize(("version", "level"), [(140_011, "fail"), (150_000, "ok"), (180_001, "ok")])
def test_an_old_postgresql_is_found(version: int, level: str) -> None:
    assert worst(postgresql.judge_version(version)) == level


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"maxmemory_policy": "allkeys-lru"}, "redis_evicts"),
        ({"maxmemory": 100, "used_memory": 95}, "redis_full"),
        ({"rdb_last_bgsave_status": "err"}, "redis_cannot_save"),
        ({"aof_last_write_status": "err"}, "redis_cannot_save"),
        ({"redis_version": "6.2.1"}, "redis_old"),
    ],
)
def test_a_redis_that_will_make_trouble_is_found(told: dict[str, Any], code: str) -> None:
    healthy = {"redis_version": "7.2.4", "maxmemory_policy": "noeviction", "maxmemory": 0, "used_memory": 5}
    assert worst(redis_server.judge(healthy)) == "ok"
    assert code in codes(redis_server.judge({**healthy, **told}))


def test_a_kind_of_work_without_a_worker_is_named() -> None:
    alive = {"intake": 1, "triage": 2, "deliver": 1, "media": 1, "lookup": 0}
    assert worst(processes.judge_workers(alive)) == "ok"
    (finding,) = processes.judge_workers({**alive, "triage": 0, "media": 0})
    assert (finding.level, finding.values["kinds"]) == ("fail", ["triage", "media"])


def test_work_is_late_after_a_minute_and_badly_late_after_five() -> None:
    waits = {
        "intake": Backlog(3, 50 * MINUTES / 60),
        "triage": Backlog(2, 2 * MINUTES),
        "deliver": Backlog(0, 0 * DAYS),
    }
    assert [(one.values["kind"], one.level) for one in work.judge(waits)] == [("triage", "warn")]
    assert worst(work.judge({**waits, "deliver": Backlog(1, 6 * MINUTES)})) == "fail"
    assert codes(work.judge({"intake": Backlog(1, MINUTES)})) == ["nothing_late"]


def model(**changed: Any) -> Model:
    given: dict[str, Any] = {"version": "v1", "made_at": NOW - 10 * DAYS, "refused": False, "certificates": 24}
    return Model(**{**given, "standing": 20, "withdrawn": 0, **changed})


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (None, "classifier_none"),
        (model(refused=True), "classifier_refused"),
        (model(standing=0), "certificates_none"),
        (model(made_at=NOW - 200 * DAYS), "classifier_old"),
        (model(), "classifier"),
    ],
)
def test_a_classifier_must_be_there_and_taken_and_proven_and_not_old(found: Model | None, code: str) -> None:
    assert classifier.judge(found, NOW).code == code


@pytest.mark.parametrize(
    ("silence", "before", "code"),
    [
        (2 * HOURS, [9, 12, 8, 10, 11, 9], "silent"),
        (2 * HOURS, [9, 0, 8, 10, 11, 9], "silent"),  # a holiday among them
        (2 * HOURS, [9, 0, 0, 10, 11, 9], "traffic"),
        (9 * HOURS, [0, 1, 0, 0, 2, 0], "traffic"),  # at night
        (20 * MINUTES, [90, 80, 90, 90, 90, 90], "traffic"),
        (None, [], "nobody_wrote"),
    ],
)
def test_silence_is_told_only_where_customers_usually_write(
    silence: timedelta | None, before: list[int], code: str
) -> None:
    assert traffic.judge(silence, before).code == code


@pytest.mark.parametrize(
    ("free", "total", "level"), [(50, 100, "ok"), (1, 100, "warn"), (4, 100, "warn"), (0, 100, "fail")]
)
def test_a_disk_is_told_of_before_it_is_full(free: int, total: int, level: str) -> None:
    assert disk.judge(free * disk.GIB, total * disk.GIB).level == level


def test_clocks_that_differ_are_named_with_by_how_much() -> None:
    assert codes(clocks.judge({"PostgreSQL": 0.4, "Redis": -1.0})) == ["clocks"]
    near, far = clocks.judge({"PostgreSQL": -7.0, "Redis": 90.0})
    assert (near.level, near.values["seconds"], far.level, far.values["server"]) == ("warn", -7, "fail", "Redis")


@pytest.mark.parametrize(
    ("way", "code"),
    [
        (Way(URL, broken="ConnectError"), "event_unreachable"),
        (Way(URL, 401), "event_unsigned"),
        (Way(URL, 302), "event_refused"),
        (Way(URL, 503), "event_refused"),
        (Way(URL, 200), "event_elsewhere"),
        (Way(URL, 200, stored=True), "event_not_taken_in"),
        (Way(URL, 200, stored=True, took=0.21), "event"),
    ],
)
def test_each_place_where_our_event_can_end_has_a_finding(way: Way, code: str) -> None:
    found = judge_event(way)
    assert (found.code, found.level == "ok") == (code, code == "event")


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (Subscription(URL, True), "webhook_named"),
        (Subscription(URL, None), "webhook_named"),
        (Subscription(None, True), "webhook_unknown"),
        (Subscription(URL, False), "not_subscribed"),
    ],
)
def test_an_account_that_sends_our_app_nothing_is_found(told: Subscription, code: str) -> None:
    assert codes(meta.judge(told)) == [code]


def test_secrets_that_can_be_guessed_are_named_and_never_shown(environment: None) -> None:
    good = settings.load().model_copy(update={"whatsapp_verify_token": SecretStr("d0b1e0a6c4f2")})
    assert codes(configuration.judge(good)) == ["settings_complete", "graph_other"]
    weak = good.model_copy(update={"secret_key": SecretStr("aaaabbbb" * 5), "whatsapp_verify_token": SecretStr("x")})
    found = configuration.judge(weak)
    assert [one.values.get("setting") for one in found[:2]] == ["SECRET_KEY", "WHATSAPP_VERIFY_TOKEN"]
    assert "aaaabbbb" not in str(found)


def test_an_app_secret_that_cannot_be_metas_is_found_where_messages_go_to_meta(environment: None) -> None:
    real = settings.load().model_copy(update={"graph_url": settings.META_GRAPH_URL})
    named = real.model_copy(update={"public_url": "https://inbox.example.com"})
    assert [one.values.get("setting") for one in configuration.judge(named)] == ["WHATSAPP_APP_SECRET", None]


def test_pages_that_are_shown_under_any_name_are_found_where_messages_go_to_meta(environment: None) -> None:
    real = settings.load().model_copy(update={"graph_url": settings.META_GRAPH_URL})
    assert "any_name" in codes(configuration.judge(real))
    for change in ({"public_url": "https://inbox.example.com"}, {"allowed_hosts": "inbox.example.com"}):
        assert "any_name" not in codes(configuration.judge(real.model_copy(update=change)))
    assert "any_name" not in codes(configuration.judge(settings.load()))


def test_what_keeps_lotse_from_writing_is_found_without_asking_meta() -> None:
    assert codes(sending.judge([], None, 0)) == ["may_write"]
    stopped = Stopped("Laden", NOW, "token", 190)
    assert codes(sending.judge([stopped], NOW, 3)) == ["stopped", "paused", "unexplained"]
    assert worst(sending.judge([stopped], None, 0)) == worst(sending.judge([], None, 1)) == "fail"
    assert worst(sending.judge([], NOW, 0)) == "warn"

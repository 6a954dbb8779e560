"""What the documents name exists: links, commands, targets, settings, routes, files, the words on the pages."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from werkzeug.routing import MapAdapter

from app import create_app, settings, webhook
from app.dashboard.texts import TEXTS
from app.settings import Settings
from app.web import make_api
from commands.main import cli
from tests.conftest import ROOT
from tests.docs import markdown, typed

PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]
ELSEWHERE = {  # variables that are no settings of the web process
    *("HOST", "WEB_CONCURRENCY", "CHROMIUM", "FAULTS_ONLY", "FAULTS_SEED", "BENCH"),
    *("SHOP_TOKEN", "SSL_CERT_FILE", "STATE_7", "OMP_NUM_THREADS", "PYTHONPATH"),
    "OTEL_EXPORTER_OTLP_HEADERS",
}
OF_THE_SYSTEM = ("/opt/", "/etc/", "/var/", "/srv/", "/tmp/", "/api/templates")  # the last: the simulator's
OURS = re.compile(r"(?:app|bench|bin|commands|docs|migrations|models|simulator|tests|workers)/\S*")
VARIABLE = re.compile(r"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=.*)?")
ANY = r"[\w ,.]+"  # what stands in a text's place for a value
SET = re.compile(r"(?:export |[A-Z0-9_]+=\S+ )+")


@pytest.fixture(params=PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def page(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture
def text(page: Path) -> str:
    return page.read_text("utf-8")


def test_every_link_leads_somewhere(page: Path, text: str) -> None:
    assert [link for link in markdown.links(text) if not leads_somewhere(page, link)] == []


def leads_somewhere(page: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    if not target.exists():
        return False
    if not anchor:
        return True
    return anchor in markdown.anchors(target.read_text("utf-8"))


def test_every_command_and_target_exists_with_its_options(text: str) -> None:
    assert [f"{line}: {wrong}" for line in typed.lines(text) if (wrong := typed.wrong(line))] == []
    assert [f"{line}: {wrong}" for line in typed.in_blocks(text) if (wrong := typed.wrong(line, whole=True))] == []


def test_the_readme_names_every_command() -> None:
    named = (ROOT / "README.md").read_text("utf-8").partition("## The command")[2]
    commands = {name: one for name, one in cli.commands.items() if not one.hidden}
    below = {f"{name} {sub}" for name, one in commands.items() if isinstance(one, click.Group) for sub in one.commands}
    told = {word for code in markdown.code(named) for word in typed.spelt_out(code)}
    assert (set(commands) | below) - told == set()


def test_every_variable_is_a_setting(text: str) -> None:
    known = {name.upper() for name in Settings.model_fields} | ELSEWHERE | set(constants(text))
    assert sorted(set(variables(text)) - known) == []


def variables(text: str) -> Iterator[str]:
    yield from (found[1] for code in markdown.code(text) if (found := VARIABLE.fullmatch(code)))
    for line in typed.lines(text):
        if before := SET.match(line):
            yield from re.findall(r"([A-Z0-9_]+)=", before[0])


def constants(text: str) -> Iterator[str]:
    """Those of the files that the page names, which are written alike."""
    for code in set(markdown.code(text)):
        for file in files(code) if code.endswith(".py") and OURS.fullmatch(code) else ():
            yield from re.findall(r"^([A-Z_]+)\b", file.read_text("utf-8"), re.MULTILINE)


def test_every_file_that_is_named_exists(text: str) -> None:
    named = [found[0] for code in markdown.code(text) if (found := OURS.fullmatch(code))]
    assert [name for name in named if not any(files(name))] == []


def files(name: str) -> Iterator[Path]:
    """`<name>` in it stands for anything."""
    return ROOT.glob(re.sub(r"<[^>]+>", "*", name.rstrip("/")))


@pytest.fixture(scope="module")
def routes(environment: None) -> list[MapAdapter]:
    """Of the pages, and of the two apps beside them."""
    return [app.url_map.bind("localhost") for app in (create_app(), webhook.make(), make_api(settings.load()))]


def test_every_route_that_is_named_exists(routes: list[MapAdapter], text: str) -> None:
    named = [code.removeprefix("GET ").removeprefix("POST ") for code in markdown.code(text)]
    paths = [path for path in named if re.match(r"/\w", path) and not path.startswith(OF_THE_SYSTEM)]
    wanted = {path: re.sub(r"<[^>]+>", "1", path) for path in paths}
    assert [path for path, tried in wanted.items() if not any(is_route(one, tried) for one in routes)] == []


def is_route(routes: MapAdapter, path: str) -> bool:
    """Also what several begin with."""
    rules = [rule.rule for rule in routes.map.iter_rules()]
    return bool(routes.allowed_methods(path)) or any(rule.startswith(f"{path}/") for rule in rules)


def test_what_the_guide_has_people_write_to_be_asked_for_a_number_is_played_in_a_conversation() -> None:
    played = (ROOT / "docs/conversations/25-cancelling-without-a-number.txt").read_text("utf-8")
    assert TEXTS["de"]["start.simulator.try.2"].lower().removesuffix(".") in played


@pytest.mark.parametrize("name", ["agents", "owners"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_bold_words_for_agents_and_owners_stand_on_the_pages(name: str, language: str) -> None:
    """In these documents whatever is bold is a button, a list, a pill or a page, as their readers see it."""
    text = (ROOT / f"docs/{name}.{language}.md").read_text("utf-8")
    shown = [re.sub(r"\\{\w+\\}", lambda _: ANY, re.escape(words)) for words in TEXTS[language].values()]
    one = re.compile("|".join(pattern for pattern in shown if len(pattern.replace(ANY, "")) >= 3))
    assert [words for words in markdown.bold(text) if not one.fullmatch(words)] == []

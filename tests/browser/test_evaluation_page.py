"""The evaluation's page in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from models.evaluation import leave_one_source_out
from models.evaluation_page import page
from models.measured import Measured
from tests.browser.inbox.desk import faults
from tests.models.messages import EXAMPLES

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]

WIDEST = "document.documentElement.scrollWidth"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    found = leave_one_source_out(EXAMPLES, 0.5)
    measured = Measured(found.report, EXAMPLES, found.predictions, found.certificates, [(30, 0.5), (60, 0.9)])
    file: Path = tmp_path_factory.mktemp("evaluation") / "report.html"
    file.write_text(page(measured), "utf-8")
    return file.as_uri()


@pytest.fixture(params=[(1280, "light"), (360, "light"), (1280, "dark"), (360, "dark")], ids=str)
def opened(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    width, scheme = request.param
    look = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    context = browser.new_context(**look, bypass_csp=True)  # axe is a script, and the page lets none in
    shown = context.new_page()
    asked: list[str] = []
    shown.on("request", lambda sent: asked.append(sent.url))
    shown.goto(address)
    assert asked == [address]
    yield shown
    context.close()


def test_axe_finds_nothing_and_nothing_runs_over(opened: Page) -> None:
    assert faults(opened) == []
    assert opened.viewport_size is not None
    assert opened.evaluate(WIDEST) <= opened.viewport_size["width"]


def test_no_explanation_is_cut_off(opened: Page) -> None:
    assert opened.viewport_size is not None
    edges = opened.locator("caption, figcaption, p").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().right)"
    )
    assert len(edges) > 8
    assert max(edges) <= opened.viewport_size["width"]

"""The phone in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.simulator.conftest import Meta


@pytest.fixture
def page(browser: Browser, meta: Meta) -> Iterator[Page]:
    """The page in German; any error of a script or of the content policy fails the test."""
    context = browser.new_context(locale="de-DE", viewport={"width": 1000, "height": 700})
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda line: problems.append(line.text) if is_problem(line) else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(meta.simulator.url)
    yield page
    context.close()
    assert not problems


def is_problem(line: ConsoleMessage) -> bool:
    # The browser itself reports every refused form as an error.
    return line.type == "error" and not line.text.startswith("Failed to load resource")

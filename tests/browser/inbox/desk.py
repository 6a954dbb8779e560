"""The inbox in a real browser, on the test database. There are no workers: what they would do, the tests write."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, Request
from werkzeug.serving import make_server

from tests.app.dashboard.inbox import PASSWORD

SECOND = 1000  # Playwright counts in milliseconds


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The application on a free port of this machine; yields its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Desk:
    """Opens pages, and writes down what must never happen in them."""

    browser: Browser
    address: str
    mishaps: list[str] = field(default_factory=list)
    _closing: list[Callable[[], None]] = field(default_factory=list)

    def page(self, **options: Any) -> Page:
        usual = {"locale": "de-DE", "viewport": {"width": 1400, "height": 900}, "reduced_motion": "reduce"}
        context = self.browser.new_context(**{**usual, **options})  # axe would see colours on their way to others
        self._closing.append(context.close)
        page = context.new_page()
        page.set_default_timeout(10 * SECOND)
        page.on("dialog", lambda dialog: self.mishaps.append(f"dialog: {dialog.message}"))
        page.on("pageerror", lambda error: self.mishaps.append(f"error: {error}"))
        page.on("console", self._heard)
        page.on("request", self._asked)
        return page

    def _heard(self, line: ConsoleMessage) -> None:
        if "Security Policy" in line.text:
            self.mishaps.append(line.text)

    def _asked(self, sent: Request) -> None:
        if not sent.url.startswith(self.address):
            self.mishaps.append(f"request to {sent.url}")

    def signed_in(self, email: str = "anna@example.com", path: str = "/", **options: Any) -> Page:
        return self.sign_in(self.page(**options), email, path)

    def sign_in(self, page: Page, email: str = "anna@example.com", path: str = "/") -> Page:
        page.goto(f"{self.address}/sign-in?next={path}")
        page.locator("#email").fill(email)
        page.locator("#password").fill(PASSWORD)
        page.locator("main button").click()
        page.wait_for_url(f"{self.address}{path}")
        return page

    def close(self) -> None:
        for close in self._closing:
            close()


def picture(page: Page, name: str) -> None:
    """For people to look at, where PICTURES names a folder."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def faults(page: Page) -> list[str]:
    """What axe finds, by rule and place; with all style sheets, and not in a colour on its way to another."""
    page.wait_for_load_state("load")
    page.evaluate("Promise.allSettled(document.getAnimations().map((one) => one.finished)).then(() => null)")
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {node['target']}" for fault in found for node in fault["nodes"]]

"""Every command of docs/api.md does what it says."""

import re
import shlex
from collections.abc import Callable, Iterator

from werkzeug.test import TestResponse

from tests.app.api.conftest import Caller
from tests.app.dashboard.inbox import Shop
from tests.conftest import ROOT

BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
URL = "$LOTSE_URL/api/v1"


def commands() -> Iterator[list[str]]:
    text = (ROOT / "docs/api.md").read_text("utf-8")
    for block in BLOCK.findall(text):
        for line in block.strip().splitlines():
            yield shlex.split(line)


def carried_out(api: Caller, words: list[str]) -> TestResponse:
    *options, url = words[1:]
    given = list(zip(options[::2], options[1::2], strict=True))
    headers = dict(value.split(": ", 1) for name, value in given if name == "-H")
    assert headers.pop("Authorization") == "Bearer $LOTSE_TOKEN"
    body = next((value for name, value in given if name == "--json"), None)
    path = url.removeprefix(URL)
    if body is None:
        return api._ask("GET", path, headers)
    return api._ask("POST", path, headers, data=body, content_type="application/json")


def test_every_command_works(caller: Callable[..., Caller], shop: Shop, small_playbook: None) -> None:
    shop.conversation()
    api = caller()
    tried = [(words, carried_out(api, words)) for words in commands()]
    assert len(tried) >= 12
    assert [words for words, answer in tried if answer.status_code != 200] == []
    assert [sent.text for sent in shop.outbound()] == ["It arrives tomorrow."]

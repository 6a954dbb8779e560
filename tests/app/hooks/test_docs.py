"""The receiver's code in docs/webhooks.md takes what Lotse signs, and nothing else."""

import re
from typing import Any
from uuid import UUID, uuid4

import time_machine

from app.hooks import signing
from tests.conftest import ROOT

NOW = 1_795_000_000
CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)


def receiver() -> Any:
    found = CODE.search((ROOT / "docs/webhooks.md").read_text("utf-8"))
    assert found
    known: dict[str, Any] = {}
    exec(found[1], known)
    return known["is_from_lotse"]


def test_it_takes_what_is_signed_with_either_secret_and_refuses_the_rest() -> None:
    is_from_lotse = receiver()
    new, old, other = (signing.secret_of(uuid4(), "key") for _ in range(3))
    headers = signing.headers(UUID(int=7), NOW, b'{"type":"test"}', (new, old))
    with time_machine.travel(NOW + 60, tick=False):
        assert is_from_lotse(headers, b'{"type":"test"}', new)
        assert is_from_lotse(headers, b'{"type":"test"}', old)
        assert not is_from_lotse(headers, b'{"type":"test"}', other)
        assert not is_from_lotse(headers, b'{"type":"tost"}', new)
        assert not is_from_lotse({**headers, "webhook-id": "msg_1"}, b'{"type":"test"}', new)
    with time_machine.travel(NOW + 600, tick=False):
        assert not is_from_lotse(headers, b'{"type":"test"}', new)

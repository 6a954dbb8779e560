"""The Graph API: takes messages, reports on them by webhook, and misbehaves on demand."""

import asyncio
import itertools
import json
import random
import time
from dataclasses import dataclass, field
from typing import Any

from tests.faults.history import REPORTS, Accepted, History
from tests.faults.meta import http, media
from tests.faults.meta.courier import Courier, Report
from tests.webhooks import status

HANG_SECONDS = 20.0  # longer than our client waits
SLOW_SECONDS = 4.0  # shorter than that
ERRORS = {
    "storm": (429, 130429, "Rate limit hit"),
    "pair": (400, 131056, "Pair rate limit hit"),
    "trouble": (500, 2, "Service temporarily unavailable"),
    "unknown_error": (500, 131000, "Something went wrong"),
    "token": (401, 190, "Error validating access token"),
    "refusal": (400, 131026, "Message undeliverable"),
}
MODES = ("fine", *ERRORS, "no_error_object", "hang", "close", "silent", "half_open", "refuse", "early_status", "slow")
DEAF = frozenset({"half_open", "refuse"})
LINGERS = {"hang": HANG_SECONDS, "slow": SLOW_SECONDS}  # after taking the message
CLOSES = frozenset({"hang", "close", "silent"})  # after taking the message


def error(code: int, title: str) -> bytes:
    said = {"message": f"(#{code}) {title}", "type": "OAuthException", "code": code, "fbtrace_id": "x"}
    return json.dumps({"error": said}).encode()


@dataclass
class Graph:
    """`mode` is one of MODES; `share` of the requests meet it. Set both at any time."""

    port: int
    history: History
    courier: Courier
    dice: random.Random
    mode: str = "fine"
    share: float = 1.0
    requests: int = 0
    a_second: int | None = None  # how many messages are taken in any second; the rest is too fast
    _ids: Any = field(default_factory=itertools.count)
    _server: asyncio.Server | None = None
    _open: set[http.Writer] = field(default_factory=set)

    async def become(self, mode: str, share: float = 1.0) -> None:
        assert mode in MODES
        self.mode, self.share = mode, share
        for writer in self._open if mode in DEAF else ():
            writer.close()  # what was connected before would be heard once more
        if mode == "refuse":
            await self.close()
        elif self._server is None:
            self._server = await asyncio.start_server(self._connection, "127.0.0.1", self.port)

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    async def _connection(self, reader: http.Reader, writer: http.Writer) -> None:
        self._open.add(writer)
        try:
            while self.mode not in DEAF and (request := await http.read(reader)):
                method, path, _ = request[0].split(" ")
                answered = await self._answer(method, path, request[1])
                if answered is None:
                    break
                writer.write(http.answer(*answered))
                await writer.drain()
            if self.mode == "half_open":
                await asyncio.sleep(HANG_SECONDS)
        except (*http.BROKEN, asyncio.CancelledError):  # asyncio's streams make a cry of a cancelled handler
            pass
        finally:
            self._open.discard(writer)
            writer.close()

    async def _answer(self, method: str, path: str, body: bytes) -> tuple[int, bytes] | None:
        """HTTP status and body; None to close without an answer."""
        self.requests += 1
        mode = self.mode if self.dice.random() < self.share else "fine"
        if mode in ERRORS and (mode != "refusal" or method == "POST"):  # only messages are undeliverable
            http_status, code, title = ERRORS[mode]
            return http_status, error(code, title)
        if method == "GET":
            return 200, media.answer(path, self.port)
        asked = json.loads(body)
        if asked.get("status") == "read":
            return 200, b'{"success":true}'
        await asyncio.sleep(self.dice.uniform(0.02, 0.15))
        if self.a_second is not None and self._in_the_last_second() >= self.a_second:
            http_status, code, title = ERRORS["storm"]
            return http_status, error(code, title)
        return await self._take(asked, mode)

    def _in_the_last_second(self) -> int:
        latest = self.history.accepted[-(self.a_second or 0) :]
        return sum(taken.at > time.time() - 1 for taken in latest)

    async def _take(self, asked: dict[str, Any], mode: str) -> tuple[int, bytes] | None:
        if mode == "no_error_object" and self.dice.random() < 0.5:
            return 500, b"<html>Sorry</html>"
        wamid = f"wamid.OUT{next(self._ids):08d}"
        phone, callback = str(asked["to"]).lstrip("+"), str(asked["biz_opaque_callback_data"])
        self.history.accepted.append(Accepted(callback, wamid, phone, time.time()))
        reports = [status(callback, state, wamid, recipient_id=phone) for state in REPORTS]
        if mode == "early_status":
            await self._report_early(reports)
        if mode != "silent":
            self.courier.soon(self._report(reports))
        if mode in LINGERS:
            await asyncio.sleep(LINGERS[mode])
        if mode in CLOSES:
            return None
        if mode == "no_error_object":
            return 502, b"<html>Bad gateway</html>"
        contact = {"input": phone, "wa_id": phone}
        taken = {"messaging_product": "whatsapp", "contacts": [contact], "messages": [{"id": wamid}]}
        return 200, json.dumps(taken).encode()

    async def _report_early(self, reports: list[Report]) -> None:
        """Before the request is answered; half of them without our own id, so that nobody can know them yet."""
        nameless = self.dice.random() < 0.5
        early = [dict(report) for report in self.dice.sample(reports, 2)]
        for report in early if nameless else []:
            del report["biz_opaque_callback_data"]
        await self.courier.bring(statuses=early)

    async def _report(self, reports: list[Report]) -> None:
        """Each by itself or several together, now and then in a wrong order."""
        await asyncio.sleep(self.dice.uniform(0.05, 0.5))
        if self.dice.random() < 0.2:
            self.dice.shuffle(reports)
        if self.dice.random() < 0.5:
            await self.courier.bring(statuses=reports)
            return
        for report in reports:
            await self.courier.bring(statuses=[report])

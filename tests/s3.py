"""A small S3-compatible store for tests: objects in memory, requests known by their signature (AWS Signature 4)."""

import hashlib
import hmac
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote, urlsplit

KEY_ID, SECRET, REGION, BUCKET = "test-key-id", "test-secret-key", "eu-central-1", "lotse"


@dataclass
class S3:
    """`objects` by path; `refused` counts requests whose signature was wrong."""

    objects: dict[str, bytes] = field(default_factory=dict)
    refused: int = 0

    def __enter__(self) -> "S3":
        store = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                """Silence."""

            def handle_one(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, answer, headers = store.answer(self.command, self.path, dict(self.headers), body)
                self.send_response(status)
                for name, value in {"Content-Length": str(len(answer)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(answer)

            do_GET = do_PUT = do_POST = do_HEAD = handle_one

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes, dict[str, str]]:
        lower = {name.lower(): value for name, value in headers.items()}
        if not _is_signed(method, path, lower, body):
            self.refused += 1
            return 403, b"<Error><Code>SignatureDoesNotMatch</Code></Error>", {}
        name = urlsplit(path).path
        facts = {"ETag": '"1"', "Last-Modified": "Tue, 24 Nov 2026 00:00:00 GMT"}
        if method == "PUT":
            self.objects[name] = body
            return 200, b"", facts
        if method == "POST" and urlsplit(path).query == "delete":
            return 200, self._delete(name, body), {}
        if name not in self.objects:
            return 404, b"<Error><Code>NoSuchKey</Code></Error>", {}
        return self._part(self.objects[name], lower.get("range"), facts)

    def _delete(self, bucket: str, body: bytes) -> bytes:
        keys = re.findall(r"<Key>(.*?)</Key>", body.decode())
        for key in keys:
            self.objects.pop(f"{bucket}/{key}", None)
        deleted = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
        return f"<DeleteResult>{deleted}</DeleteResult>".encode()

    def _part(self, whole: bytes, asked: str | None, facts: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
        if asked is None:
            return 200, whole, facts
        first, last = (int(number) for number in asked.removeprefix("bytes=").split("-"))
        part = whole[first : last + 1]
        return 206, part, {**facts, "Content-Range": f"bytes {first}-{first + len(part) - 1}/{len(whole)}"}


def _is_signed(method: str, path: str, headers: dict[str, str], body: bytes) -> bool:
    """Worked out anew from Amazon's description of Signature Version 4."""
    kind, _, rest = headers.get("authorization", "").partition(" ")
    given = dict(part.strip().split("=", 1) for part in rest.split(",")) if rest else {}
    digest = headers.get("x-amz-content-sha256", "")
    if kind != "AWS4-HMAC-SHA256" or digest not in {hashlib.sha256(body).hexdigest(), "UNSIGNED-PAYLOAD"}:
        return False
    scope = given["Credential"].removeprefix(f"{KEY_ID}/")
    names = given["SignedHeaders"].split(";")
    address = urlsplit(path)
    signed = "".join(f"{name}:{' '.join(headers[name].split())}\n" for name in names)
    parameters = sorted(part if "=" in part else f"{part}=" for part in address.query.split("&") if part)
    query = "&".join(parameters)
    request = "\n".join([method, quote(address.path, safe="/-_.~%"), query, signed, ";".join(names), digest])
    told = "\n".join([kind, headers["x-amz-date"], scope, hashlib.sha256(request.encode()).hexdigest()])
    key = f"AWS4{SECRET}".encode()
    for step in scope.split("/"):
        key = hmac.digest(key, step.encode(), "sha256")
    return hmac.compare_digest(hmac.digest(key, told.encode(), "sha256").hex(), given["Signature"])

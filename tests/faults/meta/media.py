"""What Meta answers to a GET: where a medium is, its bytes, and whether the number may send."""

import json

BYTES = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
HEALTH = b'{"health_status":{"can_send_message":"AVAILABLE"},"id":"1"}'


def answer(path: str, port: int) -> bytes:
    """Pictures have ids that begin with a customer's number, as tests.faults.meta.courier makes them."""
    if path.startswith("/bytes/"):
        return BYTES
    if "health_status" in path:
        return HEALTH
    number = path.partition("?")[0].rpartition("/")[2]
    return json.dumps({"url": f"http://127.0.0.1:{port}/bytes/{number}", "id": number}).encode()

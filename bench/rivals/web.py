"""The webhook: check the signature, note statuses, store messages, queue a job for each."""

import hashlib
import hmac
import os

from flask import Flask, request
from redis import Redis
from rq import Queue

from bench.rivals import storage

JOB = os.environ["RIVAL_JOB"]
SECRET = os.environ["WHATSAPP_APP_SECRET"].encode()

app = Flask(__name__)
queue = Queue(connection=Redis.from_url(os.environ["REDIS_URL"]))


@app.post("/webhook")
def webhook() -> tuple[str, int]:
    expected = "sha256=" + hmac.new(SECRET, request.get_data(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("X-Hub-Signature-256", "")):
        return "wrong signature", 401
    for entry in request.get_json()["entry"]:
        for change in entry["changes"]:
            for status in change["value"].get("statuses", []):
                storage.set_status(status["id"], status["status"])
            for message in change["value"].get("messages", []):
                storage.add(message["id"], message["from"], message["text"]["body"])
                queue.enqueue(JOB, message["id"], message["from"], message["text"]["body"])
    return "OK", 200

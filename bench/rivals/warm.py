"""(b) The classifier is loaded once per process, when RQ imports this module for its first job."""

import os

import joblib

from bench.rivals import answering

model = joblib.load(os.environ["RIVAL_MODEL"])


def answer(wamid: str, phone: str, words: str) -> None:
    answering.answer(model, wamid, phone, words)

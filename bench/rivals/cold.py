"""(a) The classifier is loaded in the job."""

import os

import joblib

from bench.rivals import answering


def answer(wamid: str, phone: str, words: str) -> None:
    model = joblib.load(os.environ["RIVAL_MODEL"])
    answering.answer(model, wamid, phone, words)

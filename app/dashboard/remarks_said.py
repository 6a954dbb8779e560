"""Remarks on the playbook's files, and what WhatsApp would not take of its answers, in the reader's language."""

from app import remarks
from app.dashboard import limits_said
from app.dashboard.texts import TEXTS
from app.dashboard.translation import Translator
from app.remarks import Remark
from app.remarks_in_english import ENGLISH
from app.whatsapp.limits import Problem

WORDS = {language: {code: texts[f"remark.{code}"] for code in ENGLISH} for language, texts in TEXTS.items()}


def in_words(t: Translator, remark: Remark | Problem) -> str:
    if isinstance(remark, Problem):
        return limits_said.sentence(t, remark)
    return remarks.in_words(remark, WORDS[t.language])

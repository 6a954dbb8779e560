"""What is wrong, or may be, in the playbook's files, in English: as the command line says it."""

from app.remarks_in_english import ENGLISH

TEXTS = {f"remark.{code}": text for code, text in ENGLISH.items()}

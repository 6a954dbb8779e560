"""Doubled: something was done twice that was to be done once."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from tests.faults.checks.case import Case, by


def doubled(case: Case, doubted: Mapping[str, float]) -> Iterator[str]:
    """`doubted`: sends of which it was known at that time that nobody knows; none of them may go out later."""
    yield from (f"{wamid}: stored {len(found)} times" for wamid, found in case.stored.items() if len(found) > 1)
    yield from (f"{key}: accepted {len(sends)} times" for key, sends in case.sends.items() if len(sends) > 1)
    yield from (f"{key}: sent, but not stored" for key in case.sends if key not in case.by_callback)
    again = [key for key, since in doubted.items() if any(send.at > since for send in case.sends.get(key, []))]
    yield from (f"{key}: sent again though it was in doubt" for key in again)
    yield from _answered_twice(case)
    yield from _decided_twice(case)
    yield from _said_twice(case)
    yield from _passed_on_twice(case)


def _answered_twice(case: Case) -> Iterator[str]:
    sent = [row for row in case.rows.outbound if row.author == "bot" and row.callback_id in case.sends]
    for key, answers in by(sent, lambda row: (row.answers, row.part)).items():
        if len(answers) > 1:
            yield f"message {key[0]}: {len(answers)} automatic answers"
    firsts = [row for row in sent if row.part == 0 and row.answers in case.by_id]
    for number, answers in by(firsts, lambda row: case.by_id[row.answers].decision).items():
        if len(answers) > 1:
            yield f"decision {number}: {len(answers)} automatic answers to one turn"
    for row in firsts:
        if case.by_id[row.answers].outcome == "joined":
            yield f"message {row.answers}: answered, and joined to another that is answered too"


def _decided_twice(case: Case) -> Iterator[str]:
    used = {row.decision for row in case.rows.inbound}
    yield from (
        f"decision {number}: of a turn that has another" for number in case.rows.decisions if number not in used
    )


def _said_twice(case: Case) -> Iterator[str]:
    """An agent's reply, however often it was clicked."""
    said = by([row for row in case.rows.outbound if row.author == "agent"], lambda row: row.text)
    for text in dict.fromkeys(reply.text for reply in case.history.replies):
        if len(said.get(text, [])) > 1:
            yield f"reply {text}: stored {len(said[text])} times"


def _passed_on_twice(case: Case) -> Iterator[str]:
    """The closing sentence is said once, until people are done with the conversation."""
    sent = [row for row in case.rows.outbound if row.part == 0 and row.callback_id in case.sends]
    for number, closing in by(filter(case.is_closing, sent), lambda row: row.conversation).items():
        moments = sorted(case.by_id[row.answers].decided_at or 0.0 for row in closing)
        for first, second in pairwise(moments):
            if not case.people_were_done_between(number, first, second):
                yield f"conversation {number}: told twice that people have it"

"""How each error code of Meta's is treated. Pure. Source: Meta's Cloud API error codes; the classes are ours.

A code can come as an answer or in a `failed` status; the HTTP status beside it is no guide, so only the code counts.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["retry", "slow_pair", "slow_number", "pause_channel", "refuse", "ask_person", "stop_channel"]


@dataclass(frozen=True, slots=True)
class Treatment:
    """What to do after a code; `cause` says what stops a channel.

    retry: later, this message. slow_pair: later, this customer, 4^n seconds. slow_number, pause_channel: nothing of
    the whole number goes out for a second, for the longest pause. refuse: never again, our fault. ask_person: never
    again, and a person can do something about it. stop_channel: nothing goes out until somebody mends the cause.
    """

    kind: Kind
    cause: str | None = None


RETRY, SLOW_PAIR, SLOW_NUMBER = Treatment("retry"), Treatment("slow_pair"), Treatment("slow_number")
PAUSE_CHANNEL, REFUSE, ASK_PERSON = Treatment("pause_channel"), Treatment("refuse"), Treatment("ask_person")

_STOPPING = {
    "token": (0, 190),
    "permission": (3, 10, *range(200, 300), 131005),
    "restricted": (368, 131031, 131064),
    "spam": (131048,),
    "payment": (131042, 131044, 134011),
    "number": (33, 131037),
    "registration": (131045, 133000, 133005, 133006, 133008, 133009, 133010, 133015, 133016),
}
_OTHERS: dict[Treatment, tuple[int, ...]] = {
    RETRY: (1, 2, 131000, 131016, 131057, 132069, 133004),
    SLOW_PAIR: (131056,),
    SLOW_NUMBER: (130429,),
    PAUSE_CHANNEL: (4, 80007),
    ASK_PERSON: (
        *(130472, 130497, 131021, 131026, 131030, 131036, 131047, 131049, 131050, 131052, 131053, 131061, 131062),
        *(131063, 132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132018, 132068, 137000),
    ),
    REFUSE: (100, 131008, 131009, 131051, 131055, 131059, 131060, 133007, 134100, 134101, 134102, 135000),
}
TREATMENTS: dict[int, Treatment] = {
    **{code: treatment for treatment, codes in _OTHERS.items() for code in codes},
    **{code: Treatment("stop_channel", cause) for cause, codes in _STOPPING.items() for code in codes},
}
CAUSES = tuple(_STOPPING)
KNOWN_CODES = frozenset(TREATMENTS)


def treatment(code: int, is_transient: bool = False) -> Treatment:
    """A code that is new to us is tried again only where Meta says that it will pass."""
    return TREATMENTS.get(code) or (RETRY if is_transient else ASK_PERSON)

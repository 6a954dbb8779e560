"""The regular expressions by which a business's numbers are found."""

import re
from re import Pattern
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError, PydanticKnownError

LONGEST_EXPRESSION = 1000  # characters
NOT_LOOKED_FOR = re.compile("(?!)(?#not looked for)")  # instead of an expression that could take minutes


def _can_be_read(given: object) -> object:
    """What is too long, nests too deep or counts too far, Python's own reader does not refuse in words."""
    if not isinstance(given, str):
        return given
    if len(given) > LONGEST_EXPRESSION:
        raise PydanticKnownError("string_too_long", {"max_length": LONGEST_EXPRESSION})
    try:
        re.compile(given)
    except re.error:
        return given  # in pydantic's words
    except (RecursionError, OverflowError):
        raise PydanticCustomError("pattern_regex", "Input should be a valid regular expression") from None
    return given


Expression = Annotated[Pattern[str], BeforeValidator(_can_be_read)]

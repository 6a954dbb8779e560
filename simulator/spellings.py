"""Numbers that people write in two ways. Pure."""

import re

# The country's digits, then the mark that mobile numbers have in one spelling only, then the number itself:
# Brazil's ninth digit, Mexico's old 1, Argentina's 9.
TWO_WAYS = (
    (re.compile(r"55(\d\d)(\d{8})"), r"55\g<1>9\g<2>"),
    (re.compile(r"55(\d\d)9(\d{8})"), r"55\g<1>\g<2>"),
    (re.compile(r"52(\d{10})"), r"521\g<1>"),
    (re.compile(r"521(\d{10})"), r"52\g<1>"),
    (re.compile(r"54(\d{10})"), r"549\g<1>"),
    (re.compile(r"549(\d{10})"), r"54\g<1>"),
)


def spellings(number: str, country: str) -> list[str]:
    """The bare digits that `number` may mean, likeliest first; `country`: the business's own calling code.

    Without "+" Meta takes a number for one of the business's country.
    """
    digits = number.translate(str.maketrans("", "", "+ -()."))
    if not (digits.isascii() and digits.isdigit()):
        return []
    other = [pattern.sub(spelled, digits) for pattern, spelled in TWO_WAYS if pattern.fullmatch(digits)]
    national = [] if number.lstrip().startswith("+") else [country + digits.lstrip("0")]
    return [digits, *other, *national]

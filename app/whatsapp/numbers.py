"""One key for the spellings of a phone number that WhatsApp mixes. Pure.

Three countries changed how their mobile numbers are written; WhatsApp's ids keep the one or the other form, and a
webhook's `from` and `wa_id` need not agree (Meta's notes on Brazilian, Mexican and Argentinian numbers).
"""

import re

# Brazil: mobile numbers got a 9 before their eight digits. 55, area (two digits), 9?, eight digits that begin with 6-9.
_BRAZIL = re.compile(r"55(\d{2})9?([6-9]\d{7})")
# Mexico: calls from abroad to mobiles needed a 1 after the country code until 2019. 52, 1?, ten digits.
_MEXICO = re.compile(r"521?(\d{10})")
# Argentina: 54, 9? (from abroad), area of two to four digits, 15? (from within), ten digits without the marks.
_ARGENTINA = re.compile(r"549?(\d{10})")
_ARGENTINA_WITH_15 = re.compile(r"549?(?=\d{12}$)(11|2\d{2}|3\d{2}|2\d{3}|3\d{3})15(\d{6,8})")


def key(phone: str) -> str:
    """The digits of a number in the one spelling by which it is found again; not a number to write to."""
    digits = "".join(re.findall(r"[0-9]", phone))
    if match := _BRAZIL.fullmatch(digits):
        return f"55{match[1]}{match[2]}"
    if match := _MEXICO.fullmatch(digits):
        return f"52{match[1]}"
    if match := _ARGENTINA.fullmatch(digits):
        return f"54{match[1]}"
    if (match := _ARGENTINA_WITH_15.fullmatch(digits)) and len(match[1] + match[2]) == 10:
        return f"54{match[1]}{match[2]}"
    return digits or phone

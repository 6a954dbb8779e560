"""When two ids name the same person. Pure."""

from app.whatsapp import numbers
from app.whatsapp.updates import Alias

LASTING = frozenset({"bsuid", "parent", "group"})  # WhatsApp gives these to one only; a number can get a new owner


def key(alias: Alias) -> Alias:
    """The alias in the one spelling by which it is found again: a number can be written in several."""
    if alias.kind == "phone":
        return Alias("phone", numbers.key(alias.value))
    return Alias(alias.kind, alias.value.casefold()) if alias.kind == "username" else alias

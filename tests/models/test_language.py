import pytest
from sklearn.base import clone

from models import LanguageGuesser
from models.language import Guess
from tests.models.messages import EXAMPLES, ODD, TEXTS


@pytest.fixture(scope="module")
def guesser() -> LanguageGuesser:
    return LanguageGuesser().fit(TEXTS, [example.language for example in EXAMPLES])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("wo ist mein geld", "de"),
        ("wann kommt das", "de"),
        ("is my order here", "en"),
        ("when do you", "en"),
    ],
)
def test_a_few_words_are_enough(guesser: LanguageGuesser, text: str, language: str) -> None:
    assert guesser.predict([text])[0].language == language


@pytest.mark.parametrize("text", ["", "👍", "4711", "nerede kargom benim", "gdzie jest"])
def test_what_is_in_neither_language_is_not_named(guesser: LanguageGuesser, text: str) -> None:
    assert guesser.predict([text])[0].language is None


def test_an_unsure_guess_names_no_language() -> None:
    strict = LanguageGuesser(threshold=1.0).fit(TEXTS, [example.language for example in EXAMPLES])
    assert {guess.language for guess in strict.predict(TEXTS)} == {None}


def test_chances_add_up(guesser: LanguageGuesser) -> None:
    shares = guesser.predict_proba([*TEXTS, *ODD])
    assert shares.shape == (len(TEXTS) + len(ODD), 2)
    assert shares.sum(axis=1) == pytest.approx(1)


def test_odd_messages_do_no_harm(guesser: LanguageGuesser) -> None:
    assert len(guesser.predict(ODD)) == len(ODD)
    assert guesser.predict([]) == []


def test_three_languages_are_told_apart() -> None:
    turkish = ["paketim nerede kaldı", "ne zaman gelecek", "param iade edilmedi", "yarın açık mısınız"] * 3
    fitted = LanguageGuesser().fit([*TEXTS, *turkish], [*(e.language for e in EXAMPLES), *["tr"] * 12])
    assert fitted.predict(["ne zaman açık"])[0].language == "tr"


def test_with_one_language_there_is_nothing_to_guess() -> None:
    assert LanguageGuesser().fit(["hallo", "moin"], ["de", "de"]).predict(["hallo"]) == [Guess("de", 1.0)]


def test_each_text_needs_a_language() -> None:
    with pytest.raises(ValueError, match="2 texts, 1 languages"):
        LanguageGuesser().fit(["a", "b"], ["de"])


def test_it_is_an_estimator() -> None:
    assert clone(LanguageGuesser(threshold=0.9)).threshold == 0.9

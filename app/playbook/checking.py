"""What is wrong, or may be wrong, in a playbook that can be read. Pure but for the environment's names."""

import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from app.person_wish import asks_for_a_person
from app.playbook import looking_up
from app.playbook.answers import variables
from app.playbook.model import LANGUAGES, OUT_OF_SCOPE, Intent, Playbook

FEWEST_EXAMPLES = 20  # of an intent in one language: with fewer the classifier guesses
FEWEST_SOURCES = 3  # so that evaluation can leave a writer out
ALIKE = 0.85  # share of the words that two examples have in common, by which they count as nearly the same
SERIES = 4  # examples that differ in one word
MOST_NAMED = 5
FACTS = "business.toml"
FROM_THE_CONTACT = frozenset({"contact_name"})
_FORMAL = re.compile(r"(?<![.!?:] )(?<!^)\b(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)\b")
_FAMILIAR = re.compile(r"\b(?:du|dich|dir|dein(?:e[mnrs]?)?|euch|euer|eure[mnrs]?)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[„“\"‚'»](\w[^„“\"‚'»«”’]{0,30})[“\"”‘'«’]")


@dataclass(frozen=True, slots=True)
class Finding:
    """`grave` ones make answers or the classifier wrong; the others are worth a look. `where` is the file."""

    grave: bool
    where: str
    what: str


def check(playbook: Playbook, environment: Container[str] = os.environ) -> list[Finding]:
    """All findings, the grave ones first. `environment`: the names of the variables that are set."""
    checks: tuple[Callable[[Playbook], Iterator[Finding]], ...] = (
        *(_contradictions, _unfilled, _unasked, _no_way_to_a_person, _mixed_address, _languages, _sources),
        *(_doubles, _series, _hours, _no_notice),
    )
    found = [finding for one in checks for finding in one(playbook)] + list(_unset(playbook, environment))
    return sorted(found, key=lambda finding: (not finding.grave, finding.where))


def _texts(intent: Intent) -> Iterator[str]:
    return (text for text, _, _ in intent.texts())


def plain(text: str) -> str:
    """Without what does not change the meaning: case, signs, spaces. Emoji alone stay."""
    return " ".join(re.findall(r"\w+", text.lower())) or "".join(text.split())


def _file(intent: Intent) -> str:
    return f"intents/{intent.name}.toml"


def of_intent(playbook: Playbook, intent: Intent) -> list[Finding]:
    """What `check` finds about one intent of the playbook, which may not be saved yet."""
    whole = playbook.model_copy(update={"intents": {**playbook.intents, intent.name: intent}})
    alone = playbook.model_copy(update={"intents": {intent.name: intent}})
    found = [finding for one in (_unfilled, _unasked, _languages, _doubles, _series) for finding in one(alone)]
    found += [one for one in _contradictions(whole) if one.where == _file(intent) or one.what.endswith(intent.name)]
    if "de" in intent.answers:
        found += [one for one in _mixed_address(whole) if intent.name in one.what]
    return sorted(found, key=lambda finding: not finding.grave)


def homes(playbook: Playbook) -> dict[str, set[str]]:
    """The intents that each example, in its plain form, stands in."""
    found: dict[str, set[str]] = defaultdict(set)
    for intent in playbook.intents.values():
        for text in _texts(intent):
            found[plain(text)].add(intent.name)
    return found


def _contradictions(playbook: Playbook) -> Iterator[Finding]:
    """The same example under two intents: whatever the classifier says, it is wrong."""
    for text, names in sorted(homes(playbook).items()):
        if len(names) > 1:
            first, *others = sorted(names)
            yield Finding(True, f"intents/{first}.toml", f'"{text}" is also an example of {", ".join(others)}')


def _doubles(playbook: Playbook) -> Iterator[Finding]:
    """The same example twice, or nearly, within an intent: it counts more than it should and proves too much."""
    for intent in playbook.intents.values():
        texts = list(_texts(intent))
        same = [text for text, times in Counter(map(plain, texts)).items() if times > 1]
        if same:
            yield Finding(False, _file(intent), f"given more than once: {_named(same)}")
        near = [f'"{one}" and "{other}"' for one, other in _nearly_the_same(texts)]
        if near:
            yield Finding(False, _file(intent), f"nearly the same: {'; '.join(near[:MOST_NAMED])}{_more(near)}")


def _nearly_the_same(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of neighbours among the sorted words, so that not all pairs have to be compared."""
    worded = sorted({(tuple(sorted(set(plain(text).split()))), text) for text in texts})
    for (first, one), (second, other) in pairwise(worded):
        common, all_words = set(first) & set(second), set(first) | set(second)
        if first != second and len(all_words) >= 5 and len(common) >= ALIKE * len(all_words):
            yield one, other


def _series(playbook: Playbook) -> Iterator[Finding]:
    """Sentences made from one pattern: the classifier learns the pattern and not what customers say."""
    for intent in playbook.intents.values():
        if made := list(_of_one_pattern(intent)):
            yield Finding(False, _file(intent), f"a series from one pattern: {_named(made)}")


def _of_one_pattern(intent: Intent) -> dict[str, list[str]]:
    """The examples of each series, in their order, by its pattern."""
    patterns: dict[str, dict[str, str]] = defaultdict(dict)
    for text in _texts(intent):
        words = plain(text).split()
        for place in range(len(words) if len(words) >= 4 else 0):
            pattern = " ".join([*words[:place], "…", *words[place + 1 :]])
            patterns[pattern].setdefault(words[place], text)
    return {pattern: list(slots.values()) for pattern, slots in patterns.items() if len(slots) >= SERIES}


def superfluous(intent: Intent) -> set[str]:
    """Examples that say nothing new: nearly the same as another, or of a series beyond its first ones. (What is given
    twice is not among them: it stays once.)"""
    near = {other for _, other in _nearly_the_same(_texts(intent))}
    return near | {text for series in _of_one_pattern(intent).values() for text in series[SERIES - 1 :]}


def _unfilled(playbook: Playbook) -> Iterator[Finding]:
    """An answer with a gap goes to people, each time."""
    for intent in playbook.intents.values():
        for language, text in intent.answers.items():
            known = {name for name, texts in playbook.business.items() if texts.get(language)} | FROM_THE_CONTACT
            known |= set(intent.lookup.fields if intent.lookup else ())
            missing = sorted(variables(text) - known - set(playbook.details))
            if missing:
                yield Finding(
                    True, _file(intent), f"the answer ({language}) needs {', '.join(missing)}, which no fact fills"
                )


def _unasked(playbook: Playbook) -> Iterator[Finding]:
    """A detail that only the customer knows, and nobody asks for."""
    for intent in playbook.intents.values():
        texts = [*intent.answers.values(), *([intent.lookup.url] if intent.lookup else ())]
        wanted = {name for text in texts for name in variables(text)} & set(playbook.details)
        if unasked := sorted(wanted - set(playbook.ask)):
            what = f"the answer needs {', '.join(unasked)}; without [ask.{unasked[0]}] in playbook.toml people get"
            yield Finding(False, _file(intent), f"{what} each message that does not say it")


def _unset(playbook: Playbook, environment: Container[str]) -> Iterator[Finding]:
    """Without its secret a lookup is never made, and people get every such message."""
    for intent, secret in looking_up.unset_secrets(playbook, environment):
        what = f"the answer asks your system with the secret in {secret}, which is not set in this environment"
        yield Finding(True, _file(intent), what)


def _no_way_to_a_person(playbook: Playbook) -> Iterator[Finding]:
    """The footer's quoted word has to be one that leads to a person."""
    for language, text in playbook.footer.items():
        if not any(asks_for_a_person(word) for word in _QUOTED.findall(text)):
            what = f'the footer ({language}) names no word that leads to a person, such as "Mensch" or "human"'
            yield Finding(True, "playbook.toml", what)


def _no_notice(playbook: Playbook) -> Iterator[Finding]:
    """Without the template that is named, no answer can wait for a customer whose 24 hours are over."""
    named = playbook.rules.waiting.template
    if named is not None and named not in {item.name for item in playbook.templates}:
        yield Finding(True, "rules.toml", f"waiting.template is {named}, and templates.toml has none of that name")


def _mixed_address(playbook: Playbook) -> Iterator[Finding]:
    """Customers notice when a business says Sie in one answer and du in the next."""
    answers = {intent.name: intent.answers["de"] for intent in playbook.intents.values() if "de" in intent.answers}
    alone = (playbook.footer, playbook.disclosure, playbook.question, playbook.again, playbook.away)
    common = (*alone, *playbook.ask.values(), *playbook.handover.values(), *playbook.when.values())
    texts = answers | {"": " – ".join(said["de"] for said in common if said)}
    formal = sorted(name for name, text in texts.items() if _FORMAL.search(text))
    familiar = sorted(name for name, text in texts.items() if _FAMILIAR.search(text))
    if formal and familiar:
        fewer, word = (familiar, "du") if len(familiar) <= len(formal) else (formal, "Sie")
        names = ", ".join(name or "the footer, the questions and the closing sentences" for name in fewer)
        yield Finding(False, "playbook.toml", f'the German answers mix Sie and du; "{word}" stands in: {names}')


def _languages(playbook: Playbook) -> Iterator[Finding]:
    for intent in playbook.intents.values():
        for language in LANGUAGES:
            number = sum(written == language for _, written, _ in intent.texts())
            if number < FEWEST_EXAMPLES:
                what = f"{number} examples in {language}; fewer than {FEWEST_EXAMPLES} are hardly recognised"
                yield Finding(intent.name == OUT_OF_SCOPE, _file(intent), what)


def _sources(playbook: Playbook) -> Iterator[Finding]:
    sources = {batch.source for intent in playbook.intents.values() for batch in intent.examples}
    if len(sources) < FEWEST_SOURCES:
        what = f"the examples have {len(sources)} sources; what unseen writers get is measured with {FEWEST_SOURCES}"
        yield Finding(False, "intents", what)


def _hours(playbook: Playbook) -> Iterator[Finding]:
    """What nobody said of the hours, and customers are then promised wrongly."""
    if playbook.hours is None:
        what = "[hours] is missing, so people count as always there, and customers are told no time at night"
        yield Finding(False, FACTS, what)
    elif playbook.hours.region is None:
        what = '[hours] names no region (such as "DE-BY"), so public holidays count as days like all others'
        yield Finding(False, FACTS, what)


def _named(texts: list[str]) -> str:
    return ", ".join(f'"{text}"' for text in texts[:MOST_NAMED]) + _more(texts)


def _more(texts: list[str]) -> str:
    return f" and {len(texts) - MOST_NAMED} more" if len(texts) > MOST_NAMED else ""

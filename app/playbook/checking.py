"""What is wrong, or may be wrong, in a playbook that can be read. Pure but for the environment."""

import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterator
from dataclasses import dataclass

from app import settings
from app.person_wish import asks_for_a_person
from app.playbook import alike, backtracking, looking_up
from app.playbook.answers import variables
from app.playbook.intents import LANGUAGES, OUT_OF_SCOPE, Intent
from app.playbook.model import Playbook
from app.remarks import Remark, Value

FEWEST_EXAMPLES = 20  # of an intent in one language: with fewer the classifier guesses
FEWEST_SOURCES = 3  # so that evaluation can leave a writer out
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
    remark: Remark

    @property
    def what(self) -> str:
        """In English."""
        return str(self.remark)


def _finding(grave: bool, where: str, code: str, **values: Value) -> Finding:
    return Finding(grave, where, Remark(code, values))


def check(
    playbook: Playbook, environment: Container[str] = os.environ, hosts: Collection[str] | None = None
) -> list[Finding]:
    """All findings, the grave ones first. `environment`: the names of the variables that are set; `hosts`: those that
    answers may ask, without it the settings', none: all."""
    checks: tuple[Callable[[Playbook], Iterator[Finding]], ...] = (
        *(_contradictions, _unfilled, _unasked, _no_way_to_a_person, _mixed_address, _languages, _sources),
        *(_doubles, _series, _hours, _no_notice, _slow),
    )
    let = settings.folders().lookup_places if hosts is None else hosts
    found = [finding for one in checks for finding in one(playbook)]
    found += [*_unset(playbook, environment), *_not_let(playbook, let)]
    return sorted(found, key=lambda finding: (not finding.grave, finding.where))


def _file(intent: Intent) -> str:
    return f"intents/{intent.name}.toml"


def of_intent(playbook: Playbook, intent: Intent) -> list[Finding]:
    """What `check` finds about one intent of the playbook, which may not be saved yet."""
    whole = playbook.model_copy(update={"intents": {**playbook.intents, intent.name: intent}})
    alone = playbook.model_copy(update={"intents": {intent.name: intent}})
    found = [finding for one in (_unfilled, _unasked, _languages, _doubles, _series) for finding in one(alone)]
    found += [one for one in _contradictions(whole) if one.where == _file(intent) or intent.name in _names(one)]
    if "de" in intent.answers:
        found += [one for one in _mixed_address(whole) if intent.name in _names(one)]
    return sorted(found, key=lambda finding: not finding.grave)


def _names(finding: Finding) -> list[str]:
    """The other intents that it is about."""
    values = finding.remark.values
    return str(values.get("others", values.get("names", ""))).split(", ")


def _contradictions(playbook: Playbook) -> Iterator[Finding]:
    """The same example under two intents: whatever the classifier says, it is wrong."""
    for text, names in sorted(alike.homes(playbook).items()):
        if len(names) > 1:
            first, *others = sorted(names)
            yield _finding(True, f"intents/{first}.toml", "also_example", text=text, others=", ".join(others))


def _doubles(playbook: Playbook) -> Iterator[Finding]:
    """The same example twice, or nearly, within an intent: it counts more than it should and proves too much."""
    for intent in playbook.intents.values():
        texts = list(alike.texts_of(intent))
        same = [text for text, times in Counter(map(alike.plain, texts)).items() if times > 1]
        if same:
            yield _finding(False, _file(intent), "doubled", texts=tuple(same))
        if near := tuple(alike.nearly_the_same(texts)):
            yield _finding(False, _file(intent), "nearly_same", pairs=near)


def _series(playbook: Playbook) -> Iterator[Finding]:
    """Sentences made from one pattern: the classifier learns the pattern and not what customers say."""
    for intent in playbook.intents.values():
        if made := tuple(alike.of_one_pattern(intent)):
            yield _finding(False, _file(intent), "series", texts=made)


def _unfilled(playbook: Playbook) -> Iterator[Finding]:
    """An answer with a gap goes to people, each time."""
    for intent in playbook.intents.values():
        for language, text in intent.answers.items():
            known = {name for name, texts in playbook.business.items() if texts.get(language)}
            if missing := sorted(_facts_in(text, playbook, intent) - known):
                yield _finding(True, _file(intent), "unfilled", language=language, names=", ".join(missing))


def _facts_in(text: str, playbook: Playbook, intent: Intent) -> set[str]:
    """What an intent's answer takes from the business's facts: all that neither customer nor lookup brings."""
    brought = {*playbook.details, *FROM_THE_CONTACT, *(intent.lookup.fields if intent.lookup else ())}
    return variables(text) - brought


def facts_lacking(playbook: Playbook) -> list[str]:
    """The facts that answers need and that the business has not given at all, in the order of the intents."""
    answers = ((text, intent) for intent in playbook.intents.values() for text in intent.answers.values())
    needed = (name for text, intent in answers for name in sorted(_facts_in(text, playbook, intent)))
    return [name for name in dict.fromkeys(needed) if name not in playbook.business]


def _unasked(playbook: Playbook) -> Iterator[Finding]:
    """A detail that only the customer knows, and nobody asks for."""
    for intent in playbook.intents.values():
        texts = [*intent.answers.values(), *([intent.lookup.url] if intent.lookup else ())]
        wanted = {name for text in texts for name in variables(text)} & set(playbook.details)
        if unasked := sorted(wanted - set(playbook.ask)):
            yield _finding(False, _file(intent), "unasked", names=", ".join(unasked), first=unasked[0])


def _unset(playbook: Playbook, environment: Container[str]) -> Iterator[Finding]:
    """Without its secret a lookup is never made, and people get every such message."""
    for intent, secret in looking_up.unset_secrets(playbook, environment):
        yield _finding(True, _file(intent), "unset", secret=secret)


def _not_let(playbook: Playbook, hosts: Collection[str]) -> Iterator[Finding]:
    """Nor is one at a host that the settings leave out."""
    for intent, place in looking_up.elsewhere(playbook, hosts) if hosts else ():
        yield _finding(True, _file(intent), "not_let", place=place)


def _no_way_to_a_person(playbook: Playbook) -> Iterator[Finding]:
    """The footer's quoted word has to be one that leads to a person."""
    for language, text in playbook.footer.items():
        if not any(asks_for_a_person(word) for word in _QUOTED.findall(text)):
            yield _finding(True, "playbook.toml", "no_person", language=language)


def _slow(playbook: Playbook) -> Iterator[Finding]:
    """One message would hold everybody up."""
    if kind := backtracking.slow(playbook):
        yield _finding(True, "playbook.toml", "slow", name=kind)


def _no_notice(playbook: Playbook) -> Iterator[Finding]:
    """Without the template that is named, no answer can wait for a customer whose 24 hours are over."""
    named = playbook.rules.waiting.template
    if named is not None and named not in {item.name for item in playbook.templates}:
        yield _finding(True, "rules.toml", "no_notice", name=named)


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
        names = ", ".join(filter(None, fewer))
        code = "mixed" if "" not in fewer else "mixed_both" if names else "mixed_common"
        yield _finding(False, "playbook.toml", code, word=word, **({"names": names} if names else {}))


def _languages(playbook: Playbook) -> Iterator[Finding]:
    for intent in playbook.intents.values():
        for language in LANGUAGES:
            number = sum(written == language for _, written, _ in intent.texts())
            if number < FEWEST_EXAMPLES:
                grave, values = intent.name == OUT_OF_SCOPE, {"number": number, "least": FEWEST_EXAMPLES}
                yield _finding(grave, _file(intent), "few_examples", language=language, **values)


def _sources(playbook: Playbook) -> Iterator[Finding]:
    sources = {batch.source for intent in playbook.intents.values() for batch in intent.examples}
    if len(sources) < FEWEST_SOURCES:
        yield _finding(False, "intents", "few_sources", number=len(sources), least=FEWEST_SOURCES)


def _hours(playbook: Playbook) -> Iterator[Finding]:
    """What nobody said of the hours, and customers are then promised wrongly."""
    if playbook.hours is None:
        yield _finding(False, FACTS, "no_hours")
    elif playbook.hours.region is None:
        yield _finding(False, FACTS, "no_region")

"""Part `unseen`: what triage makes of messages whose writers knew no examples, with the starter playbook."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.asking import NO_WISH
from app.decisions import Decision
from app.first_message import decided_first
from app.judging import wording
from app.playbook.intents import LOCKED, OUT_OF_SCOPE
from app.playbook.reading import STARTER, read
from bench.markdown import table
from bench.options import Options
from bench.stand import ROOT
from commands.classifier import examples
from commands.evaluate import labelled
from models.prediction import Prediction

TITLE = "Messages whose writers knew no examples"
NEEDS_SERVERS = False
FACTS = STARTER / "business.example.toml"
FILES = ("unseen-customers.tsv", "unseen-customers-2.tsv")
TWO_WISHES = "unseen-two-wishes.tsv"
BURSTS, THEN = "unseen-bursts.tsv", " / "  # several messages in a row
HEAD = ("", "messages", "right in scope", "out of scope kept back", "answered of what is answerable", "of that right")


@dataclass(frozen=True, slots=True)
class Judged:
    """A message's labels (several when it asks for several things), what it was taken for, and what was decided."""

    wanted: frozenset[str]
    said: Prediction
    decision: Decision

    @property
    def wishes(self) -> frozenset[str]:
        """All that it was taken to ask for; a greeting beside something is none."""
        also = {wish.intent for wish in self.said.also} - NO_WISH
        return frozenset(also | ({self.said.intent} - (NO_WISH if also else frozenset())))

    @property
    def acted_on(self) -> frozenset[str]:
        """The intents that Lotse answered, or noted, by itself."""
        return self.wishes if self.decision.kind in {"answer", "note"} else frozenset()


def measure(_: object, options: Options) -> dict[str, Any]:
    from models.training import train

    playbook, now = read(STARTER, FACTS), datetime.now(UTC)
    known = examples(playbook)
    if options.most_examples:
        known = known[:: -(-len(known) // options.most_examples)]
    model = train(known, locked=LOCKED)
    certified = {one["intent"]: one["threshold"] for one in model.certificates if one["certified"]}

    def judged(name: str) -> list[Judged]:
        messages = labelled(ROOT / "bench" / name)
        predictions = model.predict([message.text for message in messages])
        return [
            Judged(frozenset(one.label.split("+")), said, decided_first(one.text, said, playbook, certified, now))
            for one, said in zip(messages, predictions, strict=True)
        ]

    def in_bursts(read: Callable[[Sequence[str]], str]) -> list[Judged]:
        """What triage makes of the bursts when the classifier reads them so."""
        turns = [(one.text.split(THEN), one.label) for one in labelled(ROOT / "bench" / BURSTS)]
        predictions = model.predict([read(texts) for texts, _ in turns])
        return [
            Judged(frozenset({label}), said, decided_first("\n".join(texts), said, playbook, certified, now))
            for (texts, label), said in zip(turns, predictions, strict=True)
        ]

    figures = {name: of_customers(judged(name)) for name in FILES}
    bursts = {"turn": of_bursts(in_bursts(wording)), "lines": of_bursts(in_bursts("\n".join))}
    wishes = of_two_wishes(judged(TWO_WISHES))
    return {"examples": len(known), "customers": figures, "wishes": wishes, "bursts": bursts}


def of_customers(judged: Sequence[Judged]) -> dict[str, int]:
    """Numbers of messages."""
    inside = [one for one in judged if one.wanted != {OUT_OF_SCOPE}]
    acted = [one for one in judged if one.acted_on]
    return {
        "messages": len(judged),
        "inside": len(inside),
        "named": sum(one.said.intent in one.wanted for one in inside),
        "outside": len(judged) - len(inside),
        "kept": sum(not one.acted_on for one in judged if one.wanted == {OUT_OF_SCOPE}),
        "answerable": sum(not one.wanted & LOCKED for one in inside),
        "acted": len(acted),
        "right": sum(one.acted_on == one.wanted for one in acted),
    }


def of_two_wishes(judged: Sequence[Judged]) -> dict[str, int]:
    """Numbers of messages with several wishes, and with one."""
    several, single = ([one for one in judged if (len(one.wanted) > 1) == many] for many in (True, False))
    return {
        "several": len(several),
        "found": sum(len(one.wanted & one.wishes) > 1 for one in several),
        "both": sum(len(one.acted_on) > 1 for one in several),
        "half": sum(len(one.acted_on) == 1 for one in several),
        "single": len(single),
        "imagined": sum(bool(one.wishes - one.wanted - {one.said.intent}) for one in single),
    }


def of_bursts(judged: Sequence[Judged]) -> dict[str, int]:
    """Numbers of bursts: answered as wanted, asked back, answered otherwise; people get the rest."""
    acted = [one for one in judged if one.acted_on]
    right = sum(one.acted_on == one.wanted for one in acted)
    asked = sum(one.decision.kind == "ask" for one in judged)
    return {"bursts": len(judged), "right": right, "asked": asked, "wrong": len(acted) - right}


def show(found: dict[str, Any], _: dict[str, Any]) -> list[str]:
    wishes, turn, lines = found["wishes"], found["bursts"]["turn"], found["bursts"]["lines"]
    return [
        f"The starter's {found['examples']:,} examples were learnt and certified; each message was then decided as a "
        "first one, by triage's rules. Answered or noted counts as answered, and as right when just what was wanted "
        "was answered. Answerable is what is in scope and not locked to people.",
        "",
        *table(HEAD, [_row(name, one) for name, one in found["customers"].items()]),
        "",
        f"Of {wishes['several']} messages with two wishes or more, two are found in {wishes['found']}; "
        f"{wishes['both']} get both answers, {wishes['half']} only one. Of {wishes['single']} with one wish, written "
        f"to mislead, {wishes['imagined']} seem to have another beside it (`bench/{TWO_WISHES}`).",
        "",
        f"Of {turn['bursts']} bursts of several messages, {turn['right']} are answered as one turn and rightly, "
        f"{turn['asked']} asked back, {turn['wrong']} answered wrongly. Were the lines that only greet or announce "
        f"classified as well: {lines['right']}, {lines['asked']} and {lines['wrong']} (`bench/{BURSTS}`).",
    ]


def _row(name: str, one: Mapping[str, int]) -> list[str]:
    def share(part: str, whole: str) -> str:
        return f"{one[part] / max(one[whole], 1):.1%} ({one[part]} of {one[whole]})"

    figures = [
        share("named", "inside"),
        share("kept", "outside"),
        share("right", "answerable"),
        share("right", "acted"),
    ]
    return [f"`bench/{name}`", f"{one['messages']}", *figures]

"""How English asks for a person. Pure."""

import re

from app.person_wish.words import Words, spoken
from app.wording import listed

_WHO = (
    r"(?:humans?(?: being)?|person|people|agent|operator|representative|rep|advis[oe]r|someone|somebody|anyone|anybody|"
    r"staff|staff member|member of staff|colleague|manager|supervisor|owner|boss|technician|mechanics?|whoever|"
    r"(?:customer|client) (?:service|services|support|care)|support|sales|team|team member)"
)
_SURE = (
    r"(?:human(?: being)?|person|agent|operator|representative|colleague|member of staff|staff member|manager|"
    r"supervisor)"
)
# Whom somebody has at home or at work is not who is asked for.
_WORD = r"(?!my\b|our\b|his\b|her\b|their\b|no\b|any other\b)\w+"
_MACHINE = r"(?:(?:chat ?)?bots?|robots?|machines?|computers?|ai)"

WORDS = Words(
    who=re.compile(
        r"(?:(?:i (?:want|need|d like|would like)|give me|get me|can i (?:get|have)|may i have|speak to|talk to|"
        r"need|want|"
        r"not a bot) )?(?:with )?(?:an? |the |any |to )?(?:(?:real|live|actual|human|proper|service|support) ){0,4}"
        r"(?:human(?: being)?s?|person|agent|operator|representative|advis[oe]r|manager|supervisor|colleague|"
        r"customer (?:service|support|care)(?: rep(?:resentative)?)?|(?:customer )?support|"
        r"representative|rep|staff|human (?:help|"
        r"support)|real people|live chat)"
    ),
    insists=listed("please pls plz plss now immediately asap"),
    noise=listed("hello hi hey thanks thank you ty thx no just so ok kindly help"),
    within=spoken(
        rf"(?:talk|speak|chat|write)(?: \w+){{0,2}} (?:to|with) (?:{_WORD} ){{0,3}}{_WHO}(?! (?:yesterday|last))",
        rf"(?:connect|transfer|pass|hand|forward|refer|redirect|escalate) (?:me|us)(?: \w+){{0,2}} (?:to|with) "
        rf"(?:{_WORD} ){{0,3}}"
        rf"(?:{_WHO}|department|branch)",
        r"(?<!they )put (?:me|us) (?:straight |right |back )?(?:through|on to|onto)",
        rf"(?:get|give|find|fetch) me (?:\w+ ){{0,2}}(?:{_SURE}|someone|somebody)",
        rf"(?:get|put) (?:an?|the|some) (?:\w+ )?{_SURE} (?:on|in) ",
        r"(?:get|put) (?:a |an |the )?(?:\w+ )?(?:technician|someone|somebody|colleague)(?: \w+)? (?:on the "
        r"(?:line|phone)|on here|real on)",
        r"put someone real on",
        r"any humans? (?:\w+ )?(?:available|there|here|around)",
        r"human (?:assistance|help|support|contact|interaction)",
        rf"(?:transfer|switch|escalate|handover|hand over) to (?:an? )?(?:real |live )?{_SURE}",
        r"put me in (?:touch|contact) with (?:someone|somebody|an? \w+)",
        r"(?:stop|turn off|switch off) (?:the|this|your) (?:chat ?)?bot",
        r"(?:real|actual|live|human|proper) (?:person|human|being|agent|operator|representative|advis[oe]r|"
        r"support|people to talk)(?! or )",
        r"(?:someone|somebody|anyone|anybody) (?:\w+ )?(?:real|human|with a pulse|who breathes)",
        r"(?:real|actual) (?:people|staff) (?:there|here|available|working)",
        r"(?:need|want|require|would like|d like|prefer|rather have) (?:(?:to have|a|an|the|another|your|one of "
        r"your) ){0,4}"
        rf"{_SURE}(?:$| please| now| not | instead| to (?:talk|speak|help|contact|call|look))",
        r"(?:need|want) (?:someone|somebody) (?:to (?:talk|speak)|i can (?:talk|speak)|who can (?:look|decide|"
        r"help|think))",
        r"(?:someone|somebody|anyone|anybody|person) (?:\w+ ){0,4}(?:i|we) (?:can|could) (?:talk|speak|chat) "
        r"(?:to|with)",
        r"(?:who|whom) (?:can|could|may) i (?:talk|speak) (?:to|with)(?! about (?:jobs?|work))",
        r"(?:is|anybody|anyone) (?:\w+ )?(?:somebody|someone|anybody|anyone) (?:\w+ ){0,3}who speaks?",
        r"let me (?:talk|speak) (?:to|with)",
        r"(?:contact|reach) (?:a |an |the |your )?(?:(?:real|live|human) ){0,4}(?:human|person|agent|operator|"
        r"representative|customer (?:service|support|care))",
        r"pass me (?:on )?(?:to|over to)",
        r"escalate (?:this|it|my (?:case|issue|request))(?: to (?:a |your )?(?:human|manager|supervisor|agent|"
        r"someone))?$",
        # a machine is not wanted
        rf"(?:not|don t|dont|hate|tired|sick|instead|rather|refuse|stop|enough)(?: \w+){{0,4}} (?:talk|talking|"
        rf"speak|speaking|chat|"
        rf"chatting|deal|dealing|write|writing|text|texting|typing) (?:to|with) (?:(?:a|an|the|your|this|some) "
        rf")?(?:\w+ )?{_MACHINE}",
        rf"^(?:please )?(?:no|not an?|no more) (?:\w+ )?{_MACHINE}(?: please| pls| thanks)?$",
        rf"(?:but|and) not an? {_MACHINE}$",
        # is it a machine?
        rf"(?:am|are) (?:i|we) (?:\w+ )?(?:talking|chatting|speaking|writing|texting) (?:to|with) (?:an? )?(?:\w+ "
        rf")?(?:{_MACHINE}|person|human)",
        r"(?:are|r) (?:you|u|this) (?:\w+ )?(?:an? )?(?:\w+ )?(?:(?:chat ?)?bot|robot|machine|human|real "
        r"person)(?: or \w+){0,4}$",
        r"(?:are|r) (?:you|u) (?:even )?real$",
        r"(?:is|isn t) (?:there )?(?:a human|a person|any human|a real person)(?: actually| really)? (?:there|"
        r"here|reading)$",
    ),
    calls=spoken(
        r"(?:can|could|would|will|please|pls|plz|just|kindly|have)(?: \w+){0,6} (?:call|phone|ring|telephone) "
        r"(?:me|us)",
        r"(?:^|please |pls )(?:call|phone|ring) (?:me|us)",
        r"^(?:please |pls |plz )?call(?: back)?(?: please| pls| when (?:you|u) can)?$",
        r"call me back",
        r"give me a (?:call|ring)",
        r"(?:can|could|may) i (?:have|get|request) a call ?back",
    ),
    unless=re.compile(
        r"\b(?:if|when (?!ur |you re |u r )|once|before|until|no need|never|promised?|didn t|did not|not call|don "
        r"t|driver|courier|"
        r"delivery|said|says|told)\b"
    ),
)

"""How Turkish asks for a person, without the marks (ı is i, ş is s). Pure."""

import re

from app.person_wish.words import Words, spoken
from app.wording import listed

_WHO = r"(?:insan|biri|birisi|yetkili|temsilci|mudur|calisan|operator|eleman|personel|patron|danisman|hizmetleri)\w*"
# Wishes and requests, not what happened ("konustum", "gorusmustum").
_TALK = r"(?:konus|gorus|yazis|bagla|aktar)(?!tu|tum|mus|du|dim|di\b|dilar|madi|iyor)\w*"

WORDS = Words(
    who=re.compile(
        r"(?:bir )?(?:(?:gercek|canli) )?(?:bir )?(?:insan|temsilci|yetkili|operator|yetkili kisi|musteri "
        r"(?:temsilcisi|hizmetleri)|"
        r"canli destek|gercek kisi)(?: (?:istiyorum|lazim|bagla|baglayin|verin|yok mu))?"
    ),
    insists=listed("lutfen lutfenn hemen acil"),
    noise=listed("merhaba selam iyi gunler tesekkurler hayir sadece"),
    within=spoken(
        rf"(?<!iki ){_WHO} (?:\w+ ){{0,3}}{_TALK}",
        r"gercek (?:bir )?(?:insan\w*|kisi\w*|temsilci\w*)",
        r"canli destek\w*",
        r"(?:bot|robot|makine) ?mu(?:sun|sunuz)?",
        r"(?:bot|robot|makine)\w* (?:\w+ ){0,2}(?:konusmak|yazismak|gorusmek) istemiyorum",
        r"(?:onunla|kendisiyle|sizinle) (?:\w+ ){0,2}(?:konusmak|gorusmek) ister\w*",
        r"beni (?:\w+ ){0,4}(?:baglayin|baglar misin\w*|baglayabilir misin\w*|aktarin|aktarir misin\w*)",
    ),
    calls=spoken(r"beni (?:\w+ ){0,4}(?:arayin|arar misin\w*|arayabilir misin\w*|ararsaniz)"),
    unless=re.compile(r"\b(?:gelince|gelirse|eger|kurye\w*|olunca|varsa|teslimat\w*)\b"),
)

"""What the phone page says."""

from simulator.texts.english import ENGLISH
from simulator.texts.german import GERMAN

TEXTS = {"de": GERMAN, "en": ENGLISH}

"""A small playbook of three writers, for tests: enough to tell four intents apart, and to be unsure about the rest."""

from models.examples import Example
from models.prediction import OUT_OF_SCOPE

GERMAN = {
    "opening_hours": [
        "wann habt ihr heute offen",
        "seid ihr am samstag da",
        "bis wie viel uhr kann ich kommen",
        "habt ihr sonntag geöffnet",
        "macht ihr mittags zu?",
        "ab wann ist morgen jemand im laden",
        "öffnungszeiten an ostern bitte",
        "ist um 18 uhr noch offen oder schon zu",
        "wie lange habt ihr freitag geöffnet",
    ],
    "order_status": [
        "wo bleibt meine bestellung",
        "mein paket ist immer noch nicht da",
        "wann kommt die lieferung endlich",
        "ist die bestellung 4711 schon raus?",
        "die sendungsnummer zeigt nichts an",
        "warte seit zwei wochen auf mein paket",
        "wo ist mein päckli",
        "wurde meine ware schon verschickt",
        "bestellt am montag, noch nichts bekommen",
    ],
    "refund_status": [
        "wann bekomme ich mein geld zurück",
        "die erstattung ist nicht angekommen",
        "habt ihr das geld schon überwiesen",
        "rückzahlung fehlt immer noch",
        "ihr schuldet mir noch die erstattung",
        "auf dem konto ist kein geld von euch eingegangen",
        "es wurde zu wenig erstattet",
        "geld zurück hieß es vor drei wochen",
        "wie lange dauert eine rückzahlung",
    ],
    OUT_OF_SCOPE: [
        "wie wird das wetter morgen",
        "erzähl mir einen witz",
        "ich suche eine stelle als verkäufer",
        "asdf qwertz",
        "hallo mama das ist meine neue nummer",
        "darf mein hund mit rein",
        "wir bieten günstige werbung an",
        "wer hat gestern das spiel gewonnen",
        "habe meinen schal bei euch liegen lassen",
    ],
}
ENGLISH = {
    "opening_hours": [
        "when do you open tomorrow",
        "are you open on sundays",
        "what time do you close today",
        "is the shop open over easter",
        "how late can i come by on friday",
        "do you close for lunch",
    ],
    "order_status": [
        "where is my parcel",
        "my order has not arrived yet",
        "has order 8842 been shipped",
        "when will my delivery come",
        "tracking shows nothing for days",
        "still waiting for my package",
    ],
    "refund_status": [
        "when do i get my money back",
        "my refund has not arrived",
        "have you sent the refund yet",
        "you refunded too little",
        "no money on my account so far",
        "how long does a refund take",
    ],
    OUT_OF_SCOPE: [
        "what is the weather like",
        "tell me a joke",
        "are you hiring right now",
        "hjkl hjkl",
        "who won the match last night",
        "can i bring my dog in",
    ],
}
WRITERS = ("anna", "ben", "cem")

EXAMPLES = [
    Example(text, label, language, WRITERS[number % 3])
    for language, texts_by_label in (("de", GERMAN), ("en", ENGLISH))
    for label, texts in texts_by_label.items()
    for number, text in enumerate(texts)
]
TEXTS = [example.text for example in EXAMPLES]
LABELS = [example.label for example in EXAMPLES]
SOURCES = [example.source for example in EXAMPLES]

ODD = [
    "",
    " \n",
    "\0",
    "👍",
    "🎉" * 500,
    "a" * 10_000,
    "\ufdfa" * 4096,
    "\ud800",
    "e\u0301" * 4000,
    "1/" * 5000,
    "a@" * 5000,
    "http://" + "x" * 9000,
    "1.a-" * 3000,
    "今日は何時まで",
]

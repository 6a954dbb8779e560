"""What stands in the sample conversations. Nobody of them exists; the names say so."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """`by`: customer, bot or agent; `status` is the sending state of ours."""

    by: str
    minutes_ago: int
    text: str
    status: str = "read"


@dataclass(frozen=True, slots=True)
class Sample:
    """A conversation. `kind`, `reason`, `intent`, `confidence`, `runner_up` are its last decision's; `mine`: the
    person who makes the samples has it."""

    name: str
    language: str
    owner: str
    lines: tuple[Line, ...]
    kind: str
    intent: str
    confidence: float
    reason: str | None = None
    runner_up: str | None = None
    suggestion: str | None = None
    team: str | None = None
    priority: int = 0
    mine: bool = False
    signs: tuple[str, ...] = ()
    note: str | None = None
    snoozed: bool = False
    opted_out: bool = False


def customer(minutes_ago: int, text: str) -> Line:
    return Line("customer", minutes_ago, text)


def bot(minutes_ago: int, text: str) -> Line:
    return Line("bot", minutes_ago, text)


def agent(minutes_ago: int, text: str, status: str = "read") -> Line:
    return Line("agent", minutes_ago, text, status)


SAMPLES = (
    Sample(
        "Beispielkundin 1",
        "de",
        "waiting",
        (
            customer(14, "Guten Tag, meine Bestellung B-10017 sollte gestern kommen. Wo ist sie?"),
            customer(12, "Ich bin heute nur bis 15 Uhr zu Hause."),
            bot(12, "Das sieht sich gleich jemand aus unserem Team an."),
        ),
        "escalate",
        "order_status",
        0.83,
        "only_suggests",
        "delivery_options",
        "Ihre Bestellung B-10017 ist unterwegs. Ich sehe gleich nach, wann sie heute ankommt.",
        "orders",
    ),
    Sample(
        "Beispielkunde 2",
        "de",
        "waiting",
        (
            customer(41, "Jetzt ist schon das zweite Gerät kaputt angekommen. Das ist eine Frechheit!"),
            customer(38, "Ich brauche es dringend bis morgen."),
            bot(38, "Das tut uns leid. Jemand aus unserem Team kümmert sich persönlich darum."),
        ),
        "escalate",
        "complaint",
        0.94,
        "locked",
        team="workshop",
        priority=3,
        signs=("Frechheit", "dringend"),
    ),
    Sample(
        "Sample customer 3",
        "en",
        "waiting",
        (customer(6, "Hi! Do you still have the blue one in size 42? And can I pay when I pick it up?"),),
        "escalate",
        "product_availability",
        0.58,
        "unsure",
        "payment_methods",
        team="sales",
    ),
    Sample(
        "Beispielkundin 4",
        "de",
        "waiting",
        (customer(22 * 60 + 40, "Können Sie mir die Rechnung vom Oktober noch einmal schicken?"),),
        "escalate",
        "invoice_copy",
        0.91,
        "not_certified",
        suggestion="Gern. An welche E-Mail-Adresse dürfen wir die Rechnung schicken?",
        team="accounts",
    ),
    Sample(
        "Beispielkunde 5",
        "de",
        "agent",
        (
            customer(65, "Ich möchte den Termin am Donnerstag verschieben."),
            agent(52, "Guten Tag, gern. Passt Ihnen Freitag um 10 Uhr?"),
            customer(3, "Freitag geht, aber lieber um 11."),
        ),
        "escalate",
        "appointment_change",
        0.88,
        "only_suggests",
        team="service",
        mine=True,
        note="Freitag 11 Uhr ist frei, bitte bestätigen.",
    ),
    Sample(
        "Sample customer 6",
        "en",
        "agent",
        (
            customer(180, "The parcel arrived, but the charger is missing."),
            agent(171, "I am sorry to hear that. We are sending you one today.", "delivered"),
        ),
        "escalate",
        "damaged_or_wrong_item",
        0.79,
        "only_suggests",
        team="workshop",
        mine=True,
    ),
    Sample(
        "Beispielkundin 7",
        "de",
        "bot",
        (
            customer(25, "Wann haben Sie am Samstag geöffnet?"),
            bot(25, "Am Samstag sind wir von 9 bis 13 Uhr für Sie da."),
        ),
        "answer",
        "opening_hours",
        0.98,
    ),
    Sample(
        "Sample customer 8",
        "en",
        "bot",
        (
            customer(8, "Where is my order?"),
            bot(8, "Gladly. What is your order number? It is in your confirmation and starts with A-."),
        ),
        "ask",
        "order_status",
        0.96,
    ),
    Sample(
        "Beispielkunde 9",
        "de",
        "resolved",
        (
            customer(300, "Ich habe das falsche Modell bestellt. Kann ich es zurückschicken?"),
            agent(281, "Ja, innerhalb von 30 Tagen. Den Rücksendeschein haben Sie eben per E-Mail bekommen."),
            customer(279, "Super, danke!"),
        ),
        "note",
        "thanks_goodbye",
        0.99,
    ),
    Sample(
        "Sample customer 10",
        "en",
        "resolved",
        (
            customer(1500, "Which payment methods do you take?"),
            bot(1500, "You can pay by card, by direct debit or on invoice."),
            customer(1498, "Perfect."),
        ),
        "note",
        "thanks_goodbye",
        0.97,
    ),
    Sample(
        "Beispielkundin 11",
        "de",
        "agent",
        (
            customer(1560, "Ich melde mich morgen mit den Maßen für das Angebot."),
            agent(1550, "Wunderbar, wir warten auf Ihre Nachricht."),
        ),
        "escalate",
        "product_advice",
        0.72,
        "unsure",
        team="sales",
        mine=True,
        snoozed=True,
    ),
    Sample(
        "Beispielkunde 12",
        "de",
        "resolved",
        (
            customer(2900, "STOP"),
            bot(2900, "In Ordnung: Sie bekommen von uns nur noch Antworten auf Ihre Nachrichten."),
        ),
        "answer",
        "opt_out",
        0.99,
        opted_out=True,
    ),
)

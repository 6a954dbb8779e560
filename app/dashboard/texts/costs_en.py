"""What messages cost, and the switch that pauses all automatic ones, in English."""

PAUSE = {
    "pause.title": "Automatic answers",
    "pause.hint": "Stops everything that Lotse sends by itself, on all numbers and at once. All messages then come to "
    "people; what people write still goes out.",
    "pause.reason": "Reason (everybody sees it)",
    "pause.pause": "Pause all automatic answers",
    "pause.paused": "Paused",
    "pause.paused.hint": "Who paused, since when and why stands at the top of every page; there you can also go on.",
    "pause.banner": "Automatic answers have been paused, since {moment}, by {who}:",
    "pause.banner.why": "“{reason}”",
    "pause.banner.safe": "All messages come to people.",
    "pause.resume": "Let Lotse answer again",
    "notice.pause": "Automatic answers",
    "notice.pause.PAUSED": "All automatic answers were paused.",
    "notice.pause.RESUMED": "Lotse may answer again.",
    "fact.person": "Who",
    "fact.month": "Month",
}
BUDGET = {
    "budget.spent": "This month’s budget is spent: Lotse no longer answers by itself but suggests, and people send.",
    "budget.nearly": "80 % of this month’s budget is spent. Once all of it is, Lotse will only suggest answers.",
    "notice.budget": "Budget for messages",
    "notice.budget.NEARLY_SPENT": "80 % of the month’s budget is spent.",
    "notice.budget.SPENT": "The month’s budget is spent. Lotse only suggests until the month ends.",
}
COSTS = {
    "costs.title": "Costs",
    "costs.lead": "Meta bills every message that reaches a customer, whether Lotse or a person wrote it, at {price}. "
    "The first {free} of each number and month are free; reactions and read receipts always are.",
    "costs.estimate": "This is an estimate, from what WhatsApp reports of each message. Meta’s invoice is what counts.",
    "costs.months": "Months",
    "costs.so_far": "{month} so far",
    "costs.month": "{month}",
    "costs.nothing": "No message went out in this month.",
    "costs.messages": "Sent",
    "costs.by": "{bot} by Lotse, {people} by people",
    "costs.free": "Free",
    "costs.billed": "Billed",
    "costs.price": "Cost",
    "costs.foreseen": "About, at month’s end",
    "costs.foreseen.messages": "with {number} messages",
    "costs.estimated": "Messages of which WhatsApp has reported nothing yet: {number}. They count by their place in "
    "the month.",
    "costs.budget": "Budget of a month",
    "costs.budget.none": "None is set. With a budget, Lotse only suggests once it is spent. You set it with "
    "“budget” under “[cost]” in the file rules.toml (Playbook, Export and import).",
    "costs.budget.used": "{used} of {budget} ({share}).",
    "costs.budget.hint": "Once it is spent, Lotse only suggests.",
    "costs.budget.spent": "It is spent: Lotse only suggests until the next month begins.",
    "costs.days": "By day",
    "costs.days.figures": "Figures by day",
    "costs.day": "Day",
    "costs.tallest": "Highest day: {number}",
    "costs.topics": "By intent",
    "costs.topics.hint": "Which intent an automatic message belongs to follows from what was decided on the customer’s "
    "message.",
    "costs.topic": "Intent",
    "costs.topic.none": "Without an intent",
    "costs.people": "Written by people",
    "costs.sum": "Together",
}
TEXTS = {**PAUSE, **BUDGET, **COSTS}

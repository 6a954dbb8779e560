"""Which intents Lotse may answer by itself, and the answers that people check, in English."""

TEXTS = {
    "certificates.title": "Certificates",
    "certificates.lead": "Lotse answers by itself only on intents on which it is proven to be right nearly always. On "
    "all others it suggests the answer, and a person sends it.",
    "certificates.none": "Nothing is proven yet, so people get everything. A training (under “Playbook”, or "
    "with “lotse train”) makes the certificates.",
    "certificates.examples": "So far the proof is from the playbook's examples alone; Lotse has not yet seen real "
    "customers. Each example was sorted by a classifier that had not seen its writer.",
    "certificates.customers": "The proof is from the playbook's examples and from messages of your customers whose "
    "intent they themselves or your team have confirmed ({number} so far). Each text was sorted by a classifier that "
    "had not seen its writer.",
    "certificates.samples": "Spot checks are added: {share} of the automatic answers are put before people to check.",
    "certificates.topic": "Intent",
    "certificates.state": "State",
    "certificates.state.auto": "Answers by itself",
    "certificates.state.certified": "Certified, only suggests",
    "certificates.state.suggests": "Suggests",
    "certificates.state.human": "Reserved for people",
    "certificates.state.withdrawn": "Withdrawn on {moment}",
    "certificates.state.together": "With one threshold for all: {threshold}",
    "certificates.together": "All intents together",
    "certificates.bound": "Right, at least",
    "certificates.bound.hint": "target {target}",
    "certificates.proof": "Proven on",
    "certificates.proof.value": "{right} of {answered}",
    "certificates.covered": "Answers",
    "certificates.checked": "Spot checks",
    "certificates.checked.value": "{right} of {checked} right",
    "certificates.checked.none": "none yet",
    "certificates.missing": "About {number} more right answers are needed.",
    "certificates.doubt": "“Right, at least” is the lower bound of Clopper and Pearson: with a certainty of {sure} the "
    "true share is not below it, as long as customers write like the examples.",
    "checks.title": "Spot checks",
    "checks.waiting.one": "One automatic answer is to be checked",
    "checks.waiting.many": "{number} automatic answers are to be checked",
    "checks.lead": "Lotse reacted by itself here. Did it understand what the customer wanted? What you say decides "
    "whether the intent stays certified. The customer is told nothing of it.",
    "checks.none": "Nothing to check",
    "checks.none.hint": "A small share of the automatic answers appears here by itself.",
    "checks.customer": "The customer wrote",
    "checks.answer": "Lotse answered",
    "checks.noted": "Lotse took note of it and did not answer.",
    "checks.taken_for": "Understood as",
    "checks.right": "Understood",
    "checks.wrong": "Misunderstood",
    "checks.instead": "It was about",
    "checks.instead.unknown": "I do not know",
    "checks.conversation": "Open conversation",
    "checks.more": "The oldest {number} are shown.",
    "notice.certificate": "Certificate",
    "notice.certificate.WITHDRAWN": "On this intent it is no longer proven that Lotse is right nearly always. It only "
    "suggests answers to it now. Look at the messages that were misunderstood, add examples to the playbook and "
    "train there.",
    "fact.intent": "Intent",
    "fact.checked": "Checked",
    "fact.wrong": "Of these wrong",
}

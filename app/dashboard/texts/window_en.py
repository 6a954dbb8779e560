"""The 24-hour window in English: how long still, and answers that wait for the customer."""

TEXTS = {
    "window.left": "{span} left for replies",
    "window.until": "Replies are possible until {moment} (24 hours after the customer's last message)",
    "window.over": "Time for replies is over",
    "window.row": "{span} left",
    "window.row.what": "for replies",
    "status.held": "Waits for the customer's reply",
    "held.row": "waits for the customer",
    "held.hint": "Goes out as soon as the customer writes.",
    "held.withdraw": "Take back",
    "hold.title": "Keep an answer ready",
    "hold.hint": "You can keep the answer ready. For now the customer gets this message only; your answer goes out as "
    "soon as they write:",
    "hold.told": "The customer knows already that an answer is ready. What you keep ready goes out as soon as "
    "they write.",
    "hold.placeholder": "Write an answer that waits for the customer …",
    "hold.send": "Keep it ready",
    "hold.keys": "Ctrl + Enter keeps it ready",
    "hold.takes": "By this you take the conversation.",
    "resolve.hint.held": "Mark the conversation as resolved; the answer that is ready is taken back",
    "refused.window_open": "The customer has written in the meantime, you can reply at once. Nothing was sent, "
    "your text is still here.",
    "refused.not_held": "This answer is no longer ready: it went out, or was taken back before. The history shows it.",
    "refused.not_to_be_told": "This customer wants no such messages. Nothing was sent. As soon as they write, you can "
    "reply.",
    "refused.notice_gone": "The template that tells the customer cannot be sent right now. Nothing was sent, "
    "your text is still here.",
    "event.window_closing": "The time for replies is over soon",
    "event.held": "{who} keeps an answer ready; it waits for the customer",
    "event.released": "The customer wrote: the answer that was ready goes out",
    "event.withdrawn": "{who} took back the answer that was ready: {reason}",
    "reason.answer_released": "Answer that was ready went out",
    "reason.resolved": "Conversation resolved",
    "step.held": "Answer kept ready",
    "step.released": "Ready answer released",
    "step.withdrawn": "Ready answer taken back",
    "step.window_closing": "Time for replies is over soon",
    "waits.customer": "The answer has been ready since {moment} and goes out as soon as the customer writes.",
}

"""Sound and desktop notices, in English."""

TEXTS = {
    "notices.title": "Notices in this browser",
    "notices.lead": "Only for new messages in your conversations, when somebody gives you one, and when somebody newly "
    "waits for you or your teams. The choice holds for this browser.",
    "notices.sound": "Sound",
    "notices.try": "Hear the sound",
    "notices.desktop": "Desktop notice",
    "notices.text": "Show name and text in the notice",
    "notices.allow": "Allow desktop notices",
    "notices.denied": "The browser allows this page no desktop notices. You can change that in its settings for this "
    "site.",
    "notices.typing": "Wait while I am typing",
    "notices.mine": "New message in your conversation",
    "notices.given": "Somebody has given you a conversation",
    "notices.waiting": "Somebody waits for a person",
    "notices.many": "{number} new notices",
}

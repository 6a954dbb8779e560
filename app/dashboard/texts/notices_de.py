"""Sound and desktop notices, in German."""

TEXTS = {
    "notices.title": "Hinweise in diesem Browser",
    "notices.lead": "Nur zu neuen Nachrichten in Ihren Gesprächen, wenn jemand Ihnen eines gibt, und wenn jemand neu "
    "auf Sie oder Ihre Teams wartet. Die Auswahl gilt für diesen Browser.",
    "notices.sound": "Ton",
    "notices.try": "Ton anhören",
    "notices.desktop": "Desktop-Hinweis",
    "notices.text": "Im Hinweis Name und Text zeigen",
    "notices.allow": "Desktop-Hinweise erlauben",
    "notices.denied": "Der Browser erlaubt dieser Seite keine Desktop-Hinweise. Das ändern Sie in seinen "
    "Einstellungen zu dieser Website.",
    "notices.typing": "Warten, solange ich schreibe",
    "notices.mine": "Neue Nachricht in Ihrem Gespräch",
    "notices.given": "Jemand hat Ihnen ein Gespräch gegeben",
    "notices.waiting": "Jemand wartet auf einen Menschen",
    "notices.many": "{number} neue Hinweise",
}

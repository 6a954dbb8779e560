"""Signing in, passwords, second factors and open sign-ins, in English."""

TEXTS = {
    "sign_in.code.title": "Second step",
    "sign_in.code.lead": "Enter the code that your authenticator app shows right now, or one of your recovery codes.",
    "sign_in.code": "Code",
    "sign_in.code.wrong": "The code is not right, or was used already. Wait for the next one and try again.",
    "sign_in.code.sealed": "Codes cannot be checked right now, because the server's SECRET_KEY was changed. Nothing is "
    "lost. Your administrators can reset the second factor on the page “Team”.",
    "sign_in.code.help": "Neither app nor codes at hand? Your administrators reset the second factor on the page "
    "“Team”.",
    "sign_in.code.back": "Back to the password",
    "welcome.title": "Choose a password",
    "welcome.lead": "For signing in as {email}.",
    "welcome.go": "Save and sign in",
    "welcome.over": "This link does not hold any more: it was used already, replaced, or is older than three days. "
    "Nothing was changed. Ask for a new one if you have no password yet.",
    "password.hint": "At least {shortest} characters; best are several words that do not belong together.",
    "password.short": "The new password needs at least {shortest} characters. Nothing was changed.",
    "password.long": "The new password may have at most {longest} characters. Nothing was changed.",
    "password.common": "This password is too easily guessed: it is a common one, follows a pattern, or is made of your "
    "name. Nothing was changed. Take several words that do not belong together.",
    "factor.title": "Second factor",
    "factor.lead": "With a second factor your password alone is not enough any more: at sign-in you also enter a code "
    "that an app on your phone shows.",
    "factor.needed": "Your role needs a second factor. Set it up now; then everything is open to you again. Your data "
    "and conversations are unchanged.",
    "factor.on": "Second factor is on",
    "factor.is_off": "Not set up.",
    "factor.password": "Your password",
    "factor.begin": "Set it up",
    "factor.change": "Manage",
    "factor.scan": "Open an authenticator app on your phone and scan this picture:",
    "factor.picture": "QR code with the key for your authenticator app",
    "factor.typed": "Or type the key in:",
    "factor.code": "Code from the app",
    "factor.confirm": "Turn it on",
    "factor.left.one": "1 recovery code is left.",
    "factor.left.many": "{number} recovery codes are left.",
    "factor.codes": "Your second factor is on. Keep these recovery codes.",
    "factor.codes.once": "They are shown this one time only. Each works once, for when your phone is not at hand. Do "
    "not keep them where your password is.",
    "factor.codes.kept": "I have kept them",
    "factor.codes.new": "New recovery codes",
    "factor.codes.new.hint": "With new recovery codes the old ones no longer work.",
    "factor.off": "Turn the second factor off",
    "factor.said.off": "The second factor is off. Your password is enough to sign in.",
    "factor.said.needed": "Your role needs a second factor. Nothing was changed. For a new phone ask your "
    "administrators to reset it.",
    "factor.said.password_wrong": "The password is not right. Nothing was changed. Please try again.",
    "factor.said.code_wrong": "The code is not right. The second factor is not on yet. Check that your phone's clock "
    "is right, and enter the next code.",
    "sessions.title": "Sign-ins",
    "sessions.unknown": "Unknown browser",
    "sessions.this": "this browser",
    "sessions.line": "since {since}, last seen {seen}",
    "sessions.from": "network {network}",
    "sessions.end": "End",
}

"""The phone in the browser."""

import re

from flask import Blueprint, Response, make_response, render_template, request
from markupsafe import Markup

from simulator.envelopes import DISPLAY_NUMBER, VERIFIED_NAME
from simulator.texts import TEXTS

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; media-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

phone = Blueprint("phone", __name__)


@phone.get("/")
def page() -> Response:
    language = chosen_language()
    business = {"name": VERIFIED_NAME, "number": spaced(DISPLAY_NUMBER)}
    html = render_template("phone.html", language=language, texts=TEXTS[language], business=business, icon=icon)
    response = make_response(html)
    response.vary.add("Accept-Language")
    return response


@phone.after_app_request
def protect(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def chosen_language() -> str:
    """The one asked for in the address, else the best that the browser accepts, else German."""
    if (asked := request.args.get("lang", "")) in TEXTS:
        return asked
    return request.accept_languages.best_match(TEXTS) or "de"


def icon(name: str) -> Markup:
    """One of the drawings in templates/icons.html."""
    return Markup('<svg class="icon" aria-hidden="true"><use href="#icon-{}"/></svg>').format(name)


def spaced(number: str) -> str:
    """Digits as a person reads them: "+49 30 23 12 50 42"."""
    return "+" + number[:2] + " " + " ".join(re.findall(r"\d{1,4}", number[2:]))

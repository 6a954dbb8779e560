"""What the templates can call."""

from urllib.parse import urlsplit

from flask import render_template, request

from app import accounts, settings
from app.dashboard import intents, plain, timeline
from app.dashboard.blueprint import blueprint
from app.dashboard.listing import MOST_COUNTED
from app.dashboard.offers import offers, window
from app.dashboard.placeholder import placeholder
from app.dashboard.reply import Draft
from app.dashboard.screen import Screen
from app.dashboard.translation import ZONE, current


@blueprint.app_context_processor
def what_templates_know() -> dict[str, object]:
    return {
        "t": current(),
        "me": accounts.signed_in,
        "intents": intents,
        "placeholder": placeholder,
        "most_counted": MOST_COUNTED,
        "simulator": simulator,
        "who": local_part,
        "own_path": accounts.own_path,
    }


blueprint.add_app_template_filter(plain.name, "as_name")
blueprint.add_app_template_filter(plain.line, "as_line")


@blueprint.app_template_filter("as_pieces")
def pieces(text: str) -> list[plain.Piece]:
    return plain.pieces(plain.body(text))


def local_part(email: str | None) -> str | None:
    return email.partition("@")[0] if email else None


def simulator() -> str | None:
    """The test phone's address as seen from this browser; None where messages go to real customers."""
    current_settings = settings.load()
    if current_settings.production:
        return None
    host = urlsplit(request.host_url).hostname or "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{current_settings.simulator_port}/"


def render(template: str, screen: Screen, draft: Draft) -> str:
    """The inbox, or only its parts that change, with what the open conversation needs."""
    shown = screen.thread
    person = accounts.signed_in()
    about = {}
    if shown and person:
        about = {
            "offers": offers(shown.head, person.id, screen.now),
            "window": window(shown.head.last_customer_at, screen.now),
            "entries": timeline.entries(shown.said, shown.happened, ZONE),
            "mine": shown.head.assignee_id == person.id,
        }
    return render_template(
        template, screen=screen, place=screen.place, banners=screen.banners, now=screen.now, draft=draft, **about
    )

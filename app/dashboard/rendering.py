"""What the templates can call."""

from urllib.parse import urlsplit

from flask import g, render_template, request

from app import accounts, assigning, database, naming, settings, staff
from app.clock import ZONE
from app.dashboard import (
    beside,
    bubbles,
    choices,
    details,
    filling,
    first_new,
    happened_said,
    intents,
    ledger_said,
    ledger_view,
    navigation,
    news,
    plain,
    remarks_said,
    row_shown,
    templates_offered,
    timeline,
    why,
    work_said,
)
from app.dashboard.announced import announced
from app.dashboard.attachments import attachment
from app.dashboard.blueprint import blueprint, me
from app.dashboard.bubbles.context import context, earlier
from app.dashboard.compose import EMOJI, template_key
from app.dashboard.listing import MOST_COUNTED
from app.dashboard.offers import offers, window
from app.dashboard.quoted import quoted
from app.dashboard.repeatable import repeatable
from app.dashboard.reply import Draft
from app.dashboard.screen import Screen
from app.dashboard.thread import Thread
from app.dashboard.translation import current
from app.whatsapp import limits


@blueprint.app_context_processor
def what_templates_know() -> dict[str, object]:
    return {
        "t": current(),
        "me": accounts.signed_in,
        "intents": intents,
        "why_shown": why,
        "happened_said": happened_said,
        "work_said": work_said,
        "level": assigning.level,
        "announced": announced,
        "bubbles": bubbles,
        "context": context,
        "earlier": earlier,
        "ledger_said": ledger_said,
        "remarks_said": remarks_said,
        "navigation": navigation.groups,
        "as_data": news.as_data,
        "bars": ledger_view.bars,
        "most_counted": MOST_COUNTED,
        "simulator": simulator,
        "who": who,
        "own_path": accounts.own_path,
    }


blueprint.add_app_template_filter(plain.name, "as_name")
blueprint.add_app_template_filter(plain.line, "as_line")
blueprint.add_app_template_filter(plain.body, "as_body")


@blueprint.app_template_filter("as_pieces")
def pieces(text: str) -> list[plain.Piece]:
    return plain.pieces(plain.readable(text))


def who(email: str | None) -> str | None:
    """What the person of that address is called; the names are looked up once a request."""
    if not email:
        return None
    if "names" not in g:
        with database.sessions()() as session:
            g.names = staff.names(session)
    return naming.called(g.names.get(email), email)


def simulator() -> str | None:
    """The test phone's address as seen from this browser; None where messages go to real customers."""
    current_settings = settings.load()
    if current_settings.production:
        return None
    host = urlsplit(request.host_url).hostname or "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{current_settings.simulator_port}/"


def render(template: str, screen: Screen, draft: Draft) -> str:
    """The inbox, or only its parts that change, with what the open conversation needs."""
    g.names = screen.names
    about = _about(screen, screen.thread, draft) if screen.thread else {}
    return render_template(
        template,
        screen=screen,
        place=screen.place,
        banners=screen.banners,
        now=screen.now,
        draft=draft,
        rows=row_shown.rows(screen, who),
        **about,
    )


def _about(screen: Screen, shown: Thread, draft: Draft) -> dict[str, object]:
    person = me()
    offered = offers(shown.head, person.id, screen.now)
    over = offered.closed == "window_closed"
    return {
        "offers": offered,
        "plan": announced(shown.head.plan, shown.head.owner, shown.head.due_at, screen.now),
        "window": window(shown.head.last_customer_at, screen.now, intents.warn_before()),
        "entries": timeline.entries(
            shown.said,
            shown.happened,
            ZONE,
            shown.notes,
            first_new.first_new(shown.said, screen.place.since),
        ),
        "repeatable": repeatable(shown.said),
        "shown_ids": frozenset(said.id for said in shown.said),
        "quoted": quoted(shown.head.id, draft.quotes),
        "mine": shown.head.assignee_id == person.id,
        "may": choices.may(shown.head, person, screen.now),
        "asleep": choices.asleep(shown.head, screen.now),
        "morning": choices.morning(screen.now),
        "spoken": beside.said_by_lotse(shown.said, shown.beside.visit_at),
        "details": details.found(shown.said, intents.numbers(), screen.now.astimezone(ZONE).date()),
        "attachment": attachment(draft.attached_id),
        "templates": templates_offered.read() if over else [],
        "hold": templates_offered.hold(shown.head.id) if over else None,
        "is_held": any(said.status == "held" for said in shown.said),
        "template_key": template_key,
        "emoji": EMOJI,
        "unfilled": " ".join(filling.missing(draft.text)) if draft.refused == "unfilled" else "",
        "limits": limits,
    }

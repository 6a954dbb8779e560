"""For supervisors: which topics Lotse may answer by itself, what is proven of each, and what the others lack."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app import certificates as proven
from app import database
from app.checks import SHARE
from app.dashboard import banners, intents
from app.dashboard.blueprint import blueprint
from app.dashboard.set_aside import only_supervisors
from app.dashboard.translation import current


@blueprint.get("/certificates")
def certificates() -> ResponseReturnValue:
    only_supervisors()
    with database.sessions()() as session:
        found = proven.of_active(session)
        shown = banners.read(session)
    autonomies = intents.autonomies()
    titles = intents.all_titles(current().language)
    return render_template(
        "certificates.html", found=found, titles=titles, autonomies=autonomies, banners=shown, share=SHARE
    )

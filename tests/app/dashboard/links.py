"""What the team's page shows this once, and what its forms are sent with."""

import re

from tests.app.dashboard.visitor import Visitor


def shown_link(page: str) -> str:
    """The path of the link with which somebody chooses a password."""
    found = re.search(r'data-testid="link">https?://[^/]+(/welcome/[^<]+)<', page)
    assert found
    return found[1]


def link_key(visitor: Visitor, person_id: int) -> str:
    """That of the button which makes a link for somebody, on the page as it is now."""
    found = re.search(rf'action="/people/{person_id}/link">.*?name="key" value="([^"]+)"', visitor.get("/people").text)
    assert found
    return found[1]


def made_link(visitor: Visitor, person_id: int) -> str:
    """The path of the link that the button makes."""
    return shown_link(visitor.post(f"/people/{person_id}/link", key=link_key(visitor, person_id)).text)

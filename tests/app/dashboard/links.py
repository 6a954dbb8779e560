"""What the team's page shows this once, and what its forms are sent with."""

import re


def shown_link(page: str) -> str:
    """The path of the link with which somebody chooses a password."""
    found = re.search(r'data-testid="link">https?://[^/]+(/welcome/[^<]+)<', page)
    assert found
    return found[1]


def form_key(page: str) -> str:
    return re.findall(r'name="key" value="([^"]+)"', page)[0]

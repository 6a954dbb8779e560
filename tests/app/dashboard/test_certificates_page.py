"""What the page of the certificates makes of each."""

from datetime import UTC, datetime

import pytest

from app.dashboard.certificates import PILLS, along, row, state
from app.dashboard.texts import TEXTS
from tests import certified

WITHDRAWN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("autonomy", "stands", "withdrawn_at", "shown"),
    [
        ("auto", True, None, "auto"),
        ("suggest", True, None, "certified"),
        (None, True, None, "certified"),  # no longer in the playbook
        ("auto", False, None, "suggests"),
        ("auto", False, WITHDRAWN, "withdrawn"),
        ("auto", True, WITHDRAWN, "auto"),  # it was given back
        ("human", True, None, "human"),
        ("human", False, WITHDRAWN, "human"),
    ],
)
def test_only_what_is_allowed_and_proven_reads_as_answering_by_itself(
    autonomy: str | None, stands: bool, withdrawn_at: datetime | None, shown: str
) -> None:
    one = certified.row(certified=stands, withdrawn_at=withdrawn_at)
    assert state(one, autonomy) == shown


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_state_has_a_text(language: str) -> None:
    assert {f"certificates.state.{name}" for name in PILLS} <= TEXTS[language].keys()


@pytest.mark.parametrize(("share", "place"), [(0.0, 0), (0.8, 0), (0.9, 50), (0.956, 78), (1.0, 100)])
def test_the_bar_shows_the_upper_fifth(share: float, place: float) -> None:
    assert along(share) == place


def test_a_bound_under_the_target_ends_before_its_mark() -> None:
    shown = row(certified.row(certified=False, bound=0.949), "auto", "Opening hours")
    assert shown.bar < shown.goal
    assert (shown.title, shown.pill) == ("Opening hours", "reason")

# ruff: noqa: F401 - importing the modules registers their views
"""The agents' inbox: pages, actions, and the fragments that keep an open page up to date."""

import app.dashboard.actions
import app.dashboard.attaching
import app.dashboard.certificates
import app.dashboard.channel
import app.dashboard.checks
import app.dashboard.costs
import app.dashboard.errors
import app.dashboard.ledger
import app.dashboard.media
import app.dashboard.pages
import app.dashboard.pausing
import app.dashboard.pending
import app.dashboard.preferences
import app.dashboard.reports
import app.dashboard.sending
import app.dashboard.set_aside
import app.dashboard.today
from app.dashboard.blueprint import blueprint

__all__ = ["blueprint"]

# ruff: noqa: F401 - importing the modules registers their views
"""The agents' inbox: pages, actions, and the fragments that keep an open page up to date."""

import app.dashboard.actions
import app.dashboard.again
import app.dashboard.attaching
import app.dashboard.audit_log
import app.dashboard.canned_page
import app.dashboard.certificates
import app.dashboard.channel
import app.dashboard.checks
import app.dashboard.chosen
import app.dashboard.contact
import app.dashboard.correcting
import app.dashboard.costs
import app.dashboard.desk
import app.dashboard.doctor
import app.dashboard.drafting
import app.dashboard.errors
import app.dashboard.hooks
import app.dashboard.inboxes
import app.dashboard.ledger
import app.dashboard.listed_said
import app.dashboard.marks
import app.dashboard.media
import app.dashboard.names
import app.dashboard.noting
import app.dashboard.own
import app.dashboard.own_factor
import app.dashboard.pages
import app.dashboard.pausing
import app.dashboard.pending
import app.dashboard.people
import app.dashboard.people_safety
import app.dashboard.playbook
import app.dashboard.preferences
import app.dashboard.privacy
import app.dashboard.ready
import app.dashboard.reports
import app.dashboard.samples
import app.dashboard.saved_filters
import app.dashboard.sending
import app.dashboard.set_aside
import app.dashboard.start
import app.dashboard.static_files
import app.dashboard.today
import app.dashboard.tokens
from app.dashboard.blueprint import blueprint

__all__ = ["blueprint"]

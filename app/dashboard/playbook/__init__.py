# ruff: noqa: F401 - importing the modules registers their views
"""The playbook's pages: what Lotse may answer, as people change it."""

import app.dashboard.playbook.business
import app.dashboard.playbook.examples
import app.dashboard.playbook.files
import app.dashboard.playbook.history
import app.dashboard.playbook.hours
import app.dashboard.playbook.intent
import app.dashboard.playbook.making
import app.dashboard.playbook.overview
import app.dashboard.playbook.training
import app.dashboard.playbook.trying

"""What only administrators may do."""

from flask import abort

from app.dashboard.blueprint import me


def only_admins() -> None:
    if me().role != "admin":
        abort(403)

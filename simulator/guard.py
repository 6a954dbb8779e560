"""Keeps other pages in the same browser away from the control API."""

from flask import Response, jsonify, request


def guard() -> tuple[Response, int] | None:
    """Refuses what a page of another origin sends; programs send no Origin at all."""
    origin = request.headers.get("Origin")
    if origin is None or origin == request.host_url.rstrip("/"):
        return None
    return jsonify(error="Pages of another origin may not use the simulator."), 403

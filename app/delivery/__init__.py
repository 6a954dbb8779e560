"""Sending what is queued, and settling what is unknown."""

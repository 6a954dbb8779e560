"""Lotse's own secrets, known again by whatever name somebody comes upon them: platforms set the same ones twice."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from pydantic import SecretStr

from app.settings import Settings

SHORTEST = 12  # characters: a shorter one, such as a simple password, stands in others by chance


def stand_in(text: str, settings: Settings) -> bool:
    """Whether one of them stands in it. Pure."""
    return any(len(own) >= SHORTEST and own in text for own in _all(settings))


def _all(settings: Settings) -> Iterator[str]:
    for name in type(settings).model_fields:
        if isinstance(value := getattr(settings, name), SecretStr):
            yield from (part.strip() for part in value.get_secret_value().split(","))
    yield from (urlsplit(url).password or "" for url in (settings.database_url, settings.redis_url))

"""What a setting's value has to be. Raises ValueError with words that never hold the value. Pure."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, SecretStr


def long_enough(secret: SecretStr) -> SecretStr:
    if len(secret.get_secret_value()) < 32:
        raise ValueError("must have at least 32 characters; `openssl rand -hex 32` makes a good one")
    return secret


def not_empty(secret: SecretStr) -> SecretStr:
    if not secret.get_secret_value().strip(" ,"):
        raise ValueError("must not be empty")
    return secret


def not_short(secret: SecretStr) -> SecretStr:
    if len(secret.get_secret_value()) < 16:
        raise ValueError("must have at least 16 characters; `openssl rand -hex 16` makes a good one")
    return secret


def postgres_address(url: str) -> str:
    """Platforms hand out `postgres://`; SQLAlchemy wants the dialect and the driver named."""
    scheme, separator, rest = url.partition("://")
    if scheme not in {"postgres", "postgresql", "postgresql+psycopg"} or not separator:
        raise ValueError("must be a PostgreSQL address such as postgresql://user:password@host:5432/name")
    return f"postgresql+psycopg://{rest}"


def redis_address(url: str) -> str:
    if urlsplit(url).scheme not in {"redis", "rediss", "unix"}:
        raise ValueError("must start with redis://, rediss:// or unix://")
    return url


Secret = Annotated[SecretStr, AfterValidator(not_empty)]

"""Every setting of Lotse, read from the environment (and from `VAR_DIR/.env`, which a set variable overrides)."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

META_GRAPH_URL = "https://graph.facebook.com"


class SettingsError(Exception):
    """The environment does not describe a Lotse that can run; the message names every problem."""


def _long_enough(secret: SecretStr) -> SecretStr:
    if len(secret.get_secret_value()) < 32:
        raise ValueError("must have at least 32 characters; `openssl rand -hex 32` makes a good one")
    return secret


def _not_empty(secret: SecretStr) -> SecretStr:
    if not secret.get_secret_value().strip(" ,"):
        raise ValueError("must not be empty")
    return secret


def _postgres(url: str) -> str:
    """Platforms hand out `postgres://`; SQLAlchemy wants the dialect and the driver named."""
    scheme, separator, rest = url.partition("://")
    if scheme not in {"postgres", "postgresql", "postgresql+psycopg"} or not separator:
        raise ValueError("must be a PostgreSQL address such as postgresql://user:password@host:5432/name")
    return f"postgresql+psycopg://{rest}"


def _redis(url: str) -> str:
    if urlsplit(url).scheme not in {"redis", "rediss", "unix"}:
        raise ValueError("must start with redis://, rediss:// or unix://")
    return url


Secret = Annotated[SecretStr, AfterValidator(_not_empty)]


class Folders(BaseSettings):
    """What the playbook's tools need, also where nothing else is set yet."""

    model_config = SettingsConfigDict(extra="ignore", env_ignore_empty=True, frozen=True)

    var_dir: Path = Path("var")
    playbook_dir: Path | None = None
    business_file: Path | None = None


class Settings(Folders):
    """One field a setting; the variable's name is the field's in capitals."""

    database_url: Annotated[str, AfterValidator(_postgres)]
    redis_url: Annotated[str, AfterValidator(_redis)]
    redis_tls_verify: bool = True
    secret_key: Annotated[SecretStr, AfterValidator(_long_enough)]
    port: int = Field(8000, ge=1, le=65535)
    simulator_port: int = Field(8010, ge=1, le=65535)
    graph_url: str = Field(META_GRAPH_URL, pattern=r"^https?://[^/\s]+")
    graph_version: str = Field("v26.0", pattern=r"^v\d+\.\d+$")
    whatsapp_app_secret: Secret
    whatsapp_verify_token: Secret
    whatsapp_access_token: Secret
    whatsapp_phone_number_id: str = Field(min_length=1, max_length=64)
    join_seconds: float = Field(4.0, ge=0, le=20)
    deliveries_kept_days: int = Field(14, ge=1)
    decisions_kept_days: int = Field(180, ge=1)
    media_store: Literal["postgres", "s3"] = "postgres"
    media_most_mb: int = Field(100, ge=1, le=100)
    s3_endpoint: str | None = Field(None, pattern=r"^https?://[^/\s]+")
    s3_bucket: str | None = None
    s3_region: str = "us-east-1"
    s3_access_key_id: str | None = None
    s3_secret_access_key: SecretStr | None = None
    s3_prefix: str = ""
    second_factor_for: Literal["nobody", "admins", "supervisors"] = "nobody"
    lotse_now_offset: float = 0.0

    @model_validator(mode="after")
    def _no_moved_clock_in_production(self) -> Self:
        if self.lotse_now_offset and self.production:
            raise ValueError("LOTSE_NOW_OFFSET is for tests only: unset it, or point GRAPH_URL at the simulator")
        return self

    @model_validator(mode="after")
    def _s3_is_complete(self) -> Self:
        needed = ("s3_bucket", "s3_access_key_id", "s3_secret_access_key")
        missing = [name.upper() for name in needed if not getattr(self, name)]
        if self.media_store == "s3" and missing:
            raise ValueError(f"MEDIA_STORE=s3 needs {', '.join(missing)} as well")
        return self

    @property
    def production(self) -> bool:
        """Whether messages go to real customers."""
        return urlsplit(self.graph_url).hostname == urlsplit(META_GRAPH_URL).hostname

    @property
    def app_secrets(self) -> tuple[bytes, ...]:
        """The secrets Meta may sign with, current first; several while one is being replaced."""
        parts = self.whatsapp_app_secret.get_secret_value().split(",")
        return tuple(part.strip().encode() for part in parts if part.strip())


def _problem(error: dict[str, object]) -> str:
    location = error["loc"]
    name = str(location[0]).upper() if isinstance(location, tuple) and location else "settings"
    missing = error["type"] == "missing"
    return f"  {name}: " + ("is not set" if missing else str(error["msg"]).removeprefix("Value error, "))


@lru_cache(maxsize=1)
def load() -> Settings:
    """Read the settings once per process.

    Raises SettingsError naming every missing or wrong variable at once, never a secret's value.
    """
    try:
        return Settings(_env_file=_env_file())  # type: ignore[call-arg]
    except ValidationError as error:
        problems = "\n".join(_problem(dict(item)) for item in error.errors(include_input=False))
        raise SettingsError(
            f"Lotse did not start, nothing was changed. These settings need a value:\n{problems}\n"
            "Set them in the environment, or run `make run`, which makes working ones."
        ) from None


def folders() -> Folders:
    """Like `load`, only these; nothing is missing."""
    return Folders(_env_file=_env_file())  # type: ignore[call-arg]


def _env_file() -> Path:
    return Path(os.environ.get("VAR_DIR") or "var") / ".env"

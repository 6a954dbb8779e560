"""Every setting of Lotse, read from the environment (and from `VAR_DIR/.env`, which a set variable overrides)."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.setting_values import Secret, long_enough, not_short, postgres_address, redis_address

META_GRAPH_URL = "https://graph.facebook.com"


class SettingsError(Exception):
    """The environment does not describe a Lotse that can run; the message names all of the `problems`."""

    def __init__(self, message: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class Folders(BaseSettings):
    """What the playbook's tools need, also where nothing else is set yet."""

    model_config = SettingsConfigDict(extra="ignore", env_ignore_empty=True, frozen=True, use_attribute_docstrings=True)

    var_dir: Path = Path("var")
    """Where Lotse keeps what is no database's: on one machine its servers' data, `.env`, and `business.toml`."""
    playbook_dir: Path | None = None
    """Folder of your own playbook; the starter playbook without it. Not read any more once it was changed on the
    dashboard."""
    business_file: Path | None = None
    """File with your business's facts (opening hours, shipping); `business.toml` in VAR_DIR without it. Every fact
    that is missing sends its questions to people."""
    lookup_hosts: str = Field("", pattern=r"^[a-z0-9.:, -]*$")
    """The only hosts that answers may ask (docs/behaviour-lookups.md), with their ports where they have one, separated
    by commas; without it those that the playbook names. With it, whoever imports a playbook cannot send the secret
    of a lookup elsewhere."""

    @property
    def lookup_places(self) -> tuple[str, ...]:
        """The hosts that answers may ask; none: all that the playbook names."""
        return tuple(name for part in self.lookup_hosts.split(",") if (name := part.strip()))


class Settings(Folders):
    """One field a setting; the variable's name is the field's in capitals. What stands under each is its line in
    docs/settings.md, which `lotse settings` writes."""

    database_url: Annotated[str, AfterValidator(postgres_address)]
    """PostgreSQL 15 or newer. Platforms set it."""
    redis_url: Annotated[str, AfterValidator(redis_address)]
    """Redis 7 or Valkey, with `maxmemory-policy noeviction`. Nothing in it is lost with it. Platforms set it."""
    redis_tls_verify: bool = True
    """`false` where Redis shows a self-signed certificate, as Heroku's does."""
    secret_key: Annotated[SecretStr, AfterValidator(long_enough)]
    """At least 32 characters, kept for good and apart from the database's backups: it guards sign-ins, the
    classifier's file, and the tokens that are sealed in the database."""
    secret_key_before: SecretStr | None = None
    """What SECRET_KEY was before, several separated by a comma, while it is being replaced: who is signed in stays so,
    and `lotse release` seals tokens and secrets with the new one and trains a classifier that carries its signature;
    then take this setting out. Leave it empty when a key has become known to somebody."""
    port: int = Field(8000, ge=1, le=65535)
    """Where the web process listens. Platforms set it."""
    simulator_port: int = Field(8010, ge=1, le=65535)
    """Where the simulator's phone listens (`make run` only)."""
    graph_url: str = Field(META_GRAPH_URL, pattern=r"^https?://[^/\s]+")
    """Meta's Graph API; the simulator's address where nothing may reach real customers."""
    graph_version: str = Field("v26.0", pattern=r"^v\d+\.\d+$")
    """The Graph API's version."""
    whatsapp_app_secret: Secret
    """App secret of your Meta app (App settings, Basic). Two, separated by a comma, while it is being replaced."""
    whatsapp_verify_token: Secret
    """Any text; the same one stands in Meta's webhook settings."""
    whatsapp_access_token: Secret
    """Permanent token of a system user with `whatsapp_business_messaging`."""
    whatsapp_phone_number_id: str = Field(min_length=1, max_length=64)
    """The number's id (not the number itself), from WhatsApp, API setup."""
    join_seconds: float = Field(4.0, ge=0, le=20)
    """How long to wait until the customer has finished (0 = at once)."""
    deliveries_kept_days: int = Field(14, ge=1)
    """After how many days raw deliveries that were taken in are deleted. What is set aside is kept."""
    decisions_kept_days: int = Field(180, ge=1)
    """After how many days decisions are deleted. Messages keep their outcomes and times."""
    messages_kept_days: int = Field(180, ge=1)
    """After how many days what was written is deleted, of conversations that are not open (docs/privacy.md)."""
    media_kept_days: int = Field(180, ge=1)
    """After how many days pictures and files are deleted, of conversations that are not open."""
    media_store: Literal["postgres", "s3"] = "postgres"
    """Where pictures and files are kept. Each remembers where it is, so changing this loses nothing."""
    media_most_mb: int = Field(100, ge=1, le=100)
    """No larger file is fetched or sent (Meta's own limits hold besides: pictures 5, audio and video 16)."""
    s3_endpoint: str | None = Field(None, pattern=r"^https?://[^/\s]+")
    """Address of an S3-compatible store; Amazon's own without it."""
    s3_bucket: str | None = None
    """The bucket; needed where MEDIA_STORE is `s3`."""
    s3_region: str = "us-east-1"
    """The bucket's region."""
    s3_access_key_id: str | None = None
    """The key's id; needed where MEDIA_STORE is `s3`."""
    s3_secret_access_key: SecretStr | None = None
    """The key's secret; needed where MEDIA_STORE is `s3`."""
    s3_prefix: str = ""
    """Put before each file's name in the bucket."""
    public_url: str | None = Field(None, pattern=r"^https?://[^/\s]+")
    """Where people and Meta reach Lotse, such as https://inbox.example.com. The doctor sends its own event there;
    without it, where Meta says that it calls."""
    allowed_hosts: str = Field("", pattern=r"^[a-zA-Z0-9.:\[\], -]*$")
    """Names by which Lotse is reached beside PUBLIC_URL's, separated by commas; `.example.com` for all below it. Where
    either is set, pages are shown under no other name; without both under any."""
    trusted_proxies: int | None = Field(None, ge=0, le=5)
    """How many proxies stand in front and add visitors' addresses to `X-Forwarded-For`; 1 where real customers write,
    else 0. One too many, and visitors choose the address by which sign-ins are slowed down."""
    metrics_token: Annotated[SecretStr, AfterValidator(not_short)] | None = None
    """Opens `/metrics` to a monitor that sends it as bearer token (docs/operating-monitoring.md); without it there is
    no such page."""
    otel_exporter_otlp_endpoint: str | None = Field(None, pattern=r"^https?://[^/\s]+")
    """Where OpenTelemetry's spans go, with `requirements-tracing.txt` installed."""
    webhooks_to_own_network: bool = False
    """Whether outgoing webhooks may lead to private addresses, and to `http` (docs/webhooks.md)."""
    second_factor_for: Literal["nobody", "admins", "supervisors"] = "nobody"
    """Who has to have a second factor, an authenticator app (docs/inbox-people.md); `supervisors`: and admins."""
    teams_apart: bool = False
    """Whether agents find only their teams' conversations, those without a team, and their own
    (docs/inbox-people.md). Supervisors and administrators find all; who is in no team works for all of them."""
    lotse_now_offset: float = 0.0
    """For tests: by how many seconds Lotse's clock is moved. Refused where messages go to real customers."""

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
    def secret_keys(self) -> tuple[str, ...]:
        """What secrets at rest may be sealed with, current first; several while SECRET_KEY is being replaced."""
        before = self.secret_key_before.get_secret_value().split(",") if self.secret_key_before else ()
        return (self.secret_key.get_secret_value(), *(part.strip() for part in before if part.strip()))

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names by which Lotse is reached, `.example.com` for all below it; none: any name will do."""
        named = (name.strip().lower() for name in self.allowed_hosts.split(","))
        own = urlsplit(self.public_url).hostname if self.public_url else None
        return tuple(name for name in (own, *named) if name)

    @property
    def proxies(self) -> int:
        """How many proxies stand in front. Where real customers write, one speaks TLS, as on every platform."""
        return int(self.production) if self.trusted_proxies is None else self.trusted_proxies

    @property
    def app_secrets(self) -> tuple[bytes, ...]:
        """The secrets Meta may sign with, current first; several while one is being replaced."""
        parts = self.whatsapp_app_secret.get_secret_value().split(",")
        return tuple(part.strip().encode() for part in parts if part.strip())


def _problem(error: dict[str, object]) -> str:
    location = error["loc"]
    name = str(location[0]).upper() if isinstance(location, tuple) and location else "settings"
    missing = error["type"] == "missing"
    return f"{name}: " + ("is not set" if missing else str(error["msg"]).removeprefix("Value error, "))


@lru_cache(maxsize=1)
def load() -> Settings:
    """Read the settings once per process.

    Raises SettingsError naming every missing or wrong variable at once, never a secret's value.
    """
    try:
        return Settings(_env_file=_env_file())  # type: ignore[call-arg]
    except ValidationError as error:
        problems = tuple(_problem(dict(item)) for item in error.errors(include_input=False))
        lines = "\n".join(f"  {problem}" for problem in problems)
        raise SettingsError(
            f"Lotse did not start, nothing was changed. These settings need a value:\n{lines}\n"
            "Set them in the environment, or run `make run`, which makes working ones.",
            problems,
        ) from None


def folders() -> Folders:
    """Like `load`, only these; nothing is missing."""
    return Folders(_env_file=_env_file())  # type: ignore[call-arg]


def _env_file() -> Path:
    return Path(os.environ.get("VAR_DIR") or "var") / ".env"

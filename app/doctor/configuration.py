"""Whether the settings are complete, no secret is one that can be guessed, and Lotse is asked by its name. PURE."""

import re

from pydantic import SecretStr

from app.doctor.finding import Finding
from app.settings import Settings

LEAST_DIFFERENT = 10  # characters of a secret; 32 hex digits by chance nearly always have more
LEAST_VERIFY = 12
_META_SECRET = re.compile(r"[0-9a-f]{32}", re.ASCII)


def judge(settings: Settings) -> list[Finding]:
    weak = [Finding("secret_weak", "warn", {"setting": name}) for name in _weak(settings)]
    where = Finding("graph_meta") if settings.production else Finding("graph_other", "ok", {"url": settings.graph_url})
    open_name = [Finding("any_name", "warn")] if settings.production and not settings.hosts else []
    return [*(weak or [Finding("settings_complete")]), *open_name, where]


def _weak(settings: Settings) -> list[str]:
    secrets: dict[str, SecretStr | None] = {
        "SECRET_KEY": settings.secret_key,
        "METRICS_TOKEN": settings.metrics_token,
    }
    weak = [name for name, secret in secrets.items() if secret and _is_monotonous(secret)]
    if len(settings.whatsapp_verify_token.get_secret_value()) < LEAST_VERIFY:
        weak.append("WHATSAPP_VERIFY_TOKEN")
    odd = any(not _META_SECRET.fullmatch(secret.decode()) for secret in settings.app_secrets)
    return [*weak, *["WHATSAPP_APP_SECRET"] * (settings.production and odd)]


def _is_monotonous(secret: SecretStr) -> bool:
    return len(set(secret.get_secret_value())) < LEAST_DIFFERENT

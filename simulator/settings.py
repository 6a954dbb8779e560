"""What the simulator is told when it starts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

REQUIRED = {
    "WHATSAPP_APP_SECRET": "signs the webhooks",
    "WHATSAPP_ACCESS_TOKEN": "is what the business sends as its bearer token",
    "WHATSAPP_PHONE_NUMBER_ID": "is the business number's id in Graph addresses",
}


class SettingsError(Exception):
    """Holds every problem found, one line each, so that a person mends them in one go."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Settings:
    """Ports are TCP ports on 127.0.0.1 (0 = any free one); `instant` leaves out the pauses of real life.

    `rates`: Meta's limits on how many messages a number may send.
    """

    port: int
    webhook: str
    var_dir: Path
    phone_number_id: str
    app_secret: str = field(repr=False)
    access_token: str = field(repr=False)
    verify_token: str | None = field(default=None, repr=False)
    instant: bool = False
    rates: bool = True

    @property
    def database(self) -> Path:
        return self.var_dir / "simulator.sqlite3"


def read_settings(
    environ: Mapping[str, str],
    port: int | None = None,
    webhook: str | None = None,
    *,
    instant: bool = False,
    rates: bool = True,
) -> Settings:
    """Settings from the environment; `port` and `webhook` win over it.

    Raises SettingsError with every missing or wrong value.
    """
    problems = [f"{name} is not set: it {why}." for name, why in REQUIRED.items() if not _first(environ, name)]
    own_port = _port("SIMULATOR_PORT", environ.get("SIMULATOR_PORT") or "8010", problems) if port is None else port
    if webhook is None:
        webhook = f"http://127.0.0.1:{_port('PORT', environ.get('PORT') or '8000', problems)}/webhook"
    if urlsplit(webhook).scheme not in ("http", "https") or not urlsplit(webhook).hostname:
        problems.append(f"The webhook address {webhook!r} is not an http:// or https:// address.")
    if problems:
        raise SettingsError(problems)
    return Settings(
        port=own_port,
        webhook=webhook,
        var_dir=Path(environ.get("VAR_DIR") or "var"),
        phone_number_id=_first(environ, "WHATSAPP_PHONE_NUMBER_ID"),
        app_secret=_first(environ, "WHATSAPP_APP_SECRET"),
        access_token=_first(environ, "WHATSAPP_ACCESS_TOKEN"),
        verify_token=environ.get("WHATSAPP_VERIFY_TOKEN") or None,
        instant=instant,
        rates=rates,
    )


def _first(environ: Mapping[str, str], name: str) -> str:
    return environ.get(name, "").split(",")[0].strip()


def _port(name: str, value: str, problems: list[str]) -> int:
    if value.isascii() and value.isdigit() and int(value) <= 65535:
        return int(value)
    problems.append(f"{name} is {value!r}: a port is a number from 0 to 65535.")
    return 0

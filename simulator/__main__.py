"""The command: python -m simulator."""

import os
import signal
import sys
from threading import Event
from typing import NoReturn

import click
import structlog
from pydantic import ValidationError

from simulator.database import InUseError
from simulator.faults import Faults
from simulator.server import Simulator
from simulator.settings import Settings, SettingsError, read_settings

log = structlog.get_logger("simulator")

ENVIRONMENT = """
\b
Environment:
  WHATSAPP_APP_SECRET       signs the webhooks (comma-separated: the first one)
  WHATSAPP_ACCESS_TOKEN     the bearer token that the business sends
  WHATSAPP_PHONE_NUMBER_ID  the business number's id
  WHATSAPP_VERIFY_TOKEN     for POST /api/verify
  SIMULATOR_PORT            8010
  PORT                      8000: the webhook is http://127.0.0.1:$PORT/webhook
  VAR_DIR                   var: where simulator.sqlite3 is kept

Everything else is described in simulator/README.md.
"""


@click.command(epilog=ENVIRONMENT)
@click.option("--port", type=click.IntRange(0, 65535), help="Port on 127.0.0.1; 0 takes any free one.")
@click.option("--webhook", metavar="URL", help="The business's webhook.")
@click.option("--instant", is_flag=True, help="Leave out the pauses before statuses.")
@click.option("--faults", metavar="JSON", default="{}", help="As in POST /api/faults: '{\"latency_ms\": 200}'.")
def main(port: int | None, webhook: str | None, instant: bool, faults: str) -> None:
    """A stand-in for Meta's WhatsApp Cloud API, with a phone in the browser."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    try:
        settings = read_settings(os.environ, port, webhook, instant)
        switches = Faults.model_validate_json(faults)
    except SettingsError as error:
        refuse(*error.problems)
    except ValidationError as error:
        refuse(*(f"--faults: {item['msg']}" for item in error.errors()))
    run(settings, switches)


def run(settings: Settings, faults: Faults) -> None:
    """Serves until SIGTERM or SIGINT."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        simulator = Simulator(settings, faults)
    except InUseError as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"Port {settings.port} cannot be used ({error.strerror}). Set SIMULATOR_PORT to another one.")
    simulator.start()
    log.info("the phone is ready", url=f"{simulator.url}/", webhook=settings.webhook, seed=faults.seed)
    stop.wait()
    simulator.stop()


def refuse(*problems: str) -> NoReturn:
    for problem in problems:
        click.echo(problem, err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()

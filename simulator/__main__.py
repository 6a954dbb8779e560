"""The command: python -m simulator."""

import json
import os
import signal
import sys
from typing import Any, NoReturn

import click
import structlog
from pydantic import ValidationError

from simulator.database import InUseError
from simulator.faults import Faults
from simulator.server import Simulator
from simulator.settings import Settings, SettingsError, read_settings

ENDING = {signal.SIGTERM, signal.SIGINT}

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

\b
Examples:
  python -m simulator --instant
  python -m simulator --webhook http://127.0.0.1:5000/hook --seed 7 \\
    --faults '{"duplicates": 0.1, "reordering": 0.2, "batch": 1000}'

Point your bot's Graph address at http://127.0.0.1:8010, open that address in a browser, and write. Everything else is
described in simulator/README.md.
"""


@click.command(epilog=ENVIRONMENT)
@click.option("--port", type=click.IntRange(0, 65535), help="Port on 127.0.0.1; 0 takes any free one.")
@click.option("--webhook", metavar="URL", help="The business's webhook.")
@click.option("--instant", is_flag=True, help="Answer, deliver and tell statuses at once instead of as fast as Meta.")
@click.option("--no-rates", is_flag=True, help="Leave out Meta's limits: 80 messages a second, a pair's 1 in 6 s.")
@click.option("--seed", type=click.IntRange(0), help="For the dice of the faults; the log names it at the start.")
@click.option("--faults", metavar="JSON", default="{}", help="As in POST /api/faults: '{\"duplicates\": 0.1}'.")
def main(port: int | None, webhook: str | None, instant: bool, no_rates: bool, seed: int | None, faults: str) -> None:
    """A stand-in for Meta's WhatsApp Cloud API, with a phone in the browser."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    try:
        settings = read_settings(os.environ, port, webhook, instant=instant, rates=not no_rates)
        switches = read_faults(faults, settings, seed)
    except SettingsError as error:
        refuse(*error.problems)
    except ValidationError as error:
        refuse(*(f"--faults: {'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors()))
    run(settings, switches)


def read_faults(text: str, settings: Settings, seed: int | None) -> Faults:
    """The switches to start with. Raises SettingsError and pydantic.ValidationError."""
    try:
        given = json.loads(text)
    except ValueError as error:
        raise SettingsError([f"--faults is no JSON: {error}."]) from error
    if not isinstance(given, dict):
        raise SettingsError(["--faults has to be a JSON object."])
    usual: dict[str, Any] = {"latency": 0 if settings.instant else "real", "rates": settings.rates}
    chosen = {} if seed is None else {"seed": seed}
    return Faults.model_validate({**usual, **chosen, **given})


def run(settings: Settings, faults: Faults) -> None:
    """Serves until SIGTERM or SIGINT."""
    # Waited for, not handled: a handler that sets what this thread waits for can lock itself up.
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        simulator = Simulator(settings, faults)
    except InUseError as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"Port {settings.port} cannot be used ({error.strerror}). Set SIMULATOR_PORT to another one.")
    simulator.start()
    log.info("the phone is ready", url=f"{simulator.url}/", webhook=settings.webhook, seed=faults.seed)
    signal.sigwait(ENDING)
    simulator.stop()


def refuse(*problems: str) -> NoReturn:
    for problem in problems:
        click.echo(problem, err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()

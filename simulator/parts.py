"""What the routes work with, kept on the Flask application."""

from dataclasses import dataclass
from threading import Event
from typing import cast

from flask import Flask, current_app

from simulator.clock import Clock
from simulator.courier import Courier
from simulator.database import Database
from simulator.exchange import Exchange
from simulator.faults import Misbehaviour
from simulator.settings import Settings

KEY = "simulator"


@dataclass(frozen=True)
class Parts:
    """`stopping` is set when the process has to end, so that answers that hang let go."""

    settings: Settings
    database: Database
    courier: Courier
    exchange: Exchange
    misbehaviour: Misbehaviour
    clock: Clock
    stopping: Event


def attach(app: Flask, parts: Parts) -> None:
    app.extensions[KEY] = parts


def parts() -> Parts:
    found = current_app.extensions[KEY]
    return cast(Parts, found)

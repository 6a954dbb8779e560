"""`python -m tests.side_by_side`: record the tables as they are now; done with each release, before the next begins."""

import json
import os
import tempfile
from pathlib import Path

from app import settings
from commands.migrating import migrate
from commands.servers import Postgres
from tests.conftest import SETTINGS
from tests.side_by_side import shape

RECORD = Path(__file__).with_name("released.json")


def write() -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = Postgres(Path(folder) / "postgres")
        server.start()
        try:
            os.environ.update(SETTINGS, DATABASE_URL=server.url, REDIS_URL="redis://unused", VAR_DIR=folder)
            settings.load.cache_clear()
            migrate()
            RECORD.write_text(json.dumps(shape.read(server.url).as_json(), indent=1, sort_keys=True) + "\n", "utf-8")
        finally:
            server.stop()


if __name__ == "__main__":
    write()

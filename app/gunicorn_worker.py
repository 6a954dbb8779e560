"""gunicorn's worker with threads, which waits for a request's bytes for a limited time only."""

from typing import Any

from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from app import patience


class Worker(ThreadWorker):  # type: ignore[misc]
    def handle(self, conn: Any) -> Any:
        connection = conn.sock
        patience.begin(connection)
        try:
            return super().handle(conn)
        finally:
            patience.end(connection)

    def murder_pending(self) -> None:
        """gunicorn's loop calls it every second."""
        super().murder_pending()
        patience.hang_up()

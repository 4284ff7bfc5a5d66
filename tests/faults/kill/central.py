"""A central that is back at once when it is killed: a process of its own, forked when needed.

`RisingCentral` starts it. Each new life says its process id in a line; so a life that ended while
it carried out an order answers that order by such a line.
"""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.central_process import prepare, serve
from tests.central_server import CentralServer


class KilledError(Exception):
    """Central was killed while it carried out an order."""


class RisingCentral(CentralServer):
    """A central to kill by `pid`; it rises by itself, and `risen` waits for that."""

    program = "tests.faults.kill.central"
    pid = 0

    def _answer(self) -> dict[str, Any]:
        answer = super()._answer()
        if "pid" in answer:
            first, self.pid = self.pid == 0, answer["pid"]
            if not first:
                raise KilledError
        return answer

    def order(self, order: dict[str, Any]) -> Any:
        """Have it carry out one order; raises KilledError where its life ended meanwhile."""
        try:
            return super().order(order)
        except KilledError:
            self._catch_up()
            raise

    def risen(self, dead: int) -> None:
        """Have the life after `dead`, which was killed."""
        if self.pid == dead:
            with suppress(KilledError):
                while True:
                    self._answer()  # of an order that was carried out, and nobody read
            self._catch_up()

    def _catch_up(self) -> None:
        """Pass over answers to what the dead life left unread, and the new one carried out."""
        token = secrets.token_hex(8)
        with suppress(KilledError):
            answer = super().order({"verb": "echo", "args": [token], "named": {}})
            while answer != {"id": token}:
                answer = self._answer().get("result")


@contextmanager
def rising_central() -> Iterator[RisingCentral]:
    """A fresh central to kill, with one facility."""
    with tempfile.TemporaryDirectory(prefix="central-") as folder:
        server = RisingCentral(Path(folder))
        server.start()
        try:
            server.seed.facility(unopened_cod_limit=1000)
            yield server
        finally:
            server.stop()


def main(folder: Path, port: int) -> None:
    """Serve until input ends, in one life after the other."""
    port = prepare(folder, port)
    from django.db import connections

    connections.close_all()
    status = -1
    while status < 0:
        life = os.fork()
        if life == 0:
            serve(port)
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(life, 0)[1])


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

"""A central that is back at once when it is killed: a process of its own, forked when needed.

`RisingCentral` starts it. Each new life says its process id in a line; so a life that ended while
it carried out an order answers that order by such a line.
"""

from __future__ import annotations

import os
import secrets
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.central_process import in_a_fork, load, prepare, serve
from tests.central_server import CentralServer

RESTORE = "restore"  # a file of this name: after how many seconds, and what is put back


class KilledError(Exception):
    """Central was killed while it carried out an order."""


class RisingCentral(CentralServer):
    """A central to kill by `pid`; it rises by itself, and `risen` waits for that."""

    program = "tests.faults.kill.central"

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

    def restored(self, backup: Path, interrupted_after: float) -> None:
        """Kill it, and have a backup put back before it rises; interrupted some times."""
        part = self.folder / f"{RESTORE}.part"
        part.write_text(f"{interrupted_after} {backup}")
        part.rename(self.folder / RESTORE)
        dead = self.pid
        os.kill(dead, signal.SIGKILL)
        self.risen(dead)

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
            server.close()


def main(folder: Path, port: int) -> None:
    """Serve until input ends, in one life after the other."""
    port = prepare(folder, port)
    load()
    sys.stdin.readline()  # the order to start
    status = -1
    while status < 0:
        _restore(folder)
        status = in_a_fork(lambda: serve(port))


def _restore(folder: Path) -> None:
    """Put a backup back if that was ordered, once more after each interruption."""
    from central.backups import restoring

    order = folder / RESTORE
    if not order.exists():
        return
    first, _, backup = order.read_text().partition(" ")
    seconds, status = float(first), -1

    def put_back() -> None:
        signal.setitimer(signal.ITIMER_REAL, seconds)  # what this signal does is end the process
        restoring.restore(Path(backup))

    while status < 0:
        status = in_a_fork(put_back)
        seconds *= 2
    if status:
        raise SystemExit(status)
    order.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

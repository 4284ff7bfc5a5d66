"""What lies between the apps and central: a wire that can be cut, behind proxies that spoil."""

from __future__ import annotations

import json
import os
import signal
import socket
from random import Random

from tests.faults.siege.cutter import cut_and_mend
from tests.faults.siege.forks import forked, killed
from tests.faults.siege.spoiler import spoil


class Wires:
    """Both in processes of their own; `ports` are where the apps find central."""

    def __init__(self, central: int, count: int) -> None:
        listening = socket.create_server(("127.0.0.1", 0))
        near = int(listening.getsockname()[1])
        self._cutter = forked(lambda: cut_and_mend(listening, central))
        listening.close()
        orders, self._orders = os.pipe()
        self._answers, answers = os.pipe()
        self._spoiler = forked(lambda: spoil(orders, answers, near, count))
        os.close(orders)
        os.close(answers)
        with os.fdopen(self._answers) as told:
            self.ports: list[int] = json.loads(told.readline())

    def cut(self) -> None:
        """Break all links, and take none."""
        os.kill(self._cutter, signal.SIGUSR1)

    def mend(self) -> None:
        """Take links again."""
        os.kill(self._cutter, signal.SIGUSR2)

    def spoil(self, at: int, rng: Random) -> None:
        """Have the next exchanges of one app go wrong in many ways."""
        self._order({"at": at, "seed": rng.random()})

    def heal(self) -> None:
        """Have all exchanges pass unharmed."""
        self._order({})

    def _order(self, order: dict[str, object]) -> None:
        os.write(self._orders, (json.dumps(order) + "\n").encode())

    def close(self) -> None:
        """End both."""
        os.close(self._orders)
        killed(self._cutter)
        killed(self._spoiler)

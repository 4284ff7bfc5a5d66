"""The faulty proxies of the network's faults, one for each app, in a process of their own."""

from __future__ import annotations

import json
import os
from random import Random

from tests.faults.network.faults import drawn
from tests.faults.network.proxy import Proxy


def spoil(orders: int, answers: int, central: int, count: int) -> None:
    """Say the ports; then spoil on an order {"at", "seed"}, and let all pass on {}."""
    proxies = [Proxy(central, _pass_no_time) for _ in range(count)]
    os.write(answers, (json.dumps([proxy.port for proxy in proxies]) + "\n").encode())
    with os.fdopen(orders) as lines:
        for line in lines:
            order = json.loads(line)
            if order:
                faults = drawn(Random(order["seed"]), tls=False)  # noqa: S311
                proxies[order["at"]].schedule.extend(faults)
            else:
                for proxy in proxies:
                    proxy.heal()


def _pass_no_time(_seconds: float) -> None:
    """The apps' clocks are their own."""

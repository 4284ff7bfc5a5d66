"""The kiosk's end of the line: carries out one order after the other on the screen's thread."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from tests.fingers import Fingers, colours


class Driver(QObject):
    """Calls the tour and obeys it; the window is whichever one the app shows."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._line.connect(address)
        self._buffer = b""
        self._notifier = QSocketNotifier(self._line.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._readable)

    def _readable(self) -> None:
        part = self._line.recv(65536)
        if not part:  # the tour has ended
            self._notifier.setEnabled(False)
            return
        self._buffer += part
        if b"\n" not in self._buffer:
            return
        line, _, self._buffer = self._buffer.partition(b"\n")
        self._notifier.setEnabled(False)  # the order may run an event loop of its own
        answer = self._obey(json.loads(line))
        self._line.sendall(json.dumps(answer).encode() + b"\n")
        self._notifier.setEnabled(True)

    def _obey(self, order: dict[str, Any]) -> dict[str, Any]:
        try:
            fingers = Fingers(_window(), patience=order["patience"])
            _activate(fingers)
            own = getattr(self, f"_{order['verb']}", None)
            if own is not None:
                return {"result": own(fingers, *order["args"])}
            return {"result": getattr(fingers, order["verb"])(*order["args"])}
        except Exception as error:  # noqa: BLE001  (told to the tour, which fails with it)
            return {"failed": f"{type(error).__name__}: {error}"}

    def _wait_picture(self, fingers: Fingers) -> None:
        fingers.wait_until(fingers.picture_shown, "the picture")

    def _wait_tile(self, fingers: Fingers) -> None:
        fingers.wait_until(fingers.tile_shown, "the picture on home")

    def _wait_replaced(self, fingers: Fingers) -> None:
        fingers.wait_until(lambda: False, "the end of this program")

    def _resize(self, fingers: Fingers, width: int, height: int) -> None:
        window = fingers.window
        window.resize(width, height)
        fingers.wait_until(lambda: (window.width(), window.height()) == (width, height))
        fingers.breathe(0.3)

    def _screenshot(self, fingers: Fingers, path: str) -> int:
        """What the screen really shows where it is one, else what the window would draw."""
        fingers.breathe(0.25)  # slides have come to rest
        window = fingers.window
        if QGuiApplication.platformName() == "xcb":
            picture = window.screen().grabWindow(window.winId()).toImage()
        else:
            picture = window.grab().toImage()
        if not picture.save(str(Path(path))):
            raise OSError(f"{path} cannot be written")
        return colours(picture)


def _activate(fingers: Fingers) -> None:
    """On a bare display no window manager gives the window the keyboard."""
    if not fingers.window.isActiveWindow():
        fingers.window.activateWindow()
        fingers.wait_until(fingers.window.isActiveWindow, "the keyboard's focus")


def _window() -> QWidget:
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    if len(shown) != 1:
        raise AssertionError(f"one window was expected, not {shown}")
    return shown[0]

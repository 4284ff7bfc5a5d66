"""The kiosk that is walked through: in a given language, size and theme, and still when asked."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QAbstractAnimation, QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from kiosk.domain import NetworkState
from kiosk.ui.theme import Look, Theme
from kiosk.vault.connection import Store, VaultClosedError
from kiosk.views.language import language
from kiosk.views.router import Place
from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.walk.drawn import around

PATIENCE = 120.0  # seconds: how fast a walk goes is the machine's
QUIET = 2  # looks in a row at which nothing is under way


@dataclass(frozen=True)
class Appearance:
    """How the device is set up: everything a checked screen may look like."""

    language: str = "en"
    percent: int = 100
    size: tuple[int, int] = (1280, 800)
    theme: str = "light"
    kind: str = "kiosk"

    def __str__(self) -> str:
        wide, tall = self.size
        return f"{self.language} {self.percent} % {wide}x{tall} {self.theme} {self.kind}"


class WalkedKiosk(KioskUnderTest):
    """The real app, with what a walker has to know of it."""

    def __init__(self, central: CentralServer, folder: Path, looks: Appearance) -> None:
        self.appearance = looks
        wide, tall = looks.size
        more: dict[str, str | int] = {
            "language": looks.language, "theme": looks.theme,
            "text_percent": looks.percent, "size": f"{wide}x{tall}",
        }  # fmt: skip
        super().__init__(central, folder, "Kiosk B", looks.kind, screen=more)
        self.patience = PATIENCE

    @property
    def place(self) -> Place:
        """Where the app says that the person is."""
        return self._app.shell.place

    @property
    def page(self) -> QWidget | None:
        """The screen that shows now."""
        return self._app.shell.page

    @property
    def practising(self) -> bool:
        """Whether all that shows is invented."""
        return self._app.shell._here.practising

    def wait_online(self) -> None:
        """Until the device knows its facility, and that there is a network."""
        self.wait_ready()
        online = NetworkState.ONLINE
        self.wait_until(lambda: self._app.session.network is online, "the network")

    def settle(self) -> None:
        """Until everything that was begun has come to the screen, and it takes touches."""
        quiet = 0
        while quiet < QUIET:
            self.wait_until(self._still, "stillness")
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            quiet = quiet + 1 if self._still() else 0

    def _still(self) -> bool:
        shell, inside = self._app.shell, self._app.session._inside
        if inside is not None:  # what was kept before is written, and told
            with suppress(VaultClosedError):  # signing out at this moment
                inside.opened.vault.write(Store.VAULT, lambda _transaction: None).result()
        moves = self.window.findChildren(QAbstractAnimation)
        running = QAbstractAnimation.State.Running
        return not (
            shell.behind
            or self._app.pictures._jobs
            or shell.frame.guard.blocks()
            or any(each.state() == running for each in moves)
            or any(each.isDown() for each in self.window.findChildren(QAbstractButton))
            or not getattr(shell.page, "answered", True)
        )

    def bring(self, control: QWidget) -> None:
        """Throw a control into view, as a finger would."""
        for outer in around(control):
            if isinstance(outer, QScrollArea):
                outer.ensureWidgetVisible(control, 0, 24)

    def look_again(self) -> None:
        """After a walker chose another language, size or theme: back to what is walked in."""
        wanted = self.appearance
        look = self._app.looks.look
        back = Look(Theme(wanted.theme), wanted.percent, look.reduce_motion, look.touch)
        if look == back and language() == wanted.language:
            return
        self._app.looks.set_look(back)
        self._app.looks.speak(wanted.language)
        mailbox = self._app.session.mailbox
        if mailbox is not None:
            mailbox.save_settings(self._app.looks.give(mailbox.settings()), done=None)
        self.settle()

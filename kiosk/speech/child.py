"""The process that speaks: hears on its standard input what to say, ends when that ends."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSocketNotifier

from kiosk.speech.dispatcher import Dispatcher
from kiosk.speech.wire import Hush, Lines, Said, Say, Voices, encode

REAL = "speechd"
IN, OUT = 0, 1


def main(name: str, folder: Path) -> int:
    """Speak with the engine of that name until nobody tells what to say; answers the exit code.

    `folder` is empty and ours alone; whoever started this process takes it away.
    """
    dispatcher = Dispatcher(folder, os.environ)
    try:
        if name == REAL:
            if not dispatcher.start():
                _tell(Voices((), engine=False))
                return 0
            os.environ["SPEECHD_ADDRESS"] = dispatcher.address
        return _speak(name, dispatcher)
    finally:
        dispatcher.stop()


def _speak(name: str, dispatcher: Dispatcher) -> int:
    application = QCoreApplication(["voice"])
    try:
        from kiosk.speech.engine import Engine  # needs libraries of the system: libpulse
    except ImportError:
        _tell(Voices((), engine=False))
        return 0
    engine = Engine(name)
    _tell(Voices(engine.languages(), engine.works()))
    if not engine.works():
        return 0
    lines = Lines()

    def heard() -> None:
        data = os.read(IN, 65_536)
        if not data:
            application.quit()
        for line in lines.take(data):
            if isinstance(line, Say):
                engine.say(line)
            elif isinstance(line, Hush):
                engine.hush()

    engine.said.connect(lambda number: _tell(Said(number)))
    notifiers = [QSocketNotifier(IN, QSocketNotifier.Type.Read)]
    notifiers[0].activated.connect(heard)
    if dispatcher.process is not None:  # without it there is nothing to wait for
        gone = QSocketNotifier(os.pidfd_open(dispatcher.process.pid), QSocketNotifier.Type.Read)
        gone.activated.connect(application.quit)
        notifiers.append(gone)
    application.exec()
    engine.hush()
    return 0


def _tell(line: Voices | Said) -> None:
    os.write(OUT, encode(line))

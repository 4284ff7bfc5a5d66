"""The app's end of its voice: what is still to be said, and whether anything can be."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from kiosk.domain.speech import Pace, SpeechState, Utterance
from kiosk.speech import dispatcher
from kiosk.speech.wire import Hush, Line, Lines, Said, Say, Voices, encode

PRIVATE_COMMAND = "voice"  # of the packaged program, which cannot run a module by name
REAL = "speechd"
RATES = {Pace.SLOW: -0.35, Pace.NORMAL: 0.0, Pace.FAST: 0.3, Pace.FASTEST: 0.6}
_SOUND = ("XDG_RUNTIME_DIR", "PULSE_SERVER")  # where a desktop's sound is to be found
_SCREENS = {"en", "es"}


class Speaker(QObject):
    """Says pieces one after the other, each handed over when the one before has ended.

    What is still to be said stays here; `stop` and `close` leave nothing of it anywhere.
    `changed` tells that `state` or `speaking` may be another.
    """

    changed = Signal()

    def __init__(
        self,
        engine: str = REAL,
        *,
        present: bool | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._engine, self._environ = engine, environ
        there = dispatcher.program() is not None if present is None else present
        self._present = there
        self.state = SpeechState.RESTING if there else SpeechState.NO_ENGINE
        self.languages: frozenset[str] = frozenset()
        self.pace = Pace.NORMAL
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = ""
        self._notifier: QSocketNotifier | None = None
        self._lines = Lines()
        self._waiting: deque[Utterance] = deque()
        self._number = 0
        self._saying = False

    @property
    def speaking(self) -> bool:
        """Whether anything is being said or is still to be said."""
        return self._saying or bool(self._waiting)

    @property
    def pid(self) -> int | None:
        """The voice's process, while there is one."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Have a voice, unless there is one or this device has none."""
        if self._process is not None or not self._present:
            return
        try:
            self._folder = tempfile.mkdtemp(prefix="voice-")
            process = subprocess.Popen(  # noqa: S603 - our own program
                [*_command(), self._engine, self._folder],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._environment(),
                cwd="/",
                start_new_session=True,  # so that it and what it starts end together
            )
        except OSError:
            self._become(SpeechState.NO_ENGINE)
            return
        assert process.stdin is not None and process.stdout is not None  # noqa: S101 - for mypy
        os.set_blocking(process.stdin.fileno(), False)
        self._process, self._lines = process, Lines()
        self._notifier = QSocketNotifier(process.stdout.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._heard)
        self._become(SpeechState.STARTING)

    def say(self, pieces: Sequence[Utterance]) -> None:
        """Say these instead of anything else."""
        if self.state.hopeless or self.state is SpeechState.RESTING:
            return
        self._waiting = deque(pieces)
        if self.state is SpeechState.READY and self._waiting:
            self._go_on()
        self.changed.emit()

    def add(self, pieces: Sequence[Utterance]) -> None:
        """Say these after what is being said."""
        if not self.speaking:
            self.say(pieces)
        else:
            self._waiting.extend(pieces)

    def stop(self) -> None:
        """Be silent at once."""
        self._waiting.clear()
        if self._saying:
            self._saying = False
            self._number += 1
            self._tell(Hush())
        self.changed.emit()

    def rest(self) -> None:
        """Be silent, and let go of the voice's process."""
        self._end()
        if not self.state.hopeless:
            self._become(SpeechState.RESTING)

    def close(self) -> None:
        """The same for the last time; blocks until it is gone."""
        self.blockSignals(True)  # noqa: FBT003
        self._end()

    # --- the process ------------------------------------------------------------------------

    def _environment(self) -> dict[str, str]:
        if self._environ is not None:
            return dict(self._environ)
        clean = {name: os.environ[name] for name in _SOUND if name in os.environ}
        return {"PATH": dispatcher.PLACES, "LANG": "C.UTF-8", **clean}

    def _go_on(self) -> None:
        piece = self._waiting.popleft()
        self._number += 1
        self._saying = True
        self._tell(Say(self._number, piece.text, piece.language, RATES[self.pace]))

    def _tell(self, line: Say | Hush) -> None:
        if self._process is None or self._process.stdin is None:
            return
        try:
            os.write(self._process.stdin.fileno(), encode(line))
        except OSError:  # gone, or it hears nothing any more
            self._failed()

    def _heard(self) -> None:
        if self._process is None or self._process.stdout is None:
            return
        data = os.read(self._process.stdout.fileno(), 65_536)
        try:
            lines = self._lines.take(data)
        except ValueError:
            data, lines = b"", []
        for line in lines:
            self._take(line)
        if not data and self._process is not None:
            self._failed()

    def _take(self, line: Line) -> None:
        if isinstance(line, Voices):
            self._began(line)
        elif isinstance(line, Said) and line.number == self._number:
            self._ended()

    def _began(self, voices: Voices) -> None:
        self.languages = frozenset(voices.languages)
        if not voices.engine:
            self._failed()
        elif not self.languages & _SCREENS:
            self._end()
            self._become(SpeechState.NO_VOICE)
        else:
            self.state = SpeechState.READY
            if self._waiting:
                self._go_on()
            self.changed.emit()

    def _ended(self) -> None:
        self._saying = False
        if self._waiting:
            self._go_on()
        else:
            self.changed.emit()

    def _failed(self) -> None:
        self._end()
        self._become(SpeechState.NO_ENGINE)

    def _become(self, state: SpeechState) -> None:
        self.state = state
        self.changed.emit()

    def _end(self) -> None:
        self._waiting.clear()
        self._saying = False
        process, self._process = self._process, None
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # it holds nothing that is worth a goodbye
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        shutil.rmtree(self._folder, ignore_errors=True)  # files of the group that just died


def _command() -> list[str]:
    """How the voice is started, from source and from the packaged program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, PRIVATE_COMMAND]
    root = str(Path(__file__).resolve().parents[2])
    start = "import sys; sys.path.insert(0, sys.argv[1])"
    run = f"from kiosk.__main__ import main; main([{PRIVATE_COMMAND!r}, *sys.argv[2:]])"
    return [sys.executable, "-I", "-c", f"{start}; {run}", root]

"""What the tests of reading aloud share: a voice that notes what it was given to say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.domain.speech import SpeechState, Utterance
from kiosk.speech import Speaker
from kiosk.speech.engine import Engine
from kiosk.speech.wire import Hush, Said, Say, Voices
from kiosk.ui.tile import Tile
from tests.pictures.stage import Stage

Part = TypeVar("Part", bound=QWidget)


class Noted(Speaker):
    """The real one, without a process between it and Qt's engine; notes what it is given to say."""

    def __init__(self) -> None:
        super().__init__("mock", present=True)
        self.told: list[Utterance] = []
        self._voice: Engine | None = None

    def start(self) -> None:
        if self._voice is None:
            self._voice = Engine("mock")
            self._voice.said.connect(lambda number: self._take(Said(number)))
            self._take(Voices(self._voice.languages(), engine=True))

    def _tell(self, line: Say | Hush) -> None:
        assert self._voice is not None
        if isinstance(line, Say):
            self._voice.say(line)
        else:
            self._voice.hush()

    def _end(self) -> None:
        super()._end()
        self._voice = None

    def say(self, pieces: Sequence[Utterance]) -> None:
        self.told += pieces
        super().say(pieces)

    def add(self, pieces: Sequence[Utterance]) -> None:
        if self.speaking:
            self.told += pieces
        super().add(pieces)

    def heard(self) -> str:
        """Everything since the last time asked, in one."""
        text, self.told = " ".join(piece.text for piece in self.told), []
        return text


def settled(made: Stage, qtbot: QtBot, said: Callable[[], bool]) -> None:
    qtbot.waitUntil(said, timeout=30_000)
    made.settle()


def switch_on(made: Stage, qtbot: QtBot, speaker: Noted) -> None:
    """As the waiting screen's tile does."""
    part(made, Tile, "aloud").click()
    settled(made, qtbot, lambda: speaker.state is SpeechState.READY)


def part(made: Stage, kind: type[Part], name: str) -> Part:
    assert made.shell is not None
    found = made.shell.frame.findChild(kind, name)
    assert found is not None
    return found


def come_in(made: Stage, mode: str = "fast") -> None:
    """Sign in as somebody who has it switched on."""
    made.mailbox.save_settings(replace(made.mailbox.settings(), read_aloud=mode), done=None)
    made.settle()
    made.sign_in()


def ready(speaker: Noted, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: speaker.state is SpeechState.READY, timeout=30_000)


def type_in(widget: QWidget, sign: str) -> None:
    """One letter of a physical keyboard."""
    QTest.keyClicks(widget, sign)


def resting(speaker: Noted) -> bool:
    """Whether the voice is gone, and nothing is left for it to say."""
    return speaker.state is SpeechState.RESTING and not speaker.speaking and not speaker._waiting

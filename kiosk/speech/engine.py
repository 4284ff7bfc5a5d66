"""Qt's text to speech, one piece at a time, whatever its engine tells late or not at all."""

from __future__ import annotations

from PySide6.QtCore import QLoggingCategory, QObject, QTimer, Signal

# Qt's speech is linked with its multimedia, which complains at once where there is no PipeWire.
QLoggingCategory.setFilterRules("qt.multimedia.*=false\nqt.speech.*=false")

from PySide6.QtTextToSpeech import QTextToSpeech  # noqa: E402 - after the rules above

from kiosk.speech.voices import by_language, plain_voice  # noqa: E402
from kiosk.speech.wire import Say  # noqa: E402

HUSH_MS = 300  # a piece that was stopped before its first sound is never reported as ended
BEGIN_MS = 4_000  # for the first sound; a piece without any is passed over

_SILENT = (QTextToSpeech.State.Ready, QTextToSpeech.State.Error)


class Engine(QObject):
    """Says pieces with the engine of that name; `said` gives the number of each that has ended.

    An engine tells of its state when it pleases: that an earlier piece has ended may come after
    the next was handed over. So a piece is over only when a sound of it was reported before.
    """

    said = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._speech = QTextToSpeech(name, self)
        self._locales = by_language(self._speech) if self.works() else {}
        self._language = ""
        self._now: Say | None = None
        self._next: Say | None = None
        self._heard = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._over)
        self._speech.stateChanged.connect(self._changed)

    def works(self) -> bool:
        """Whether there is an engine behind it."""
        return self._speech.state() is not QTextToSpeech.State.Error

    def languages(self) -> tuple[str, ...]:
        """What it can read, by two letters."""
        return tuple(sorted(self._locales))

    def say(self, piece: Say) -> None:
        """Say this instead of anything else."""
        self._next = piece
        if self._now is None:
            self._begin(piece)
        else:
            self._quiet()

    def hush(self) -> None:
        """Be silent at once."""
        self._next = None
        if self._now is not None:
            self._quiet()

    def _quiet(self) -> None:
        self._patience.start(HUSH_MS)
        self._speech.stop()

    def _begin(self, piece: Say) -> None:
        self._next = None
        self._speak(piece.language)
        self._speech.setRate(piece.rate)
        self._now, self._heard = piece, False
        self._patience.start(BEGIN_MS)
        self._speech.say(piece.text)

    def _speak(self, language: str) -> None:
        """Take the voice for a language; the present one stays where there is none."""
        locale = self._locales.get(language)
        if locale is None or language == self._language:
            return
        self._language = language
        self._speech.setLocale(locale)
        voice = plain_voice(self._speech)
        if voice is not None:
            self._speech.setVoice(voice)

    def _changed(self, state: QTextToSpeech.State) -> None:
        if state is QTextToSpeech.State.Speaking:
            self._heard = True
            if self._next is None:
                self._patience.stop()
        elif state in _SILENT and self._heard:
            self._over()

    def _over(self) -> None:
        ended, self._now, self._heard = self._now, None, False
        self._patience.stop()
        if ended is not None:
            self.said.emit(ended.number)
        if self._next is not None:
            self._begin(self._next)

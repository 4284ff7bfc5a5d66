"""Reading aloud: the screen that opens, what has the focus, news of the moment, one text."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from kiosk.domain import Settings
from kiosk.domain.speech import Pace, SpeechState, Utterance, utterances
from kiosk.speech import Speaker
from kiosk.ui.banner import Banner
from kiosk.ui.field import PinBoxes
from kiosk.ui.sheet import Sheet
from kiosk.ui.spoken import entered, page_words, spoken, written
from kiosk.ui.timers import Timer
from kiosk.ui.toast import Toast
from kiosk.views.amounts import DOTS
from kiosk.views.language import language, tr

OFF = "off"
MODES = (OFF, *(pace.value for pace in (Pace.NORMAL, Pace.FAST, Pace.FASTEST, Pace.SLOW)))
SETTLE_MS = 120  # a page has its place and its focus by then
_LATIN_END = 0x250  # signs below are Latin: any voice makes something of them
_Type = QEvent.Type
_AFTER = frozenset({_Type.MouseButtonRelease, _Type.KeyRelease})

Make = Callable[[], list[Utterance]]


def mode_word(mode: str) -> str:
    """What is chosen: off, or how fast."""
    return {
        OFF: tr("Off"),
        Pace.SLOW: tr("Slow"),
        Pace.NORMAL: tr("Normal"),
        Pace.FAST: tr("Fast"),
        Pace.FASTEST: tr("Very fast"),
    }[mode]


class Aloud(QObject):
    """Decides what is said and when; silent at once when told so, and while the screen is covered.

    `changed`: whether it is on, whether a text is being read, or whether it can be, has changed.
    """

    changed = Signal()
    unable = Signal()  # it was asked for, and this device cannot

    def __init__(
        self,
        speaker: Speaker,
        page: Callable[[], QWidget | None],
        timer: Callable[[QObject], Timer],
    ) -> None:
        super().__init__()
        self._speaker, self._page = speaker, page
        self._mode, self._taken = OFF, ""
        self._reading = ""  # the name of the text that is being read; a page's is "page"
        self._due: Make | None = None  # said once the voice has come
        self._covered = False
        self._focused, self._said, self._wrote, self._digits = 0, "", "", 0  # what has the focus
        self._settle, self._look, self._news = timer(self), timer(self), timer(self)
        self._page_due = False
        self._filtering = False
        speaker.changed.connect(self._speaker_changed)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)

    # --- whether, and how fast ----------------------------------------------------------------

    @property
    def mode(self) -> str:
        """Off, or the pace that everything is read in."""
        return self._mode

    @property
    def on(self) -> bool:
        """Whether screens and controls are read by themselves."""
        return self._mode != OFF

    @property
    def able(self) -> bool:
        """Whether this device can read aloud, as far as is known."""
        return not self._speaker.state.hopeless

    @property
    def speaking(self) -> bool:
        """Whether anything is being said; that counts as somebody being there."""
        return self._speaker.speaking

    @property
    def reading(self) -> str:
        """The name of the text that is being read, empty while none is."""
        return self._reading if self._speaker.speaking or self._due is not None else ""

    def set_mode(self, mode: str) -> None:
        """On at a pace, or off."""
        if mode == self._mode or mode not in MODES:
            return
        if mode != OFF and not self.able:
            self.unable.emit()
            return
        self._mode = mode
        if self.on:
            self._speaker.pace = Pace(mode)
            self._speaker.start()
        else:
            self.stop()
        self._filter()
        self.changed.emit()

    def next_mode(self) -> None:
        """Off, normal, faster, slow, and around; what is chosen is said by how it is said."""
        self.set_mode(MODES[(MODES.index(self._mode) + 1) % len(MODES)])
        if self.on:
            self.read_page()

    def touch(self) -> None:
        """One button for both: stop what is being read, else the next way of reading."""
        if self.reading:
            self.stop()
        else:
            self.next_mode()

    def take(self, settings: Settings) -> None:
        """Follow a person's settings; who had it switched on before signing in keeps it on."""
        wanted, before = settings.read_aloud, self._taken
        if not wanted or wanted == before:
            return
        self._taken = wanted
        if self.able and (before or wanted != OFF):
            self.set_mode(wanted)
            self.page_shown()  # it may have come from another device, to a screen that stands

    def rest(self) -> None:
        """Nobody is here any more: off, and nothing of what was said is left."""
        self.set_mode(OFF)
        self._due, self._taken = None, ""
        self._speaker.rest()

    # --- what is said -------------------------------------------------------------------------

    def read(self, name: str, text: str) -> None:
        """Read one text, in its own language; the name is what `reading` answers meanwhile."""
        self._speaker.start()
        self._begin(name, lambda: self._pieces([text]))

    def read_page(self) -> None:
        """Read the screen that shows, as far as it is in view."""
        page = self._page()
        if page is not None:
            self._speaker.start()
            self._begin("page", lambda: self._pieces(page_words(page)))

    def page_shown(self) -> None:
        """Another page has come."""
        if self.on:
            self._page_due = True
            self._look.stop()
            self._settle.start(SETTLE_MS, self._settled)

    def cover(self, covered: bool) -> None:
        """While the screen is covered nothing is said of what lies under it."""
        self._covered = covered
        if covered:
            self.stop()

    def stop(self) -> None:
        """Be silent at once."""
        self._due, self._reading, self._page_due = None, "", False
        self._settle.stop()
        self._speaker.stop()

    def close(self) -> None:
        """Let go of everything: no callback comes here any more."""
        self._mode = OFF
        self.stop()
        self._filter()
        self._speaker.changed.disconnect(self._speaker_changed)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._focus_changed)

    def _begin(self, name: str, make: Make) -> None:
        if not self.able:
            self.unable.emit()
            return
        if self._covered:
            return
        self._reading = name
        if self._speaker.state is SpeechState.READY:
            self._speaker.say(make())
        else:
            self._due = make
        self._filter()
        self.changed.emit()

    def _tell(self, text: str, *, after: bool = False) -> None:
        """Say something short in place of what is being said, or after it."""
        if not self.on or self._covered or self._speaker.state is not SpeechState.READY:
            return
        pieces = self._pieces([text])
        if after:
            self._speaker.add(pieces)
        else:
            self._reading = ""
            self._speaker.say(pieces)

    def _pieces(self, texts: Iterable[str]) -> list[Utterance]:
        """With a voice for each: of the text's language, or else of the screen's."""
        pieces: list[Utterance] = []
        for text in texts:
            heard = text.replace(DOTS, tr("hidden"))
            for piece in utterances(heard, language(), guess=True):
                if piece.language in self._speaker.languages:
                    pieces.append(piece)
                elif _latin(piece.text):
                    pieces.append(Utterance(piece.text, language()))
                else:
                    said = tr("A text in a language that this device has no voice for.")
                    pieces.append(Utterance(said, language()))
        return pieces

    def _speaker_changed(self) -> None:
        due, state = self._due, self._speaker.state
        if due is not None and state is SpeechState.READY:
            self._due = None
            self._speaker.say(due())
        elif state.hopeless and (due is not None or self.on):
            self._due, self._mode = None, OFF
            self.unable.emit()
        if not self._speaker.speaking and self._due is None:
            self._reading = ""
        self._filter()
        self.changed.emit()

    def _settled(self) -> None:
        self._page_due = False
        self._remember(self._watched())
        self.read_page()

    # --- what has the focus -------------------------------------------------------------------

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if not self.on or now is None or self._page_due or now is self._page():
            return
        self._look.start(0, self._look_again)  # it may still go on, to a page that comes

    def _watched(self) -> QWidget | None:
        """What has the focus; or what is filled in by big keys, which take it for the page."""
        focus, page = QApplication.focusWidget(), self._page()
        if page is None or (focus is not None and focus is not page):
            return focus
        fields = [*page.findChildren(PinBoxes), *page.findChildren(QLineEdit)]
        return next((field for field in fields if field.isVisible()), None)

    def _remember(self, focus: QWidget | None) -> None:
        self._focused = id(focus)
        self._said = spoken(focus) if focus is not None else ""
        self._wrote = (written(focus) or "") if focus is not None else ""
        self._digits = focus.missing() if isinstance(focus, PinBoxes) else 0

    def _look_again(self) -> None:
        """A touch or a key may have changed what has the focus: say what is new."""
        focus = self._watched()
        if focus is None or self._page_due:
            return
        said, wrote, digits, before = self._said, self._wrote, self._digits, self._focused
        self._remember(focus)
        if (self._said, self._wrote) == (said, wrote):
            return  # the same, or made anew in its old place
        if before != id(focus):
            if focus.hasFocus():
                self._tell(self._said)
        elif isinstance(focus, PinBoxes):  # never which digit
            entered_one = tr("Digit entered.") if focus.missing() < digits else ""
            self._tell(f"{entered_one} {self._said}")
        elif written(focus) is not None:
            self._tell(entered(wrote, self._wrote))
        else:
            self._tell(self._said)

    # --- news and keys -------------------------------------------------------------------------

    def _filter(self) -> None:
        """Look at events only while there is something to say or to stop."""
        wanted = self.on or bool(self.reading)
        application = QApplication.instance()
        if wanted is self._filtering or application is None:
            return
        self._filtering = wanted
        if wanted:
            application.installEventFilter(self)
        else:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is _Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self._speaker.speaking:
                self.stop()
                self.changed.emit()
                return True
        elif kind in _AFTER and self.on:
            self._look.start(0, self._look_again)
        elif kind is _Type.Show and self.on and isinstance(watched, Toast | Banner | Sheet):
            self._came(watched)
        return False

    def _came(self, part: Toast | Banner | Sheet) -> None:
        """Something lies over the page or came into it."""
        if self._page_due:
            return  # it is read with the page
        if isinstance(part, Sheet):
            self._begin("page", lambda: self._pieces(page_words(part)))
        else:
            self._news.start(0, lambda: self._tell(part.accessibleName(), after=True))


def _latin(text: str) -> bool:
    """Whether a voice for another language can make something of it."""
    return all(ord(sign) < _LATIN_END or not sign.isalpha() for sign in text)

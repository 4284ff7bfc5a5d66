"""Plain words: labels with a role, state pills, initials in a circle, counts."""

import unicodedata
import zlib
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, QTextBoundaryFinder
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kiosk.ui import icons, paint, theme

Role = Literal[
    "display", "title", "heading", "section", "name", "body", "strong", "semibold", "secondary",
    "secondary_strong", "small", "pill", "rail", "clock", "balance", "date",
]  # fmt: skip
Tone = Literal["new", "waiting", "good", "danger", "kept", "kraft"]
_ROLES: dict[str, tuple[int, int]] = {
    "clock": (168, 600), "balance": (88, 700), "display": (44, 700), "title": (34, 700),
    "date": (34, 500), "heading": (26, 700), "section": (26, 600), "name": (20, 700),
    "strong": (20, 700), "semibold": (20, 600), "body": (20, 400), "secondary": (0, 400),
    "secondary_strong": (0, 600), "small": (0, 400), "pill": (16, 600), "rail": (16, 500),
}  # fmt: skip


class Label(QLabel):
    """Plain text in one of the app's roles; wraps between words unless told to elide."""

    def __init__(
        self,
        text: str = "",
        role: Role = "body",
        tone: str = "",
        wrap: bool = True,
        elide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role, self._full, self._elide = role, "", elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setWordWrap(wrap and not elide)
        quiet = role in ("secondary", "small", "rail")
        self.set_tone(tone or ("quiet" if quiet else "ink"))
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme.theme_signals.changed.connect(self._restyle)
        self._restyle()
        self.setText(text)

    def setText(self, text: str) -> None:
        self._full = text
        self.setAccessibleName(text)
        self._show()

    def full_text(self) -> str:
        """The whole text, also when it is shown shortened."""
        return self._full

    def set_tone(self, tone: str) -> None:
        """The colour by its meaning: ink, quiet, primary, waiting, danger, good, strong ..."""
        self.setProperty("tone", tone)
        theme.repolish(self)

    def set_role(self, role: Role) -> None:
        """Another size and weight."""
        self._role = role
        self._restyle()

    def minimumSizeHint(self) -> QSize:
        if not self._elide:
            return super().minimumSizeHint()
        metrics = QFontMetrics(self.font())
        return QSize(metrics.averageCharWidth() * 4, self._line_height(metrics))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._elide:
            self._show()

    def _show(self) -> None:
        text = self._full
        if self._elide:
            metrics = QFontMetrics(self.font())
            one_line = " ".join(text.split())
            text = metrics.elidedText(one_line, Qt.TextElideMode.ElideRight, max(self.width(), 1))
        super().setText(text)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        if not self._elide and self.wordWrap():  # Qt would guess a width that wraps early
            lines = self._full.split("\n")
            wide = max(metrics.horizontalAdvance(line) for line in lines) + 2
            wide = min(wide, theme.px(640))
            return QSize(wide, self.heightForWidth(wide))
        if not self._elide:
            return super().sizeHint()
        return QSize(metrics.horizontalAdvance(self._full) + 2, self._line_height(metrics))

    def _line_height(self, metrics: QFontMetrics) -> int:
        """Of the text as it is: some scripts reach higher and lower than ours."""
        if self._full.isascii():
            return metrics.height()
        line = metrics.size(Qt.TextFlag.TextSingleLine, self._full[:500])
        return max(line.height(), metrics.height())

    def _restyle(self) -> None:
        size, weight = _ROLES[self._role]
        self.setFont(theme.font(size or theme.secondary_size(), weight))
        self._show()


def _tones(tone: str, widget: QWidget) -> tuple[str, str, str]:
    """Fill, words and outline of a pill."""
    t = theme.tokens_for(widget)
    fills = {
        "new": (t.primary, t.on_primary),
        "waiting": (t.waiting_tint, t.waiting),
        "good": (t.good_tint, t.good),
        "danger": (t.danger_tint, t.danger),
        "kept": (t.well, t.quiet),
        "kraft": (t.kraft, t.kraft_ink),
    }
    fill, words = fills[tone]
    return fill, words, words if t.high and tone != "new" else ""


class Pill(QWidget):
    """A state in a word, with its icon: never colour alone."""

    def __init__(
        self, text: str, icon: str = "", tone: Tone = "kept", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._tone: Tone = tone
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(text, icon, tone)
        theme.theme_signals.changed.connect(self.updateGeometry)

    def set(self, text: str, icon: str = "", tone: Tone = "kept") -> None:
        """Say another state."""
        self._text, self._icon, self._tone = text, icon, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The words shown."""
        return self._text

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(16, 600))
        side = theme.px(18) + 6 if self._icon else 0
        wide = metrics.horizontalAdvance(self._text) + side + 20
        return QSize(wide, max(theme.px(28), metrics.height() + 4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, words, border = _tones(self._tone, self)
        paint.box(painter, QRectF(self.rect()), 999, fill, border, 2 if border else 0)
        left, side = 10, theme.px(18)
        if self._icon:
            at = (self.height() - side) // 2
            painter.drawPixmap(left, at, icons.pixmap(self._icon, words, side))
            left += side + 6
        rect = QRectF(left, 0, self.width() - left, self.height())
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        paint.words(painter, rect, self._text, theme.font(16, 600), words, align, wrap=False)
        painter.end()


_ISOLATES = "\u2068\u2069"  # around a name that runs from right to left


def initials(name: str) -> str:
    """One or two letters for a name: of its first and last word; else its first emoji."""
    words = name.strip(_ISOLATES).split()
    parts = [word for word in words if word[:1].isalnum()]
    if not parts:
        signs = [word for word in words if unicodedata.category(word[0]) == "So"]
        return _first_sign(signs[0]) if signs else "?"
    letters = parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")
    joined = unicodedata.bidirectional(letters[0]) == "AL"  # two of these would be one word
    return letters[0] if joined else letters.upper()


def _first_sign(word: str) -> str:
    """One emoji, which may be several characters, as that of a family."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, word)
    units = word.encode("utf-16-le")
    return units[: 2 * finder.toNextBoundary()].decode("utf-16-le")


class Avatar(QWidget):
    """Initials, or an icon, in a circle; the colour stays with the seed (an id or a name)."""

    def __init__(
        self,
        name: str,
        size: int = 64,
        tone_seed: str = "",
        icon: str = "",
        tone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._size, self._seed = name, size, tone_seed or name
        self._icon, self._tone, self._mark = icon, tone, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        theme.theme_signals.changed.connect(self.updateGeometry)

    def set_person(self, name: str, tone_seed: str = "") -> None:
        """Show another person."""
        self._name, self._seed = name, tone_seed or name
        self.setAccessibleName(name)
        self.update()

    def set_mark(self, icon: str) -> None:
        """A small dark disc with an icon at the lower right: what kind of news this is."""
        self._mark = icon
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size), theme.px(self._size))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _colours(self) -> tuple[str, str]:
        t = theme.tokens_for(self)
        named = {
            "ink": (t.ink, t.paper),
            "good": (t.good_tint, t.good),
            "kept": (t.well, t.quiet),
            "waiting": (t.waiting_tint, t.waiting),
            "danger": (t.danger_tint, t.danger),
        }
        if self._tone in named:
            return named[self._tone]
        return t.avatars[zlib.crc32(self._seed.encode()) % len(t.avatars)]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t, (fill, words) = theme.tokens_for(self), self._colours()
        side = min(self.width(), self.height())
        rect = QRectF(0, 0, side, side)
        ring = words if t.high and fill != words and self._tone != "ink" else ""
        paint.box(painter, rect, 999, fill, ring, 2 if ring else 0)
        if self._icon:
            half = round(side * 0.44)
            at = round((side - half) / 2)
            painter.drawPixmap(at, at, icons.pixmap(self._icon, words, half))
        else:
            letters = theme.font(1, 700)
            text = initials(self._name)
            share = 0.36 if len(text) == 1 else 0.34
            letters.setPixelSize(max(1, round(side * share)))
            paint.words(painter, rect, text, letters, words)
        if self._mark:
            self._paint_mark(painter, side)
        painter.end()

    def _paint_mark(self, painter: QPainter, side: int) -> None:
        t = theme.tokens_for(self)
        disc = round(side * 0.44)
        rect = QRectF(side - disc, side - disc, disc, disc)
        paint.box(painter, rect, 999, t.ink, t.surface, 2)
        inner = round(disc * 0.6)
        at = side - disc + (disc - inner) // 2
        painter.drawPixmap(at, at, icons.pixmap(self._mark, t.paper, inner))


class Badge(QWidget):
    """A count in a disc."""

    def __init__(self, count: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(count)

    def set_count(self, count: int) -> None:
        """Show a count; nothing for zero."""
        self._count = count
        if count <= 0 or self.parentWidget() is not None:  # never a window of its own
            self.setVisible(count > 0)
        self.setAccessibleName(str(count))
        self.updateGeometry()
        self.update()

    def count(self) -> int:
        """What is shown."""
        return self._count

    def sizeHint(self) -> QSize:
        return badge_size(self._count)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, QRectF(self.rect()), self._count, theme.tokens_for(self))
        painter.end()


def badge_text(count: int) -> str:
    """The count as a badge shows it."""
    return str(count) if count < 100 else "99+"


def badge_size(count: int) -> QSize:
    """How large the badge of a count is."""
    font = theme.font(1, 600)
    font.setPixelSize(theme.half(16))
    wide = QFontMetrics(font).horizontalAdvance(badge_text(count))
    side = theme.half(24)
    return QSize(max(side, wide + 12), side)


def paint_badge(painter: QPainter, rect: QRectF, count: int, colours: theme.Tokens) -> None:
    """Draw a badge."""
    paint.box(painter, rect, 999, colours.primary)
    font = theme.font(1, 700)
    font.setPixelSize(theme.half(16))
    paint.words(painter, rect, badge_text(count), font, colours.on_primary, wrap=False)

"""The banner: a bar that says what is happening now, such as little time left or no network."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui import icons, paint, theme
from kiosk.ui.button import Button
from kiosk.ui.label import Label
from kiosk.ui.theme import RADIUS, S8, S16

_TONES = ("waiting", "danger", "good", "tint")
LEAST = 64  # pixels: what a finger needs, whatever the size of the text
SIDE = 28  # pixels of the icon
UNBOUNDED = 16_777_215  # pixels: Qt's own word for no greatest size


class _Icon(QWidget):
    """The banner's icon, in the colour of where the banner is: a page may be dark around it."""

    def __init__(self, banner: Banner) -> None:
        super().__init__(banner)
        self._banner = banner
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = theme.px(SIDE)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        _fill, ink = self._banner.colours()
        painter.drawPixmap(0, 0, icons.pixmap(self._banner.icon, ink, theme.px(SIDE)))
        painter.end()


class Banner(QWidget):
    """Icon, a bold line, a plain line and perhaps a button; tones: waiting, danger, good, tint."""

    acted = Signal()

    def __init__(
        self,
        title: str,
        detail: str = "",
        icon: str = "clock",
        tone: str = "waiting",
        button_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._tone = icon, tone
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._compact = False
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(S16, S16, S16 + 8, S16)
        row.setSpacing(S16)
        self._icon = _Icon(self)
        told = QHBoxLayout()
        told.setSpacing(S16)
        told.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title, self._detail = Label("", "name"), Label("", "body")
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        words.addStretch(1)
        told.addLayout(words, 1)
        row.addLayout(told, 1)
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(S8)
        self.button = Button(button_text, "", "secondary", parent=self)
        self.button.clicked.connect(self.acted)
        self._buttons.addWidget(self.button)
        row.addLayout(self._buttons)
        row.setAlignment(self._buttons, Qt.AlignmentFlag.AlignVCenter)
        theme.theme_signals.changed.connect(self._dress)
        self.set(title, detail, icon, tone, button_text)

    def add_button(self, button: Button) -> None:
        """A further button below the first."""
        self._buttons.addWidget(button)

    def set(
        self,
        title: str,
        detail: str = "",
        icon: str = "clock",
        tone: str = "waiting",
        button_text: str = "",
    ) -> None:
        """Say something else."""
        if tone not in _TONES:
            raise ValueError(f"no banner tone {tone!r}")
        self._icon_name, self._tone = icon, tone
        self._title.setText(title)
        self._title.set_tone(tone)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail) and not self._compact)
        self.button.setText(button_text)
        self.button.setVisible(bool(button_text))
        self.setAccessibleName(f"{title}. {detail}" if detail else title)
        self._dress()

    def set_compact(self, compact: bool) -> None:
        """No higher than a button must be, where room is scarce: only the title is left."""
        if compact == self._compact:
            return
        self._compact = compact
        self._detail.setVisible(bool(self._detail.full_text()) and not compact)
        self.button.setMinimumHeight(LEAST if compact else 0)
        self.button.setMaximumHeight(LEAST if compact else UNBOUNDED)
        edge = 0 if compact else S16
        self._row.setContentsMargins(S16, edge, edge if compact else S16 + 8, edge)

    def colours(self) -> tuple[str, str]:
        """What it is filled with, and what its icon and title are drawn with."""
        t = theme.tokens_for(self)
        return {
            "waiting": (t.waiting_tint, t.waiting),
            "danger": (t.danger_tint, t.danger),
            "good": (t.good_tint, t.good),
            "tint": (t.tint, t.on_tint),
        }[self._tone]

    @property
    def icon(self) -> str:
        """The icon's name."""
        return self._icon_name

    def _dress(self) -> None:
        """Another look, or other words."""
        self._icon.updateGeometry()
        self._icon.update()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, ink = self.colours()
        border = ink if theme.tokens().high else ""
        paint.box(painter, QRectF(self.rect()), RADIUS, fill, border, 2)
        painter.end()

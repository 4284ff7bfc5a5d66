"""The banner: a bar that says what is happening now, such as little time left or no network."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui import icons, paint, theme
from kiosk.ui.button import Button
from kiosk.ui.label import Label
from kiosk.ui.theme import RADIUS, S8, S16

_TONES = ("waiting", "danger", "good", "tint")


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
        row = QHBoxLayout(self)
        row.setContentsMargins(S16, S16, S16 + 8, S16)
        row.setSpacing(S16)
        self._icon = QLabel()
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
        self._detail.setVisible(bool(detail))
        self.button.setText(button_text)
        self.button.setVisible(bool(button_text))
        self.setAccessibleName(f"{title}. {detail}" if detail else title)
        self._dress()

    def _colours(self) -> tuple[str, str]:
        t = theme.tokens_for(self)
        return {
            "waiting": (t.waiting_tint, t.waiting),
            "danger": (t.danger_tint, t.danger),
            "good": (t.good_tint, t.good),
            "tint": (t.tint, t.on_tint),
        }[self._tone]

    def _dress(self) -> None:
        _fill, ink = self._colours()
        self._icon.setPixmap(icons.pixmap(self._icon_name, ink, theme.px(28)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, ink = self._colours()
        border = ink if theme.tokens().high else ""
        paint.box(painter, QRectF(self.rect()), RADIUS, fill, border, 2)
        painter.end()

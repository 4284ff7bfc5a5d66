"""What stands where content is not: nothing yet, still loading, or something went wrong."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.ui.button import Button
from kiosk.ui.label import Avatar, Label
from kiosk.ui.theme import S8, S16, S24


class EmptyState(QWidget):
    """A round icon, what is the case, what it means, and perhaps what one can do."""

    acted = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        text: str = "",
        button: str = "",
        tone: str = "kept",
        button_icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(S24, S24, S24, S24)
        column.setSpacing(S8)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        face = Avatar(title, 72, icon=icon, tone=tone)
        column.addWidget(face, 0, centre)
        column.addSpacing(S8)
        self.title = Label(title, "name")
        self.text = Label(text, "body", "quiet")
        for label in (self.title, self.text):
            label.setAlignment(centre)
            column.addWidget(label)
        self.text.setVisible(bool(text))
        self.button: Button | None = None
        if button:
            column.addSpacing(S16)
            self.button = Button(button, button_icon, "secondary")
            self.button.clicked.connect(self.acted)
            column.addWidget(self.button, 0, centre)
        column.addStretch(2)
        self.setAccessibleName(f"{title}. {text}" if text else title)


class LoadingState(EmptyState):
    """Still coming: says so in words, without anything that spins."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        words = text or QCoreApplication.translate("States", "One moment. This is loading.")
        super().__init__("hourglass", words, parent=parent)


class ErrorState(EmptyState):
    """Something went wrong: what happened, what it means, what one can do."""

    def __init__(
        self, title: str, text: str = "", button: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "triangle-alert", title, text, button, "danger", "refresh-cw" if button else "", parent
        )

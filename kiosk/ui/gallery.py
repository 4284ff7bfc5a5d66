"""Draws every component on one sheet: `python -m kiosk.ui.gallery OUT.png --theme dark`."""

import argparse
import os
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.ui import theme
from kiosk.ui.banner import Banner
from kiosk.ui.bubbles import Bubble, DayMark, Envelope, RejectedCard, Step, Timeline
from kiosk.ui.button import Button, Chip, Choice, ChoiceCard, IconButton, Switch
from kiosk.ui.card import Card, RowCard
from kiosk.ui.field import PinBoxes, TextField
from kiosk.ui.flow import FlowLayout
from kiosk.ui.grid_items import GridItem
from kiosk.ui.keyboard import Keyboard
from kiosk.ui.keypad import Keypad
from kiosk.ui.label import Avatar, Label, Pill
from kiosk.ui.ledger_row import LedgerHead, LedgerRow
from kiosk.ui.photo_grid import PhotoGrid
from kiosk.ui.photo_tile import PhotoTile, StrongTile
from kiosk.ui.sheet import PriceLine
from kiosk.ui.states import EmptyState, ErrorState, LoadingState
from kiosk.ui.status_bar import StatusBar
from kiosk.ui.writing_area import WritingArea


def sample_picture(number: int, size: QSize) -> QImage:
    """A made-up picture: a sky and a field in one of six moods."""
    image = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    shade = QLinearGradient(0, 0, 0, size.height())
    hue = number * 47 % 360
    shade.setColorAt(0, QColor.fromHsv(hue, 90, 230))
    shade.setColorAt(0.6, QColor.fromHsv((hue + 40) % 360, 120, 190))
    shade.setColorAt(1, QColor.fromHsv((hue + 90) % 360, 140, 90))
    painter.fillRect(image.rect(), shade)
    painter.end()
    return image


class _Page(QWidget):
    """The sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(32, 24, 40, 24)
        self.column.setSpacing(theme.S8)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens().paper))
        painter.end()

    def head(self, text: str) -> None:
        self.column.addSpacing(theme.S8)
        self.column.addWidget(Label(text, "pill", "quiet"))

    def flow(self, widgets: Sequence[QWidget]) -> None:
        line = FlowLayout(gap=theme.S12)
        for widget in widgets:
            line.addWidget(widget)
        self.column.addLayout(line)

    def pair(self, left: QWidget, right: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.S24)
        row.addWidget(left, 1)
        row.addWidget(right, 1)
        self.column.addLayout(row)


def _buttons(page: _Page) -> None:
    page.head("Buttons")
    pressed, refusing, off = Button("Pressed"), Button("Sign in", "log-in"), Button("Not yet")
    pressed.setDown(True)
    refusing.set_disabled_reason("Sign in: 2 more digits")
    off.setEnabled(False)
    page.flow([
        Button("Primary", "check"), pressed, Button("Secondary", "x", "secondary"),
        Button("Danger", "ban", "danger"), Button("Quiet", "undo-2", "quiet"),
        Button("Block", "ban", "danger_quiet"), refusing, off,
        Button("Appeal", "scale", "secondary", "until Nov 30"),
        Button("Down", "chevron-down", "secondary", place="above"), IconButton("zoom-in", "Larger"),
    ])  # fmt: skip
    page.head("Chips (touch) and pills (state)")
    chips = [
        Chip("All", 248), Chip("New", 7), Chip("Favorites", 31, "heart"),
        Chip("Rosa", 84, avatar="Rosa"), Chip("More", trailing_icon="chevron-down"),
    ]  # fmt: skip
    chips[0].setChecked(True)
    page.flow(chips)
    page.flow([
        Pill("2 new", "", "new"), Pill("Kept on this device", "save", "kept"),
        Pill("Waiting for review", "hourglass", "waiting"), Pill("Delivered", "check", "good"),
        Pill("Opened", "eye", "good"), Pill("Not delivered", "circle-x", "danger"),
        Pill("Draft saved", "pencil", "kept"), Pill("1 sealed, 50 credits", "mail", "kraft"),
    ])  # fmt: skip


def _choices(page: _Page) -> None:
    page.head("Choices")
    pay, collect = ChoiceCard("Pay 50 credits", "You have 120, you will have 70."), ChoiceCard(
        "Send collect (COD)", "Free for you. Rosa pays 50 when she opens it."
    )  # fmt: skip
    pay.setChecked(True)
    page.pair(pay, collect)
    sizes = [("100", "100 %"), ("125", "125 %"), ("150", "150 %"), ("200", "200 %")]
    page.column.addWidget(Choice(sizes, "100", (1, 1.25, 1.5, 2)))
    on, off, pin = Switch("On"), Switch("Off"), PinBoxes(6)
    on.setChecked(True)
    for digit in "1234":
        pin.add(digit)
    page.flow([on, off, pin])
    page.column.addWidget(TextField("Search messages and people", "search"))


def _messages(page: _Page) -> None:
    page.head("Rows and conversation")
    pills = [Pill("1 sealed, 50 credits", "mail", "kraft"), Pill("2 new", "", "new")]
    words = "Sofia has a loose tooth! She can’t wait for Saturday."
    page.column.addWidget(
        RowCard("Rosa", words, time="11:05", pills=pills, avatar=Avatar("Rosa"), unread=True)
    )
    face = Avatar("Teresa Whitfield")
    face.set_mark("user-plus")
    page.column.addWidget(
        RowCard("Teresa Whitfield", "wants to connect with you", avatar=face, chevron=True)
    )
    refused = RejectedCard(
        "Ask Marcus to tell Ty’s mother he is doing fine.", "Not delivered",
        "Mailroom officer, Monday 09:15", "It passes on another inmate’s words (mail rule 6).",
        "Your 50 credits are back.", "Appeal", "until Nov 30",
    )  # fmt: skip

    right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
    page.column.addWidget(refused, 0, right)
    done = [Step("Sent Tue 14:02", "done"), Step("Approved", "done"), Step("Delivered", "done")]
    page.column.addWidget(
        Bubble("Tell Sofia I will be the quietest listener in the room.", mine=True,
               timeline=Timeline([*done, Step("Opened Wed 08:15", "good")]))
    )  # fmt: skip
    page.column.addWidget(DayMark("Today"))
    page.column.addWidget(Bubble(words, mine=False, meta="Received 10:58"))
    sealed = Envelope(
        "Sealed message from Rosa, 11:05",
        "Opening costs **50 credits**. You have 120, you will have 70.",
        "Open for 50 credits", "Leave it sealed",
    )  # fmt: skip
    page.column.addWidget(sealed, 0, left)
    steps = [Step("Sent 14:03", "done"), Step("Waiting for review", "now")]
    steps += [Step("Delivered", "todo"), Step("Opened", "todo")]
    page.column.addWidget(
        Bubble("Can you send me one of the garden with the new fence?", mine=True,
               timeline=Timeline(steps))
    )  # fmt: skip


def _states(page: _Page) -> None:
    page.head("Sheet content, states, banner, ledger")
    card = Card(shadow=True)
    card.body.addWidget(Label("Send this to Rosa?", "heading"))
    card.body.addWidget(PriceLine("Message", "50 credits"))
    card.body.addWidget(PriceLine("You have", "120"))
    card.body.addWidget(PriceLine("You will have", "70", strong=True))
    card.body.addWidget(Label("Staff review it first.", "secondary"))
    poor = Envelope(
        "Sealed message from Mateo", "Opening costs **50 credits**. You have 20. "
        "You need **30 more**.", None, "", "Nothing is charged. It stays here for you.",
    )  # fmt: skip
    page.pair(card, poor)
    page.column.addWidget(Banner("2 minutes left", "Everything is saved.", button_text="Stay"))
    empty, loading = Card(), Card()
    empty.body.addWidget(
        EmptyState("images", "No photos yet", "When family sends you a photo, it shows here.")
    )
    loading.body.addWidget(LoadingState())
    wrong = Card()
    wrong.body.addWidget(ErrorState("This did not load", "Your photos are safe.", "Try again"))
    page.pair(empty, loading)
    page.column.addWidget(wrong)
    ledger = Card(padding=0)
    ledger.body.setSpacing(0)
    ledger.body.addWidget(LedgerHead("What it was for", "Credits", "Balance"))
    ledger.body.addWidget(
        LedgerRow("send", "Message to Rosa", "Today 14:03. Waiting for review", "\u221250", "120")
    )
    ledger.body.addWidget(
        LedgerRow("gift", "Gift from Grandma June", "Wed, Nov 18", "+100", "170", good=True)
    )
    page.column.addWidget(ledger)


def _pictures(page: _Page) -> None:
    page.head("Photos")
    row = QGridLayout()
    tile = PhotoTile("Raccoon", "7 new photos", "“Look who was on our porch”",
                     "From Rosa, today 12:40", "Rosa")  # fmt: skip
    tile.set_picture(sample_picture(2, QSize(1200, 800)))
    tile.setMinimumHeight(320)
    row.addWidget(tile, 0, 0, 2, 1)
    row.addWidget(StrongTile("See all 7", "images"), 0, 1)
    row.setColumnStretch(0, 3)
    row.setColumnStretch(1, 1)
    page.column.addLayout(row)
    grid = PhotoGrid(lambda _id, _size: None, heading_detail=lambda n: f"{n} photos")
    shapes = (1.33, 1.5, 1.25, 0.75, 1.4, 0.8, 1.33)
    items = [
        GridItem(str(n), shape, f"Photo {n}", "November 2026", new=n < 4, favorite=n == 1)
        for n, shape in enumerate(shapes)
    ]
    grid.setFixedHeight(560)
    grid.set_items(items)
    page.column.addWidget(grid)


def _keys(page: _Page, language: str) -> None:
    page.head("Writing and keys")
    area = WritingArea()
    area.set_text("Tell Sofia I am saving my best story for Saturday.")
    area.set_state("Saved")
    area.setMinimumHeight(theme.px(200))
    pad = Keypad()
    page.pair(area, pad)
    keyboard = Keyboard()
    keyboard.set_language(language)
    page.column.addWidget(keyboard)
    page.column.addStretch(1)


def build(language: str = "en") -> QWidget:
    """The sheet with every component, 1280 pixels wide."""
    page = _Page()
    bar = StatusBar()
    bar.set_person("Daniel", "Kiosk A")
    bar.set_time("14:28", "2 min left", low=True)
    bar.set_network("Offline", "Last synced 14:05", online=False)
    page.column.addWidget(bar)
    _buttons(page)
    _choices(page)
    _messages(page)
    _states(page)
    _pictures(page)
    _keys(page, language)
    return page


def main() -> None:
    """Render to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out")
    parser.add_argument("--theme", default="light", choices=[t.value for t in theme.Theme])
    parser.add_argument("--text", type=int, default=100, choices=[int(t) for t in theme.TextSize])
    parser.add_argument("--lang", default="en")
    parser.add_argument("--width", type=int, default=1280)
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(["gallery"])
    theme.apply_theme(app, theme.Look(theme.Theme(given.theme), given.text))
    page = build(given.lang)
    page.resize(given.width, page.heightForWidth(given.width))
    page.show()
    app.processEvents()
    grid = page.findChild(PhotoGrid)
    if isinstance(grid, PhotoGrid):
        for number in range(6):
            grid.set_picture(str(number), sample_picture(number, QSize(600, 450)))
        grid.set_unavailable("6")
    app.processEvents()
    page.grab().save(given.out)


if __name__ == "__main__":
    main()

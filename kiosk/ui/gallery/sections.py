"""The parts of the design system by what they are for; each function fills one page."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from kiosk.ui import theme
from kiosk.ui.banner import Banner
from kiosk.ui.bubbles import Bubble, DayMark, Envelope, RejectedCard, Step, Timeline
from kiosk.ui.button import Button, Chip, Choice, ChoiceCard, IconButton, Switch
from kiosk.ui.caption import Caption
from kiosk.ui.card import Card, RowCard
from kiosk.ui.field import PinBoxes, TextField
from kiosk.ui.found_row import FoundRow
from kiosk.ui.gallery.page import Page, sample_picture
from kiosk.ui.grid_items import GridItem
from kiosk.ui.keyboard import Keyboard
from kiosk.ui.keypad import Keypad
from kiosk.ui.label import Avatar, Badge, Label, Pill
from kiosk.ui.ledger_row import LedgerHead, LedgerRow
from kiosk.ui.link_row import LinkRow
from kiosk.ui.month_stops import MonthStops
from kiosk.ui.photo_canvas import PhotoCanvas
from kiosk.ui.photo_grid import PhotoGrid
from kiosk.ui.photo_tile import PhotoTile, StrongTile
from kiosk.ui.sheet import PriceLine
from kiosk.ui.states import EmptyState, ErrorState, LoadingState
from kiosk.ui.text_card import TextCard
from kiosk.ui.tile import Tile
from kiosk.ui.writing_area import WritingArea

LONG_CAPTION = (
    "“The field behind our house, on the evening before the hay was cut. You can see the old fence "
    "that you and Uncle Ray built, and behind it the tree with the swing. Sofia still swings there "
    "every day after school, and she wants you to know it. Nobody else may.”"
)


def words(page: Page) -> None:
    """Type, from the largest to the smallest, faces and counts."""
    page.head("Type")
    for role in ("display", "title", "date", "heading", "section", "name", "semibold", "body",
                 "secondary", "secondary_strong", "small", "rail"):  # fmt: skip
        page.column.addWidget(Label(f"{role}: Sofia has a loose tooth", role))
    page.head("Every script")
    page.flow([
        Label(each) for each in ("Mẹ khỏe rồi con ạ", "媽媽，我愛你", "شكرا يا أمي", "תודה, אמא",
                                 "Mwen sonje ou anpil", "Привет", "नमस्ते", "감사합니다", "😀 ❤️ 👍🏽")
    ])  # fmt: skip
    page.head("Faces, counts, tiles")
    marked = Avatar("Teresa Whitfield")
    marked.set_mark("user-plus")
    page.flow([
        *(Avatar(each) for each in ("Rosa", "Mateo", "Grandma June", "Ray", "小明", "👩‍👩‍👧")),
        marked, Avatar("", icon="coins", tone="good"), Badge(3), Badge(128),
    ])  # fmt: skip
    page.pair(Tile("globe", "Language", "English"), Tile("contrast", "Contrast", "Normal"))


def buttons(page: Page) -> None:
    """What one touches, in every state; chips choose, pills tell."""
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


def choices(page: Page) -> None:
    """One of several, on or off, and what is typed on keys of its own."""
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


def conversation(page: Page) -> None:
    """Rows of a list and the parts of a conversation."""
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
    page.column.addWidget(LinkRow("Visiting hours", "Saturday and Sunday", icon="calendar"))
    refused = RejectedCard(
        "Ask Marcus to tell Ty’s mother he is doing fine.", "Not delivered",
        "Mailroom officer, Monday 09:15", "It passes on another inmate’s words (mail rule 6).",
        "Your 50 credits are back.", "Appeal", "until Nov 30",
    )  # fmt: skip

    right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
    page.column.addWidget(refused, 0, right)
    found = "… asked if you know how to fish. She saw the river today."
    page.column.addWidget(FoundRow("Rosa", found, [(45, 50)], "Nov 13", Avatar("Rosa")))
    text = "I am sorry that I was short with you on the phone."
    page.column.addWidget(TextCard("Tuesday 14:10", "Bring back", "undo-2", text))
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


def states(page: Page) -> None:
    """Cards that are empty, loading or in trouble; sums."""
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
    ledger.body.setSpacing(8)
    ledger.body.addWidget(LedgerHead("What it was for", "Credits", "Balance"))
    ledger.body.addWidget(
        LedgerRow("send", "Message to Rosa", "Today 14:03. Waiting for review", "\u221250", "120")
    )
    ledger.body.addWidget(
        LedgerRow("gift", "Gift from Grandma June", "Wed, Nov 18", "+100", "170", good=True)
    )
    page.column.addWidget(ledger)


def photos(page: Page) -> None:
    """Photos in rows, one large, and the months beside them."""
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
    stops = MonthStops()
    stops.set_stops([(month, month) for month in ("Nov", "Oct", "Sep", "Aug")])
    stops.set_current("Nov")
    line = QHBoxLayout()
    line.addWidget(grid, 1)
    line.addWidget(stops)
    page.column.addLayout(line)
    shown, lost = PhotoCanvas(), PhotoCanvas()
    for canvas in (shown, lost):
        theme.set_stage(canvas, on=True)
        canvas.setFixedHeight(300)
    shown.set_picture(sample_picture(1, QSize(600, 450)), name="A field")
    lost.set_unavailable("This photo cannot be shown.")
    page.pair(shown, lost)
    page.pair(Caption("“The field behind our house”"), Caption(LONG_CAPTION))

    def arrive() -> None:
        for number in range(6):
            grid.set_picture(str(number), sample_picture(number, QSize(600, 450)))
        grid.set_unavailable("6")

    page.shown.append(arrive)


def writing(page: Page) -> None:
    """Where one writes, and the keys to write with."""
    page.head("Writing and keys")
    area = WritingArea()
    area.set_text("Tell Sofia I am saving my best story for Saturday.")
    area.set_state("Saved")
    area.setMinimumHeight(theme.px(200))
    pad = Keypad()
    page.pair(area, pad)
    keyboard = Keyboard()
    page.column.addWidget(keyboard)

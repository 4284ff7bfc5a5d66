"""What fills a window or lies over one: the frame, pages that scroll, sheets, toasts, the ring."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.ui.backdrop import Backdrop
from kiosk.ui.button import Button
from kiosk.ui.card import RowCard
from kiosk.ui.focus_ring import FocusRing
from kiosk.ui.frame import ScreenFrame
from kiosk.ui.gallery.page import Page
from kiosk.ui.if_room import IfRoom
from kiosk.ui.keyboard_keys import Accents
from kiosk.ui.keyboard_layout import load
from kiosk.ui.label import Avatar, Label
from kiosk.ui.rail import RailItem
from kiosk.ui.scroll import PagedList
from kiosk.ui.sheet import Sheet
from kiosk.ui.spotlight import Spotlight
from kiosk.ui.toast import Toast

PLACES = (
    ("home", "Home", "house"), ("photos", "Photos", "images"),
    ("messages", "Messages", "message-circle"), ("people", "People", "users"),
    ("visits", "Visits", "video"), ("credits", "Credits", "coins"),
    ("settings", "Settings", "settings"),
)  # fmt: skip


def frame(page: Page) -> None:
    """The window: who is here, where one can go, and a page that scrolls by buttons too."""
    page.head("Frame with status bar, rail and a list")
    held = ScreenFrame([RailItem(*each) for each in PLACES])
    held.setFixedHeight(700)
    held.status.set_person("Daniel", "Kiosk A")
    held.status.set_time("14:28", "2 min left", low=True)
    held.status.set_network("Offline", "Last synced 14:05", online=False)
    held.rail.set_current("messages")
    held.rail.set_badge("messages", 3)
    rows = PagedList()
    rows.body.setContentsMargins(32, 24, 8, 24)
    people = ("Rosa", "Mateo", "Grandma June", "Uncle Ray", "Pastor Elena", "Marcus Bell")
    rows.set_rows([
        RowCard(name, "Thank you for the pictures.", avatar=Avatar(name), time="Tue")
        for name in people
    ])  # fmt: skip
    held.show_page(rows)
    page.column.addWidget(held)
    page.head("What shows only where there is height for all of it")
    room = IfRoom(64)
    QVBoxLayout(room).addWidget(Label("The newest photos beside a conversation", "name"))
    page.column.addWidget(room)
    page.head("Backdrop of the waiting screen")
    hills = Backdrop()
    hills.setFixedHeight(400)
    page.column.addWidget(hills)


def over(page: Page) -> None:
    """What lies over a window: one question, one line with Undo, the ring, what was looked for."""
    page.head("Sheet")
    window = page.window_of(420)
    sheet = Sheet("Send this to Rosa?", window)
    sheet.rows([("Message", "50 credits"), ("You have", "120"), ("You will have", "70")])
    sheet.action("Send for 50 credits", "send")
    page.shown.append(sheet.open)
    page.head("Toast with undo")
    toast = Toast(page.window_of(112))
    page.shown.append(lambda: toast.show_text("Photo removed.", undo=lambda: None))
    page.head("Focus ring, and the accents of a key that is held")
    ringed = page.window_of(112)
    ring, button = FocusRing(ringed), Button("With the focus", "check")
    button.setParent(ringed)
    button.move(24, 24)
    accents, layout = Accents(ringed), load("es")
    page.shown += [
        lambda: accents.offer("éèêë", layout, QRect(700, 100, 96, 68)),
        lambda: button.setFocus(Qt.FocusReason.TabFocusReason),
        ring.raise_,
    ]
    page.head("What was looked for")
    told = QWidget()
    column = QVBoxLayout(told)
    column.addWidget(Label("Sofia has a loose tooth! She can’t wait for Saturday."))
    page.column.addWidget(Spotlight(told, Qt.AlignmentFlag.AlignLeft))

"""One photo on the stage: whole, large, and everything one may do with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain import ItemState, Photo, PhotoCell, PhotoFilter, PhotoId, Topic, harmless
from kiosk.imaging.loader import Reason, Ticket, Unshowable
from kiosk.ui import theme
from kiosk.ui.button import IconButton
from kiosk.ui.even_flow import EvenFlow
from kiosk.ui.label import Label
from kiosk.ui.photo_canvas import PhotoCanvas
from kiosk.ui.sheet import Sheet
from kiosk.ui.theme import S4, S8, S16
from kiosk.views import words
from kiosk.views.faces import photo_name, why_not
from kiosk.views.language import number, plain, tr
from kiosk.views.read_button import read_button
from kiosk.views.router import PhotoAt, Photos, Search
from kiosk.views.screen import Hands, Screen, clear, named

GUTTER = 100  # pixels left and right of the photo, where the arrows stand
SLIDE_SECONDS = 5
FINE_ZOOM = 1.3  # beyond it the full photo is worth fetching


class PhotoScreen(Screen):
    """The stage: swipe, arrows, pinch, buttons, keys; the neighbours are decoded already."""

    topics = frozenset({Topic.PHOTOS, Topic.FILES})
    on_stage = True
    with_rail = False

    def __init__(
        self, hands: Hands, photo: PhotoId, chosen: PhotoFilter, search: Search | None = None
    ) -> None:
        super().__init__(hands)
        self._chosen, self._search = chosen, search
        self._cells: Sequence[PhotoCell] = ()
        self._at = 0
        self._id = photo
        self._ticket: Ticket | None = None
        self._fine: Ticket | None = None
        self._shown_image = False
        self._slides = hands.timer(self)
        self._running = False
        self._canvas = named(PhotoCanvas(), "canvas")
        self._canvas.setProperty("ring", "none")  # the photo itself is what one sees
        self._canvas.next_requested.connect(lambda: self._step(1))
        self._canvas.previous_requested.connect(lambda: self._step(-1))
        self._canvas.zoom_changed.connect(self._zoomed)
        self._canvas.turned.connect(self._turned)
        self._hidden = 0  # pixels at the bottom, under a toast
        self._box = QVBoxLayout(self)
        self._stage = QHBoxLayout()
        self._foot = QVBoxLayout()
        self._box.addLayout(self._stage, 1)
        self._box.addLayout(self._foot)
        self._read()

    def first_focus(self) -> QWidget:
        return self._canvas

    def leave(self) -> None:
        self._slides.stop()
        self._running = False
        for ticket in (self._ticket, self._fine):
            if ticket is not None:
                ticket.cancel()
        self._ticket = self._fine = None

    def changed(self, topics: frozenset[Topic]) -> None:
        photo = self._photo()
        if photo is None or photo.state is ItemState.WITHDRAWN:
            self._shown_image = False  # taken back while one looks at it
        if Topic.PHOTOS in topics and not self._chosen.new:
            self._read()
            self.refill()
        elif Topic.PHOTOS in topics:
            self.refill()
        if Topic.FILES in topics and not self._shown_image:
            self._show()

    def _read(self) -> None:
        """Read which photos there are; what is new stays so while one looks through it."""
        cells = self.hands.mailbox.photo_cells(self._chosen)
        self._cells = tuple(cells) if self._chosen.new else cells
        self._at = self.hands.mailbox.photo_place(self._chosen, self._id) or 0

    def _photo(self) -> Photo | None:
        return self.hands.mailbox.photo(self._id)

    def make_room(self, bottom: int) -> None:
        """The buttons below the photo can be used while something is told."""
        if bottom != self._hidden:
            self._hidden = bottom
            self._box.setContentsMargins(0, S4, 0, S8 + bottom)

    # --- the page ---------------------------------------------------------------------------

    def fill(self) -> None:
        self._box.setContentsMargins(0, S4, 0, S8 + self._hidden)
        self._box.setSpacing(S8)
        self._stage.setSpacing(0)
        self._stage.removeWidget(self._canvas)
        clear(self._stage)
        clear(self._foot)
        photo, beside = self._photo(), self.width() > self.height()
        if beside:
            self._stage.addWidget(self._arrow("chevron-left", tr("Previous"), -1))
        self._stage.addWidget(self._canvas, 1)
        if beside:
            self._stage.addWidget(self._arrow("chevron-right", tr("Next"), 1))
        if self.wide():
            self._foot.addLayout(self._bar(photo))
        else:
            self._foot.addLayout(self._words(photo))
            if beside:
                self._stage.addSpacing(S8)
                self._stage.addWidget(self._column(photo))
            else:
                self._foot.addWidget(self._flow(photo))
        if not self._shown_image:
            self._show()

    def _bar(self, photo: Photo | None) -> QHBoxLayout:
        """Everything in one line below the photo."""
        row = QHBoxLayout()
        row.setContentsMargins(S16, 0, S16, 0)
        row.setSpacing(S8)
        row.addWidget(self._back())
        row.addSpacing(S16)
        row.addLayout(self._words(photo), 1)
        for button in self._buttons(photo):
            row.addWidget(button)
        return row

    def _column(self, photo: Photo | None) -> QWidget:
        """Two columns beside the photo: large letters leave no height below it."""
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, S8, 0)
        grid.setSpacing(S8)
        for index, button in enumerate([self._back(), *self._buttons(photo)]):
            grid.addWidget(button, index // 2, index % 2)
        return holder

    def _flow(self, photo: Photo | None) -> QWidget:
        """Lines of buttons below an upright screen's photo."""
        holder = QWidget()
        flow = EvenFlow(holder, S8)
        arrows = [
            self._arrow("chevron-left", tr("Previous"), -1),
            self._arrow("chevron-right", tr("Next"), 1),
        ]
        for button in [self._back(), *arrows, *self._buttons(photo)]:
            flow.addWidget(button)
        return holder

    def _arrow(self, icon: str, text: str, way: Literal[-1, 1]) -> IconButton:
        button = named(IconButton(icon, text), f"arrow:{way}")
        theme.set_stage(button, on=True)
        usable = 0 <= self._at + way < len(self._cells)
        button.setEnabled(usable)
        button.clicked.connect(lambda: self._step(way))
        if self.width() > self.height():
            button.setFixedWidth(max(GUTTER, button.sizeHint().width()))
        return button

    def _back(self) -> IconButton:
        back = named(
            IconButton("arrow-left", tr("Search") if self._search else tr("Photos")), "back"
        )
        back.clicked.connect(self.hands.back)
        return back

    def _words(self, photo: Photo | None) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0 if self.wide() else S16, 0, 0 if self.wide() else S16, 0)
        column.setSpacing(0)
        column.addStretch(1)
        if photo is not None:
            if harmless.line(photo.caption):
                column.addWidget(Label(words.quoted(photo.caption), "name", elide=True))
            place = tr("{at} of {all}").format(
                at=number(self._at + 1), all=number(max(len(self._cells), 1))
            )
            sent = words.long_date(photo.delivered_at, self.hands.now())
            line = tr("From {name}, {when}").format(
                name=words.person(photo.contact_name), when=sent
            )
            column.addWidget(Label(f"{place}  ·  {line}", "secondary", elide=True))
            if photo.lost:
                column.addWidget(Label(_lost(), "secondary", elide=True))
        column.addStretch(1)
        return column

    def _buttons(self, photo: Photo | None) -> list[IconButton]:
        loved = photo is not None and photo.favourite
        running = self._running
        specs: list[tuple[str, str, str, Callable[[], object]]] = [
            ("smaller", "zoom-out", tr("Smaller"), self._canvas.zoom_out),
            ("larger", "zoom-in", tr("Larger"), self._canvas.zoom_in),
            ("turn", "rotate-cw", tr("Turn"), self._canvas.rotate),
            ("favourite", "heart", tr("Favorite"), self._love),
            ("about", "info", tr("About"), self._about),
            (
                "slides",
                "pause" if running else "play",
                tr("Stop") if running else tr("Slideshow"),
                self._toggle_slides,
            ),
            ("remove", "undo-2", tr("Put back"), self._remove)
            if self._chosen.removed
            else ("remove", "trash-2", tr("Remove"), self._remove),
        ]
        made = []
        for name, icon, text, act in specs:
            button = named(IconButton(icon, text), name)
            if name == "favourite":
                button.set_icon("heart", "heart-filled")
                button.setCheckable(True)
                button.setChecked(loved)
            button.clicked.connect(lambda _on=False, each=act: each())
            made.append(button)
        return made

    # --- the picture ------------------------------------------------------------------------

    def _show(self) -> None:
        for ticket in (self._ticket, self._fine):
            if ticket is not None:
                ticket.cancel()
        self._ticket = self._fine = None
        photo = self._photo()
        if photo is None:
            self._canvas.set_unavailable(tr("This photo is no longer here."))
            return
        name = photo_name(photo, self.hands.now())
        self.setAccessibleName(name)
        if photo.state is ItemState.WITHDRAWN:
            text = tr("The facility took this photo back.")
            self._canvas.set_unavailable(f"{text} {plain(photo.note)}".strip(), "ban")
            return
        self._canvas.set_unavailable(tr("One moment. The photo is coming."), "image")
        self._shown_image = False
        wanted = self._id

        def ready(picture: QImage | Unshowable) -> None:
            if wanted != self._id:
                return
            if isinstance(picture, Unshowable):
                self._cannot(photo, picture.reason)
                return
            self._shown_image = True
            self._canvas.set_picture(picture, photo.rotation, name)
            if not photo.seen:
                self.hands.mailbox.mark_photo(photo.id, seen=True, done=None)

        self._ticket = self.hands.pictures.request(photo.screen, self._size(), ready)
        self._prefetch()

    def _cannot(self, photo: Photo, reason: Reason) -> None:
        if reason is Reason.NOT_HERE_YET:
            self.hands.mailbox.fetch_first(photo.screen.sha256)
        self._canvas.set_unavailable(why_not(reason))

    def _size(self) -> tuple[int, int]:
        """What the stage shows sharply, turned or not."""
        size = self._canvas.wanted_size()
        side = max(size.width(), size.height())
        photo = self._photo()
        if photo is not None and photo.rotation % 180:
            return side, side
        return max(size.width(), 1), max(size.height(), 1)

    def _prefetch(self) -> None:
        near = [self._beside(1), self._beside(-1)]
        photos = [self.hands.mailbox.photo(each) for each in near if each is not None]
        wanted = [photo.screen for photo in photos if photo is not None]
        self.hands.pictures.prefetch(wanted, self._size())

    def _zoomed(self, zoom: float) -> None:
        """Fetch the full photo once somebody looks closer."""
        photo = self._photo()
        if zoom < FINE_ZOOM or self._fine is not None or photo is None or not self._shown_image:
            return
        wanted = self._id

        def ready(picture: QImage | Unshowable) -> None:
            if wanted == self._id and isinstance(picture, QImage):
                self._canvas.refine(picture)

        self._fine = self.hands.pictures.request(photo.full, None, ready)

    # --- acts ---------------------------------------------------------------------------------

    def _beside(self, way: int) -> PhotoId | None:
        """The photo one further; None at either end, or where it has gone a moment ago."""
        at = self._at + way
        if not 0 <= at < len(self._cells):
            return None
        try:
            return self._cells[at].id
        except IndexError:  # the news of it is on its way to this screen
            return None

    def _step(self, way: int) -> None:
        beside = self._beside(way)
        if beside is not None:
            self._go_to(self._at + way, beside)

    def _go_to(self, at: int, photo: PhotoId) -> None:
        self._at, self._id = at, photo
        self._shown_image = False
        self.hands.stay(PhotoAt(self._id, self._chosen, self._search))
        self.refill()

    def _turned(self, degrees: int) -> None:
        self.hands.mailbox.mark_photo(self._id, rotation=degrees, done=self.hands.kept)

    def _love(self) -> None:
        photo = self._photo()
        if photo is not None:
            self.hands.mailbox.mark_photo(
                photo.id, favourite=not photo.favourite, done=self.hands.kept
            )

    def _about(self) -> None:
        photo = self._photo()
        if photo is None:
            return
        now = self.hands.now()
        sheet = Sheet(tr("About this photo"), self.hands.window)
        if harmless.line(photo.caption):
            sheet.text(words.quoted(photo.caption))
            if self.hands.aloud.able:
                name, about = f"caption:{photo.id}", photo_name(photo, now)
                sheet.add(read_button(self.hands.aloud, name, photo.caption, about))
        if photo.lost:
            sheet.text(_lost())
        sheet.rows(
            [
                (tr("From"), words.person(photo.contact_name)),
                (tr("Sent", "photo"), words.moment_title(photo.sent_at, now)),
                (tr("Arrived", "photo"), words.moment_title(photo.delivered_at, now)),
            ],
            strong_last=False,
        )
        sheet.back.setText(tr("OK"))
        sheet.open()

    def _remove(self) -> None:
        """Only this person stops seeing it; it can be brought back."""
        gone, mailbox, kept = self._id, self.hands.mailbox, self.hands.kept
        way = 1 if self._beside(1) is not None else -1
        beside = self._beside(way)  # asked before, since the photo is gone at once
        if self._chosen.removed:
            mailbox.restore_photo(gone, done=kept)
            undo = lambda: mailbox.remove_photo(gone, done=kept)  # noqa: E731
            self.hands.toast(tr("The photo is back with the others."), "undo-2", undo)
        else:
            mailbox.remove_photo(gone, done=kept)
            undo = lambda: mailbox.restore_photo(gone, done=kept)  # noqa: E731
            self.hands.toast(tr("Photo removed. Only you stop seeing it."), "trash-2", undo)
        if beside is None:
            self.hands.go(Photos(self._chosen))
            return
        at = self._at + way
        if self._chosen.new:
            self._cells = tuple(cell for cell in self._cells if cell.id != gone)
            at = min(at, self._at)
        self._go_to(at, beside)

    # --- slideshow ------------------------------------------------------------------------------

    def _toggle_slides(self) -> None:
        self._running = not self._running
        if self._running:
            self._slides.start(SLIDE_SECONDS * 1000, self._next_slide)
        else:
            self._slides.stop()
        self.refill()

    def _next_slide(self) -> None:
        if self._at + 1 >= len(self._cells):
            self._running = False
            self.refill()
            return
        self._step(1)
        self._slides.start(SLIDE_SECONDS * 1000, self._next_slide)


def _lost() -> str:
    return tr("The service no longer has this photo. It stays on this device.")

"""One photo on the stage: whole, large, and everything one may do with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain import ItemState, Photo, PhotoCell, PhotoId, Topic, harmless
from kiosk.imaging.loader import Reason, Ticket, Unshowable
from kiosk.ui import theme
from kiosk.ui.button import IconButton
from kiosk.ui.caption import Caption
from kiosk.ui.label import Label
from kiosk.ui.photo_canvas import PhotoCanvas
from kiosk.ui.photo_fit import Shown
from kiosk.ui.theme import S4, S8, S16
from kiosk.views import words
from kiosk.views.albums import choose_albums
from kiosk.views.faces import photo_name, why_not
from kiosk.views.language import number, plain, tr
from kiosk.views.photo_about import lost, open_about
from kiosk.views.photo_buttons import in_lines, in_two_columns
from kiosk.views.photo_removing import put_back, remove
from kiosk.views.photo_slides import Slides
from kiosk.views.router import PhotoAt, Photos
from kiosk.views.screen import Hands, Screen, clear, named

GUTTER = 100  # pixels left and right of the photo, where the arrows stand
Act = tuple[str, str, str, Callable[[], object]]  # name, icon, words, what it does
FINE_ZOOM = 1.3  # beyond it the full photo is worth fetching


class PhotoScreen(Screen):
    """The stage: swipe, arrows, pinch, buttons, keys; the neighbours are decoded already."""

    topics = frozenset({Topic.PHOTOS, Topic.FILES})
    on_stage = True
    with_rail = False

    def __init__(self, hands: Hands, place: PhotoAt) -> None:
        super().__init__(hands)
        self._chosen, self._search = place.filter, place.search
        self._cells: Sequence[PhotoCell] = ()
        self._at, self._id = 0, place.id
        self._tickets: list[Ticket] = []
        self._fine = False  # the full photo is on its way
        # whether the picture shows, or its thumbnail; whether no more than that is here
        self._shown_image = self._small_shown = self._small = False
        self._slides = Slides(hands, hands.timer(self), lambda: self._step(1), self.refill)
        self._canvas = named(PhotoCanvas(), "canvas")
        self._canvas.setProperty("ring", "none")  # the photo itself is what one sees
        self._canvas.next_requested.connect(lambda: self._step(1))
        self._canvas.previous_requested.connect(lambda: self._step(-1))
        self._canvas.zoom_changed.connect(self._zoomed)
        self._canvas.turned.connect(self._turned)
        self._hidden = 0  # pixels at the bottom, under a toast
        self._canvas.set_beside(self._decoded)
        self._box = QVBoxLayout(self)
        self._stage, self._foot = QHBoxLayout(), QVBoxLayout()
        self._box.addLayout(self._stage, 1)
        self._box.addLayout(self._foot)
        self._read()
        if place.slides:
            self._slides.start()

    def first_focus(self) -> QWidget:
        return self._canvas

    def leave(self) -> None:
        if self._slides.open:
            self._slides.end()
        self._cancel()

    def _cancel(self) -> None:
        for ticket in self._tickets:
            ticket.cancel()
        self._tickets, self._fine = [], False

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
        at = self.hands.mailbox.photo_place(self._chosen, self._id)
        last = max(len(self._cells) - 1, 0)  # it may have been taken out of this album
        self._at = min(self._at, last) if at is None else at

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
                self._stage.addWidget(in_two_columns([self._back(), *self._buttons(photo)]))
            else:
                arrows = [
                    self._arrow("chevron-left", tr("Previous"), -1),
                    self._arrow("chevron-right", tr("Next"), 1),
                ]
                all_buttons = [self._back(), *arrows, *self._buttons(photo)]
                self._foot.addWidget(in_lines(all_buttons))
        if not self._shown_image and not self._small:
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
                column.addWidget(Caption(words.quoted(photo.caption)))
            place = tr("{at} of {all}").format(
                at=number(self._at + 1), all=number(max(len(self._cells), 1))
            )
            sent = words.long_date(photo.delivered_at, self.hands.now())
            line = tr("From {name}, {when}").format(
                name=words.person(photo.contact_name), when=sent
            )
            column.addWidget(Label(f"{place}  ·  {line}", "secondary"))
            for more in self._more_words(photo):
                column.addWidget(Label(more, "secondary"))
        column.addStretch(1)
        return column

    def _more_words(self, photo: Photo) -> list[str]:
        """What else is to be said of it."""
        said = [self._slides.words()] if self._slides.open else []
        if self._small:
            said.append(tr("A small picture. The sharp one comes with the network."))
        return [*said, lost()] if photo.lost else said

    def _buttons(self, photo: Photo | None) -> list[IconButton]:
        made = []
        for name, icon, text, act in self._slide_acts() if self._slides.open else self._acts():
            button = named(IconButton(icon, text), name)
            if name == "favourite":
                button.set_icon("heart", "heart-filled")
                button.setCheckable(True)
                button.setChecked(photo is not None and photo.favourite)
            elif name in ("faster", "slower"):
                button.setEnabled(not self._slides.at_end(-1 if name == "faster" else 1))
            button.clicked.connect(lambda _on=False, each=act: each())
            made.append(button)
        return made

    def _acts(self) -> list[Act]:
        return [
            ("smaller", "zoom-out", tr("Smaller"), self._canvas.zoom_out),
            ("larger", "zoom-in", tr("Larger"), self._canvas.zoom_in),
            ("turn", "rotate-cw", tr("Turn"), self._canvas.rotate),
            ("favourite", "heart", tr("Favorite"), self._love),
            ("albums", "images", tr("Album"), self._place_in_album),
            ("about", "info", tr("About"), self._about),
            ("slides", "play", tr("Slideshow"), self._slides.start),
            ("remove", "undo-2", tr("Put back"), self._remove)
            if self._chosen.removed
            else ("remove", "trash-2", tr("Remove"), self._remove),
        ]

    def _slide_acts(self) -> list[Act]:
        running = self._slides.running
        return [
            ("slower", "minus", tr("Slower"), self._slides.slower),
            ("faster", "plus", tr("Faster"), self._slides.faster),
            ("slides", "pause", tr("Pause"), self._slides.rest)
            if running
            else ("slides", "play", tr("Go on"), self._slides.start),
            ("end", "x", tr("End"), self._slides.end),
        ]

    # --- the picture ------------------------------------------------------------------------

    def _show(self) -> None:
        self._cancel()
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
        was_small, self._shown_image, self._small = self._small, False, False
        pictures, wanted, side = self.hands.pictures, self._id, self._size()
        natural = QSize(photo.screen.width, photo.screen.height)

        def small(picture: QImage | Unshowable) -> None:
            """The thumbnail stands there until the picture is decoded: never nothing."""
            if wanted == self._id and isinstance(picture, QImage) and not self._shown_image:
                self._canvas.set_picture(picture, photo.rotation, name, natural)
                self._small_shown = True

        def ready(picture: QImage | Unshowable) -> None:
            if wanted != self._id:
                return
            if isinstance(picture, Unshowable):
                self._cannot(photo, picture.reason)
                return
            self._shown_image = True
            if self._small_shown:
                self._canvas.refine(picture)
            else:
                self._canvas.set_picture(picture, photo.rotation, name, natural)
            if was_small:
                self.refill()  # the words say otherwise
            if not photo.seen:
                self.hands.mailbox.mark_photo(photo.id, seen=True, done=None)

        self._small_shown = False
        if pictures.cached(photo.screen, side) is None:
            self._canvas.set_unavailable(tr("One moment. The photo is coming."), "image")
            self._tickets.append(pictures.request(photo.thumb, side, small))
        self._tickets.append(pictures.request(photo.screen, side, ready))
        self._prefetch()

    def _cannot(self, photo: Photo, reason: Reason) -> None:
        if reason is Reason.NOT_HERE_YET:
            self.hands.mailbox.fetch_first(photo.screen.sha256)
            if self._small_shown:
                self._small = True
                self.refill()
                return
        self._canvas.set_unavailable(why_not(reason))

    def _size(self) -> tuple[int, int]:
        """What the stage shows sharply, however the photo or its neighbours are turned."""
        size = self._canvas.wanted_size()
        side = max(size.width(), size.height(), 1)
        return side, side

    def _prefetch(self) -> None:
        near = [self._beside(way) for way in (1, -1, 2)]
        photos = [self.hands.mailbox.photo(each) for each in near if each is not None]
        there = [photo for photo in photos if photo is not None]
        wanted = [photo.screen for photo in there] + [photo.thumb for photo in there]
        self.hands.pictures.prefetch(wanted, self._size())

    def _decoded(self, way: int) -> Shown | None:
        """A neighbour as far as it is decoded, for the finger that pulls it in."""
        beside = self._beside(way)
        photo = None if beside is None else self.hands.mailbox.photo(beside)
        if photo is None or photo.state is ItemState.WITHDRAWN:
            return None
        cached, side = self.hands.pictures.cached, self._size()
        image = cached(photo.screen, side) or cached(photo.thumb, side)
        natural = QSize(photo.screen.width, photo.screen.height)
        return None if image is None else Shown(image, photo.rotation, natural)

    def _zoomed(self, zoom: float) -> None:
        """Fetch the full photo once somebody looks closer."""
        photo = self._photo()
        if zoom < FINE_ZOOM or self._fine or photo is None or not self._shown_image:
            return
        wanted = self._id

        def ready(picture: QImage | Unshowable) -> None:
            if wanted == self._id and isinstance(picture, QImage):
                self._canvas.refine(picture)

        self._fine = True
        self._tickets.append(self.hands.pictures.request(photo.full, None, ready))

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

    def _step(self, way: int) -> bool:
        beside = self._beside(way)
        if beside is not None:
            self._go_to(self._at + way, beside)
        return beside is not None

    def _go_to(self, at: int, photo: PhotoId) -> None:
        self._at, self._id = at, photo
        self._shown_image, self._small = False, False
        self.hands.stay(PhotoAt(self._id, self._chosen, self._search))
        self.refill()
        self._slides.shown()

    def _turned(self, degrees: int) -> None:
        self.hands.mailbox.mark_photo(self._id, rotation=degrees, done=self.hands.kept)

    def _love(self) -> None:
        photo = self._photo()
        if photo is not None:
            self.hands.mailbox.mark_photo(
                photo.id, favourite=not photo.favourite, done=self.hands.kept
            )

    def _place_in_album(self) -> None:
        choose_albums(self.hands, self._id, self._chosen)

    def _about(self) -> None:
        photo = self._photo()
        if photo is not None:
            open_about(self.hands, photo)

    def _remove(self) -> None:
        """Only this person stops seeing it; it can be brought back."""
        gone = self._id
        way = 1 if self._beside(1) is not None else -1
        beside = self._beside(way)  # asked before, since the photo is gone at once
        (put_back if self._chosen.removed else remove)(self.hands, gone)
        if beside is None:
            self.hands.go(Photos(self._chosen))
            return
        at = self._at + way
        if self._chosen.new:
            self._cells = tuple(cell for cell in self._cells if cell.id != gone)
            at = min(at, self._at)
        self._go_to(at, beside)

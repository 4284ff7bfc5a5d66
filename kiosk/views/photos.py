"""Photos: the grid by month, filtered by person, favourites and what is new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QTransform
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain import ConnectionId, PhotoCell, PhotoCounts, PhotoFilter, PhotoId, Topic, harmless
from kiosk.imaging.loader import Reason, Ticket, Unshowable
from kiosk.ui import theme
from kiosk.ui.button import Button
from kiosk.ui.card import RowCard
from kiosk.ui.choice import Chip
from kiosk.ui.flow import FlowLayout
from kiosk.ui.grid_items import GridItem
from kiosk.ui.label import Avatar
from kiosk.ui.month_stops import MonthStops
from kiosk.ui.photo_grid import PhotoGrid
from kiosk.ui.scroll import ScrollButtons
from kiosk.ui.sheet import Sheet
from kiosk.ui.states import EmptyState
from kiosk.ui.theme import S8, S16
from kiosk.views import words
from kiosk.views.albums import album_name, open_album, open_albums
from kiosk.views.faces import title_row
from kiosk.views.finding import search_button
from kiosk.views.language import tr
from kiosk.views.router import PhotoAt, Photos
from kiosk.views.screen import Hands, Screen, clear, named, set_margins

Act = tuple[str, str, str, Callable[[], object]]  # name, words, icon, what it does
PEOPLE_CHIPS = 3  # persons that have a chip of their own at 1280 pixels
LEAST_FOR_PEOPLE = 480  # pixels of height at 100 % text


class PhotosScreen(Screen):
    """All photos of a filter, newest first, nothing cropped."""

    topics = frozenset({Topic.PHOTOS, Topic.FILES, Topic.PEOPLE})

    def __init__(self, hands: Hands, chosen: PhotoFilter) -> None:
        super().__init__(hands)
        self._chosen = chosen
        self._cells: Sequence[PhotoCell] = ()
        self._looked_at: dict[str, PhotoCell] = {}
        self._tickets: dict[str, Ticket] = {}
        self._missing: dict[str, QSize] = {}
        self._box = QVBoxLayout(self)
        set_margins(self._box, wide=True)  # the usual: else the grid would be laid out twice
        self._head = QVBoxLayout()
        self._grid = PhotoGrid(self._request, heading_detail=words.photos)
        self._grid.setObjectName("grid")
        self._grid.opened.connect(self._open)
        self._stops = MonthStops()
        self._stops.chosen.connect(self._grid.scroll_to_group)
        self._grid.group_changed.connect(self._stops.set_current)
        self._buttons = ScrollButtons(self._grid)
        self._buttons.middle(self._stops)
        self._all = QWidget()
        row = QHBoxLayout(self._all)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S16)
        row.addWidget(self._grid, 1)
        row.addWidget(self._buttons)
        self._empty = QWidget()
        QVBoxLayout(self._empty)
        self._box.addLayout(self._head)
        self._box.addWidget(self._all, 1)
        self._box.addWidget(self._empty, 1)
        self.setAccessibleName(tr("Photos"))
        self._load()

    def leave(self) -> None:
        for ticket in self._tickets.values():
            ticket.cancel()
        self._tickets = {}

    def spot(self) -> str:
        return self._grid.spot()

    def come_back(self, spot: str) -> None:
        self._grid.come_back(spot)

    def changed(self, topics: frozenset[Topic]) -> None:
        if topics & {Topic.PHOTOS, Topic.PEOPLE}:
            self._load()
            self.refill()
        elif Topic.FILES in topics:
            self._retry()

    def fill(self) -> None:
        set_margins(self._box, self.wide())
        self._box.setSpacing(S8)
        clear(self._head)
        counts = self.hands.mailbox.photo_counts()
        detail = words.photos(counts.total) if counts.total else ""
        if counts.new:
            detail += ", " + words.new_among_photos(counts.new)
        self._head.setSpacing(S8)
        row = title_row(tr("Photos"), detail, *self._ends())
        self._head.addLayout(row)
        if counts.total:
            self._head.addWidget(self._chips(counts))
        self._show_empty(counts)

    def _ends(self) -> list[QWidget]:
        """What stands at the end of the title: what there is room for, and the search."""
        ends: list[QWidget] = [search_button(self.hands, "photos")]
        for name, text, icon, act in self._acts() if self.wide() else ():
            button = named(Button(text, icon, "secondary"), name)
            button.clicked.connect(lambda _on=False, each=act: each())
            ends.insert(-1, button)
        return ends

    def _acts(self) -> list[Act]:
        albums = lambda: open_albums(self.hands, self._chosen)  # noqa: E731
        acts: list[Act] = [("albums", tr("Albums"), "images", albums)]
        if self._cells and (self.wide() or self.height() > self.width()):  # else from a photo
            acts.append(("slides", tr("Slideshow"), "play", self._start_slides))
        return acts

    def _start_slides(self) -> None:
        first = self._cells[0].id if self._cells else None
        if first is not None:
            self.hands.go(PhotoAt(first, self._chosen, slides=True))

    def _show_empty(self, counts: PhotoCounts) -> None:
        some = bool(self._cells)
        self._all.setVisible(some)
        self._empty.setVisible(not some)
        layout = self._empty.layout()
        if layout is None or some:
            return
        clear(layout)
        if counts.total:
            state = EmptyState(
                "images", tr("Nothing here"), tr("No photo fits this choice."), tr("Show all")
            )
            state.acted.connect(lambda: self.hands.go(Photos()))
        else:
            text = tr("When family sends you a photo, it shows here.")
            state = EmptyState("images", tr("No photos yet"), text)
        layout.addWidget(state)

    # --- chips ------------------------------------------------------------------------------

    def _chips(self, counts: PhotoCounts) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, S8)
        chosen = self._chosen
        everything = chosen == PhotoFilter()
        flow.addWidget(self._chip(Chip(tr("All"), counts.total), PhotoFilter(), on=everything))
        if counts.new or chosen.new:
            flow.addWidget(
                self._chip(
                    Chip(tr("New", "photos"), counts.new), PhotoFilter(new=True), on=chosen.new
                )
            )
        favourites = Chip(tr("Favorites"), counts.favourites, icon="heart")
        flow.addWidget(self._chip(favourites, PhotoFilter(favourites=True), on=chosen.favourites))
        removed = len(self.hands.mailbox.photo_cells(PhotoFilter(removed=True)))
        if removed or chosen.removed:
            chip = Chip(tr("Removed"), removed, icon="trash-2")
            last = self._chip(chip, PhotoFilter(removed=True), on=chosen.removed)
        else:
            last = None
        people = list(counts.by_connection)
        room = PEOPLE_CHIPS if self.width() < 1700 else 2 * PEOPLE_CHIPS
        if self.height() < theme.px(LEAST_FOR_PEOPLE):  # the photos need the lines more
            room = 1 if chosen.connection is not None else 0
        people.sort(key=lambda each: each[0] != chosen.connection)
        for connection, name, count in people[:room]:
            chip = Chip(words.person(name), count, avatar=words.person(name))
            wanted = PhotoFilter(connection=connection)
            flow.addWidget(self._chip(chip, wanted, on=chosen.connection == connection))
        if len(people) > room:
            more = named(Chip(tr("More"), trailing_icon="chevron-down"), "more")
            more.setCheckable(False)
            more.clicked.connect(lambda: self._more_people(people[room:]))
            flow.addWidget(more)
        if last is not None:
            flow.addWidget(last)
        self._add_albums(flow)
        return holder

    def _add_albums(self, flow: FlowLayout) -> None:
        """The album that shows, with what may be done; the rest where the title has no room."""
        chosen, acts = self._chosen, [] if self.wide() else self._acts()
        album = None if chosen.album is None else self.hands.mailbox.album(chosen.album)
        if album is not None:
            name = album_name(album)
            flow.addWidget(self._chip(Chip(name, album.photos, icon="images"), chosen, on=True))
            text = tr("Change album")
            acts.insert(0, ("change", text, "pencil", lambda: open_album(self.hands, album)))
        for name, text, icon, act in acts:
            chip = named(Chip(text, icon=icon), name)
            chip.setCheckable(False)
            chip.clicked.connect(lambda _on=False, each=act: each())
            flow.addWidget(chip)

    def _chip(self, chip: Chip, wanted: PhotoFilter, *, on: bool) -> Chip:
        chip.setChecked(on)
        chip.clicked.connect(lambda: self.hands.go(Photos(wanted)))
        return named(chip, f"chip:{wanted}")

    def _more_people(self, people: list[tuple[ConnectionId, str, int]]) -> None:
        sheet = Sheet(tr("Photos from"), self.hands.window)

        def choose(connection: ConnectionId) -> None:
            sheet.close_sheet()
            self.hands.go(Photos(PhotoFilter(connection=connection)))

        for connection, name, count in people:
            who = words.person(name)
            card = RowCard(who, words.photos(count), avatar=Avatar(who, 56), chevron=True)
            card.clicked.connect(lambda _on=False, each=connection: choose(each))
            sheet.add(card)
        sheet.open()

    # --- the grid ---------------------------------------------------------------------------

    def _load(self) -> None:
        now = self.hands.now()
        self._cells = self.hands.mailbox.photo_cells(self._chosen)
        self._looked_at = {}

        def begin(at: datetime) -> datetime:
            here = words.local(at, now)
            return here.replace(day=1, hour=0, minute=0, second=0, microsecond=0)

        groups, stops, years = list[tuple[str, int]](), list[tuple[str, str]](), set[int]()
        for first, count in self.hands.mailbox.photo_months(self._chosen, begin):
            group = words.month_title(first.year, first.month)
            groups.append((group, count))
            if first.year == now.year:
                stops.append((group, words.month_stop(first.year, first.month)))
            elif first.year not in years:
                years.add(first.year)
                stops.append((group, str(first.year)))
        self._grid.set_source(groups, self._item, self._aspect)
        self._stops.set_stops(stops)

    def _item(self, index: int) -> GridItem:
        """One photo, read when it comes near the view."""
        try:
            cell = self._cells[index]
        except IndexError:  # it went a moment ago; the grid is about to hear of it
            return GridItem(f"gone {index}", 1.0, "", "")
        self._looked_at[cell.id] = cell
        return GridItem(
            cell.id, _aspect(cell), lambda: self._label(cell), "", not cell.seen, cell.favourite
        )

    def _aspect(self, index: int) -> float:
        """The shape of one photo."""
        try:
            return _aspect(self._cells[index])
        except IndexError:
            return 1.0

    def _label(self, cell: PhotoCell) -> str:
        label = tr("From {name}, {when}").format(
            name=words.person(cell.contact_name),
            when=words.moment(cell.delivered_at, self.hands.now()),
        )
        if harmless.line(cell.caption):
            label = f"{words.quoted(cell.caption)} {label}"
        return label

    def _request(self, item: str, size: QSize) -> None:
        cell = self._looked_at.get(item)
        if cell is None or cell.withdrawn:
            self._grid.set_unavailable(item)
            return

        def ready(picture: QImage | Unshowable) -> None:
            self._tickets.pop(item, None)
            if isinstance(picture, Unshowable):
                if picture.reason is Reason.NOT_HERE_YET:
                    self._missing[item] = size
                self._grid.set_unavailable(item)
            else:
                self._missing.pop(item, None)
                self._grid.set_picture(item, turned(picture, cell.rotation))

        box = size.transposed() if cell.rotation % 180 else size
        ticket = self.hands.pictures.request(cell.thumb, (box.width(), box.height()), ready)
        self._tickets[item] = ticket

    def _retry(self) -> None:
        """Files have come: ask again for what was missing."""
        missing, self._missing = self._missing, {}
        for item, size in missing.items():
            if item in self._looked_at:
                self._request(item, size)

    def _open(self, item: str) -> None:
        self.hands.go(PhotoAt(PhotoId(item), self._chosen))


def _aspect(cell: PhotoCell) -> float:
    """Width by height, as the person turned it."""
    wide, tall = max(cell.width, 1), max(cell.height, 1)
    return tall / wide if cell.rotation % 180 else wide / tall


def turned(image: QImage, degrees: int) -> QImage:
    """The picture turned clockwise, as the person left it."""
    return image.transformed(QTransform().rotate(degrees)) if degrees % 360 else image

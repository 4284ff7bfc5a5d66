"""Small pieces that several screens share: a head line, a face, a picture in a tile."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.domain import Connection, Photo, Rendition, harmless
from kiosk.imaging.loader import PictureLoader, Reason, Ticket, Unshowable
from kiosk.ui import paint, theme
from kiosk.ui.button import Button
from kiosk.ui.head_row import HeadRow
from kiosk.ui.label import Avatar, Label, Pill
from kiosk.ui.photo_tile import PhotoTile
from kiosk.ui.theme import S16
from kiosk.views import words
from kiosk.views.language import tr
from kiosk.views.states import Say


def pill(say: Say) -> Pill:
    """A state as a pill."""
    return Pill(say.text, say.icon, say.tone)


def face(connection: Connection, size: int = 64) -> Avatar:
    """A person's initials in their colour."""
    return Avatar(words.person(connection.name), size)


def name_in(name: str, room: int) -> Label:
    """A name as a title, in smaller letters where its longest word has no room."""
    fits = paint.longest_word(name, theme.font(34, 700)) <= room
    return Label(name, "title" if fits else "name")


def title_row(title: str, detail: str = "", *ends: QWidget) -> HeadRow:
    """A page's title, a quiet line beside it, and what stands at its end."""
    head = Label(title, "title")
    head.setMinimumHeight(theme.target())
    starts: list[QWidget] = [head]
    if detail:
        starts.append(Label(detail, "body", "quiet"))
    return HeadRow(starts, list(ends), S16)


def title_column(title: str, detail: str) -> QVBoxLayout:
    """A page's title over a quiet line."""
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(Label(title, "title"))
    column.addWidget(Label(detail, "body", "quiet"))
    return column


def section_row(title: str, detail: str = "") -> HeadRow:
    """A section's heading and its count."""
    return HeadRow([Label(title, "section"), Label(detail, "body", "quiet")], [], S16)


def back_button(words_: str) -> Button:
    """The one way back, with the name of where it leads."""
    button = Button(words_, "arrow-left", "quiet")
    button.setObjectName("back")
    return button


def why_not(reason: Reason) -> str:
    """Why a picture cannot be shown."""
    return {
        Reason.DAMAGED: tr("This photo cannot be shown. It is damaged here. We fetch it again."),
        Reason.NOT_HERE_YET: tr("This photo is not on this device yet. It comes with the network."),
        Reason.REFUSED: tr("This photo cannot be shown. It is not a picture we know."),
    }[reason]


def covering(rendition: Rendition, width: int, height: int, ratio: float) -> tuple[int, int]:
    """The size in pixels at which a picture fills a box of this size without bars."""
    grow = max(width * ratio / rendition.width, height * ratio / rendition.height)
    grow = min(grow, 1.0)
    return max(1, round(rendition.width * grow)), max(1, round(rendition.height * grow))


def show_in_tile(
    pictures: PictureLoader, photo: Photo, tile: PhotoTile, width: int, height: int
) -> tuple[Ticket, ...]:
    """Fetch the picture of a photo into a tile of about this size: the small one until it is here.

    The small one also stays where the larger is not on this device.
    """
    ratio = tile.devicePixelRatioF()
    shown: list[Rendition] = []

    def ask(rendition: Rendition) -> Ticket:
        def ready(picture: QImage | Unshowable) -> None:
            if isinstance(picture, QImage):
                if photo.screen not in shown:
                    shown.append(rendition)
                    tile.set_picture(picture)
            elif not shown:
                tile.set_unavailable()

        return pictures.request(rendition, covering(rendition, width, height, ratio), ready)

    if photo.thumb.width >= width and photo.thumb.height >= height:
        return (ask(photo.thumb),)
    return ask(photo.thumb), ask(photo.screen)


def photo_name(photo: Photo, now: datetime) -> str:
    """What a photo is, for read-aloud and for its line."""
    who = words.person(photo.contact_name)
    sent = words.moment(photo.delivered_at, now)
    line = tr("From {name}, {when}").format(name=who, when=sent)
    return f"{words.quoted(photo.caption)} {line}" if harmless.line(photo.caption) else line

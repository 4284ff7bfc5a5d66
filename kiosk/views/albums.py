"""Albums of one's own: the list of them, what may be done with one, and a photo's way into it."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain import Album, AlbumId, PhotoFilter, PhotoId, harmless
from kiosk.mailbox.albums import MOST_ALBUMS
from kiosk.ui.button import Button
from kiosk.ui.scroll import ScrollPage
from kiosk.ui.sheet import Sheet
from kiosk.views import words
from kiosk.views.language import tr
from kiosk.views.router import NameAlbum, Photos
from kiosk.views.screen import Hands, named


def album_name(album: Album) -> str:
    """An album's name, or a word for one that has none."""
    return harmless.line(album.name) or tr("an album")


def open_albums(hands: Hands, chosen: PhotoFilter) -> None:
    """The list of all albums; a touch shows one."""
    sheet = Sheet(tr("Albums"), hands.window)
    found = hands.mailbox.albums()
    if found:
        page = ScrollPage()
        for album in found:
            count = words.photos(album.photos)
            button = Button(album_name(album), "images", "secondary", count)
            button.clicked.connect(lambda _on=False, each=album: _show(hands, sheet, each.id))
            page.body.addWidget(named(button, f"album:{album.id}"))
        sheet.set_list(page)
    else:
        sheet.text(tr("Put the photos you like best together, under a name you choose."))
    _offer_new(hands, sheet, NameAlbum(back=chosen), len(found))
    sheet.open()


def open_album(hands: Hands, album: Album) -> None:
    """What may be done with one album."""
    sheet = Sheet(album_name(album), hands.window)
    sheet.text(tr("Deleting an album deletes no photo. They all stay under All."))
    back = PhotoFilter(album=album.id)
    rename = named(sheet.action(tr("Another name"), "pencil", "secondary"), "rename-album")
    rename.clicked.connect(lambda: _leave(sheet, lambda: hands.go(NameAlbum(album.id, back=back))))
    delete = named(sheet.action(tr("Delete album"), "trash-2", "danger"), "delete-album")
    delete.clicked.connect(lambda: _leave(sheet, lambda: _delete(hands, album)))
    sheet.open()


def choose_albums(hands: Hands, photo: PhotoId, chosen: PhotoFilter) -> None:
    """In which albums a photo is; a touch puts it in or takes it out."""
    sheet = Sheet(tr("Albums of this photo"), hands.window)
    found, held = hands.mailbox.albums(), set(hands.mailbox.albums_of(photo))
    if found:
        page = ScrollPage()
        for album in found:
            page.body.addWidget(_placing(hands, photo, album, held))
        sheet.set_list(page)
    else:
        sheet.text(tr("Put the photos you like best together, under a name you choose."))
    _offer_new(hands, sheet, NameAlbum(photo=photo, back=chosen), len(found))
    sheet.back.setText(tr("OK"))
    sheet.open()


def _placing(hands: Hands, photo: PhotoId, album: Album, held: set[AlbumId]) -> Button:
    button = named(Button(album_name(album), kind="secondary"), f"place:{album.id}")

    def dress() -> None:
        inside = album.id in held
        button.set_icon("circle-check" if inside else "plus")
        button.set_second_line(tr("The photo is in it") if inside else tr("Put it in"))

    def turn() -> None:
        held.symmetric_difference_update({album.id})
        inside = album.id in held
        hands.mailbox.place_photo(photo, album.id, inside=inside, done=hands.kept)
        dress()

    dress()
    button.clicked.connect(turn)
    return button


def _offer_new(hands: Hands, sheet: Sheet, place: NameAlbum, count: int) -> None:
    make = named(sheet.action(tr("New album"), "plus"), "new-album")
    if count >= MOST_ALBUMS:
        make.set_disabled_reason(tr("No room for more albums"))
    make.clicked.connect(lambda: _leave(sheet, lambda: hands.go(place)))


def _leave(sheet: Sheet, act: Callable[[], object]) -> None:
    sheet.close_sheet()
    act()


def _show(hands: Hands, sheet: Sheet, album: AlbumId) -> None:
    _leave(sheet, lambda: hands.go(Photos(PhotoFilter(album=album))))


def _delete(hands: Hands, album: Album) -> None:
    mailbox, kept = hands.mailbox, hands.kept
    mailbox.delete_album(album.id, done=kept)
    hands.go(Photos())

    def undo() -> None:
        mailbox.bring_album_back(album.id, done=kept)
        hands.go(Photos(PhotoFilter(album=album.id)))

    hands.toast(tr("Album deleted. The photos stay."), "trash-2", undo)

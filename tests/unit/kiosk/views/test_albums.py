"""Albums by touch: made from a photo, filled, named anew, deleted and brought back."""

from PySide6.QtWidgets import QWidget

from kiosk.domain import Album, PhotoFilter, PhotoId
from kiosk.ui.button import Button
from kiosk.ui.sheet import Sheet
from kiosk.ui.touch_button import TouchButton
from kiosk.views import router
from kiosk.views.album_name import NameAlbumScreen
from tests.pictures.albums import PHOTO, albums
from tests.pictures.stage import Stage, go


def control(daniel: Stage, name: str) -> TouchButton:
    assert daniel.shell is not None
    found = [each for each in daniel.shell.frame.findChildren(QWidget, name) if each.isVisible()]
    assert found, name
    assert isinstance(found[0], TouchButton)
    return found[0]


def press(daniel: Stage, name: str) -> None:
    control(daniel, name).click()
    daniel.settle()


def name_it(daniel: Stage, name: str) -> None:
    assert daniel.shell is not None
    screen = daniel.shell.page
    assert isinstance(screen, NameAlbumScreen)
    screen._field.set_text(name)
    press(daniel, "save")


def only(daniel: Stage) -> Album:
    (album,) = daniel.mailbox.albums()
    return album


def test_an_album_begins_with_the_photo_on_the_stage(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.PhotoAt(PHOTO))
    press(daniel, "albums")
    press(daniel, "new-album")
    assert daniel.shell is not None
    save = control(daniel, "save")
    assert isinstance(save, Button)
    assert not save.usable()
    name_it(daniel, "  ")
    assert daniel.mailbox.albums() == ()
    name_it(daniel, "Sofia")
    assert (only(daniel).name, only(daniel).photos) == ("Sofia", 1)
    assert daniel.mailbox.albums_of(PHOTO) == {only(daniel).id}
    assert daniel.shell.place == router.PhotoAt(PHOTO)


def test_a_photo_goes_in_and_out_and_the_button_says_where_it_is(daniel: Stage) -> None:
    daniel.sign_in()
    album = albums(daniel)
    go(daniel, router.PhotoAt(PhotoId("photo-00")))
    press(daniel, "albums")
    place = control(daniel, f"place:{album}")
    assert "Put it in" in place.accessibleName()
    press(daniel, f"place:{album}")
    assert "The photo is in it" in place.accessibleName()
    assert daniel.mailbox.albums_of(PhotoId("photo-00")) == {album}
    press(daniel, f"place:{album}")
    assert daniel.mailbox.albums_of(PhotoId("photo-00")) == frozenset()


def test_the_grid_shows_an_album_that_can_be_named_deleted_and_brought_back(
    daniel: Stage,
) -> None:
    daniel.sign_in()
    album = albums(daniel)
    here = router.Photos(PhotoFilter(album=album))
    assert daniel.shell is not None
    go(daniel, router.Photos())
    press(daniel, "albums")
    press(daniel, f"album:{album}")
    assert daniel.shell.place == here
    press(daniel, "change")
    press(daniel, "rename-album")
    name_it(daniel, "Sofia and her cat")
    assert daniel.shell.place == here
    assert "Sofia and her cat" in [each.name for each in daniel.mailbox.albums()]
    press(daniel, "change")
    press(daniel, "delete-album")
    assert daniel.shell.place == router.Photos()
    assert album not in [each.id for each in daniel.mailbox.albums()]
    assert daniel.mailbox.photo(PHOTO) is not None
    daniel.shell.frame.toast.undo()
    daniel.settle()
    assert daniel.shell.place == here
    found = daniel.mailbox.album(album)
    assert found is not None
    assert found.photos == 3


def test_a_hundred_albums_are_enough(daniel: Stage) -> None:
    daniel.sign_in()
    for number in range(100):
        daniel.mailbox.make_album(f"Album {number}")
    daniel.settle()
    go(daniel, router.Photos())
    press(daniel, "albums")
    assert not control(daniel, "new-album").usable()
    assert daniel.shell is not None
    sheet = next(each for each in daniel.shell.frame.findChildren(Sheet) if each.isVisible())
    assert sheet.rect().contains(sheet.back.mapTo(sheet, sheet.back.rect().center()))

"""Scenes of albums, of the slideshow, and of captions that are longer than their place."""

from kiosk.domain import AlbumId, PhotoFilter, PhotoId
from kiosk.ui.touch_button import TouchButton
from kiosk.vault.connection import Store
from kiosk.views import router
from tests.pictures.scenes import drawn
from tests.pictures.stage import Stage, go

PHOTO = PhotoId("photo-08")
LONG = (
    "The field behind our house, on the evening before the hay was cut. You can see the old fence "
    "that you and Uncle Ray built, and behind it the tree with the swing. Sofia wants you to know "
    "that she still swings there every day after school, and that nobody else may."
)


def albums(made: Stage) -> AlbumId:
    """Three albums, one with photos; that one."""
    for name, photos in (("Sofia", ("photo-07", "photo-08", "photo-11")), ("Garden", ()),
                         ("The house that we lived in before the flood of 2014", ())):  # fmt: skip
        made.mailbox.make_album(name, PhotoId(photos[0]) if photos else None)
        made.settle()
        found = next(each.id for each in made.mailbox.albums() if each.name == name)
        for photo in photos:
            made.mailbox.place_photo(PhotoId(photo), found, inside=True)
    made.settle()
    return next(each.id for each in made.mailbox.albums() if each.name == "Sofia")


def touch(made: Stage, name: str) -> None:
    """Touch what has this name."""
    assert made.shell is not None
    found = [each for each in made.shell.frame.findChildren(TouchButton, name) if each.isVisible()]
    found[0].click()
    made.settle()


@drawn
def photos_album(made: Stage) -> None:
    made.sign_in()
    go(made, router.Photos(PhotoFilter(album=albums(made))))


@drawn
def photos_albums_sheet(made: Stage) -> None:
    photos_album(made)
    touch(made, "albums")


@drawn
def photos_album_change(made: Stage) -> None:
    photos_album(made)
    touch(made, "change")


@drawn
def photo_albums_sheet(made: Stage) -> None:
    made.sign_in()
    albums(made)
    go(made, router.PhotoAt(PHOTO))
    touch(made, "albums")


@drawn
def photo_albums_none(made: Stage) -> None:
    made.sign_in()
    go(made, router.PhotoAt(PHOTO))
    touch(made, "albums")


@drawn
def album_name(made: Stage) -> None:
    made.sign_in()
    go(made, router.NameAlbum(photo=PHOTO))


@drawn
def photo_slides(made: Stage) -> None:
    made.sign_in()
    go(made, router.Photos())
    touch(made, "slides")


@drawn
def photo_long_caption(made: Stage) -> None:
    made.vault.write(
        Store.CACHE, lambda t: t.run("UPDATE photo SET caption = ? WHERE id = ?", (LONG, PHOTO))
    ).result()
    made.sign_in()
    go(made, router.PhotoAt(PHOTO))


@drawn
def photo_small_only(made: Stage) -> None:
    made.sign_in()
    photo = made.mailbox.photo(PHOTO)
    assert photo is not None
    made.vault.files.remove(photo.screen.sha256)
    go(made, router.PhotoAt(PHOTO))

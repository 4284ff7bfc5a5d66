"""One photo on the stage: never a blank, captions whole, and a slideshow."""

from kiosk.domain import PhotoFilter, PhotoId
from kiosk.ui.caption import Caption
from kiosk.ui.label import Label
from kiosk.ui.photo_canvas import PhotoCanvas
from kiosk.views import router
from kiosk.views.photo import PhotoScreen
from tests.pictures.albums import PHOTO, albums, photo_long_caption, photo_small_only
from tests.pictures.stage import Stage, go
from tests.unit.kiosk.views.test_albums import control, press


def here(daniel: Stage) -> PhotoScreen:
    assert daniel.shell is not None
    page = daniel.shell.page
    assert isinstance(page, PhotoScreen)
    return page


def canvas(daniel: Stage) -> PhotoCanvas:
    return here(daniel)._canvas


def place(daniel: Stage) -> router.Place:
    assert daniel.shell is not None
    return daniel.shell.place


def said(daniel: Stage) -> str:
    return "\n".join(each.full_text() for each in here(daniel).findChildren(Label))


def test_the_neighbours_are_decoded_before_anybody_asks(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.PhotoAt(PHOTO))
    for way in (-1, 1):
        shown = here(daniel)._decoded(way)
        assert shown is not None
        assert not shown.image.isNull()
    before = canvas(daniel)._image
    control(daniel, "arrow:1").click()  # and without waiting for anything
    after = canvas(daniel)._image
    assert not after.isNull()
    assert after.cacheKey() != before.cacheKey()


def test_a_turned_photo_stays_turned_and_its_neighbour_comes_as_it_was_turned(
    daniel: Stage,
) -> None:
    daniel.sign_in()
    go(daniel, router.PhotoAt(PHOTO))
    press(daniel, "turn")
    press(daniel, "arrow:1")
    assert canvas(daniel).degrees() == 0
    shown = here(daniel)._decoded(-1)
    assert shown is not None
    assert shown.degrees == 90
    press(daniel, "arrow:-1")
    assert canvas(daniel).degrees() == 90


def test_with_the_small_picture_alone_it_shows_and_says_so(daniel: Stage) -> None:
    photo_small_only(daniel)
    daniel.settle()
    assert not canvas(daniel)._image.isNull()
    assert "A small picture" in said(daniel)
    photo = daniel.mailbox.photo(PHOTO)
    assert photo is not None
    assert daniel.vault.files.wanted_first() == photo.screen.sha256


def test_the_sharp_picture_takes_the_place_of_the_small_one(daniel: Stage) -> None:
    daniel.sign_in()
    photo = daniel.mailbox.photo(PHOTO)
    assert photo is not None
    whole = daniel.vault.files.read(photo.screen.sha256)
    photo_small_only(daniel)
    daniel.settle()
    place_before, small = canvas(daniel).shown_rect(), canvas(daniel)._image.size()
    daniel.vault.files.write(photo.screen.sha256, len(whole), [whole])
    daniel.settle()
    assert "A small picture" not in said(daniel)
    assert canvas(daniel)._image.width() > small.width()
    assert canvas(daniel).shown_rect().width() >= place_before.width() - 20


def test_a_long_caption_is_all_there_and_scrolls(daniel: Stage) -> None:
    photo_long_caption(daniel)
    caption = here(daniel).findChild(Caption)
    assert isinstance(caption, Caption)
    assert caption.label.full_text().endswith("nobody else may.”")
    assert caption.verticalScrollBar().maximum() > 0
    assert caption.focusPolicy().value
    caption.verticalScrollBar().setValue(caption.verticalScrollBar().maximum())
    assert not caption._fade.isVisible()


def test_a_slideshow_of_an_album_goes_to_its_end_and_rests(daniel: Stage) -> None:
    daniel.sign_in()
    which = PhotoFilter(album=albums(daniel))
    go(daniel, router.Photos(which))
    press(daniel, "slides")
    cells = [cell.id for cell in daniel.mailbox.photo_cells(which)]
    assert place(daniel) == router.PhotoAt(cells[0], which)
    slides = here(daniel)._slides
    for photo in cells[1:]:
        slides._on()
        daniel.settle()
        assert place(daniel) == router.PhotoAt(photo, which)
        assert slides.running
    slides._on()
    assert not slides.running
    assert "Paused" in said(daniel)


def test_a_slideshow_is_paced_and_the_pace_is_remembered(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.PhotoAt(PHOTO))
    press(daniel, "slides")
    assert "5 seconds a photo" in said(daniel)
    press(daniel, "slower")
    assert daniel.mailbox.settings().slide_seconds == 8
    for _ in range(2):
        press(daniel, "faster")
    assert daniel.mailbox.settings().slide_seconds == 3
    assert not control(daniel, "faster").isEnabled()
    press(daniel, "slides")
    assert not here(daniel)._slides.running
    press(daniel, "slides")
    assert here(daniel)._slides.running
    press(daniel, "end")
    assert control(daniel, "favourite").isVisible()
    press(daniel, "slides")
    assert "3 seconds a photo" in said(daniel)


def test_a_slideshow_is_no_activity_and_ends_where_nobody_sees_it(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.PhotoAt(PHOTO))
    press(daniel, "slides")
    active: list[bool] = []
    daniel.session.activity = lambda: active.append(True)  # type: ignore[method-assign]
    slides = here(daniel)._slides
    slides._on()
    daniel.settle()
    assert place(daniel) != router.PhotoAt(PHOTO)
    assert active == []
    go(daniel, router.HOME)
    assert not slides.open
    assert not slides.running


def test_a_photo_that_is_taken_out_of_its_album_stays_until_one_goes_on(daniel: Stage) -> None:
    daniel.sign_in()
    album = albums(daniel)
    which = PhotoFilter(album=album)
    first, second, last = (cell.id for cell in daniel.mailbox.photo_cells(which))
    go(daniel, router.PhotoAt(last, which))
    daniel.mailbox.place_photo(last, album, inside=False)
    daniel.settle()
    assert place(daniel) == router.PhotoAt(last, which)
    press(daniel, "arrow:-1")
    assert place(daniel) == router.PhotoAt(first, which)
    press(daniel, "arrow:1")
    assert place(daniel) == router.PhotoAt(second, which)


def test_a_photo_that_is_not_there_any_more_leads_nowhere(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.PhotoAt(PhotoId("none")))
    assert "no longer here" in canvas(daniel).accessibleName()

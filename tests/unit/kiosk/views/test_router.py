"""Which screen shows now, where Back leads, and what is resumed."""

import pytest

from kiosk.domain import AlbumId, ConnectionId, MessageId, PhotoFilter, PhotoId, Services, TicketId
from kiosk.views import router
from kiosk.views.router import Place, Standing, back_of, from_text, screen_now, to_text

INSIDE = Standing(signed_in=True)
ROSA = ConnectionId("rosa")
RESUMED: list[Place] = [
    router.Home(),
    router.Photos(),
    router.Photos(PhotoFilter(connection=ROSA)),
    router.Photos(PhotoFilter(favourites=True)),
    router.Photos(PhotoFilter(new=True)),
    router.Photos(PhotoFilter(removed=True)),
    router.Photos(PhotoFilter(album=AlbumId("a1"))),
    router.PhotoAt(PhotoId("p1")),
    router.PhotoAt(PhotoId("p1"), PhotoFilter(album=AlbumId("a1"))),
    router.PhotoAt(PhotoId("p1"), PhotoFilter(connection=ROSA)),
    router.Messages(),
    router.Conversation(ROSA),
    router.Write(ROSA),
    router.People(),
    router.Visits(),
    router.Credits(),
    router.SettingsPlace(),
    router.Help(),
    router.HelpPage("how:pin"),
    router.HelpPage("page:0192-ab"),
    router.Tell(),
    router.TicketAt(TicketId("t1")),
]


@pytest.mark.parametrize("chosen", [*RESUMED, router.Waiting(), router.Notice()])
def test_outside_nothing_but_waiting_and_sign_in_shows(chosen: Place) -> None:
    assert screen_now(Standing(), chosen) == router.Waiting()
    for place in (router.SignIn(), router.Information(), router.InformationAt("p")):
        assert screen_now(Standing(), place) == place
        assert screen_now(INSIDE, place) == router.HOME


@pytest.mark.parametrize("chosen", RESUMED)
def test_pin_and_notice_come_before_everything(chosen: Place) -> None:
    assert screen_now(Standing(pin_due=True), chosen) == router.FirstPin()
    assert screen_now(Standing(signed_in=True, notice_due=True), chosen) == router.Notice()
    assert screen_now(INSIDE, chosen) == chosen


@pytest.mark.parametrize("chosen", [router.Waiting(), router.SignIn(), router.FirstPin()])
def test_places_outside_lead_home_once_inside(chosen: Place) -> None:
    assert screen_now(INSIDE, chosen) == router.Home()


def test_services_switched_off_have_no_screen() -> None:
    off = Standing(signed_in=True, services=Services(photos=False, messages=False, visits=False))
    assert screen_now(off, router.Photos()) == router.Home()
    assert screen_now(off, router.PhotoAt(PhotoId("p1"))) == router.Home()
    assert screen_now(off, router.NameAlbum()) == router.Home()
    assert screen_now(off, router.Visits()) == router.Home()
    assert screen_now(off, router.Write(ROSA)) == router.Conversation(ROSA)
    assert screen_now(off, router.Messages()) == router.Messages()


@pytest.mark.parametrize("place", RESUMED)
def test_a_place_is_resumed_as_it_was(place: Place) -> None:
    assert from_text(to_text(place)) == place


@pytest.mark.parametrize("text", ["", "nowhere", "photo:", "conversation:", "home:1", "write"])
def test_what_is_not_a_place_is_home(text: str) -> None:
    assert from_text(text) == router.Home()


@pytest.mark.parametrize("place", RESUMED)
def test_back_ends_at_home(place: Place) -> None:
    at: Place | None = place
    for _ in range(4):
        if at is None or at == router.Home():
            break
        at = back_of(at)
    assert at == router.Home()


def test_changing_a_pin_leads_back_to_settings_and_is_not_resumed() -> None:
    assert screen_now(INSIDE, router.ChangePin()) == router.ChangePin()
    assert back_of(router.ChangePin()) == router.SettingsPlace()
    assert to_text(router.ChangePin()) == ""


def test_back_from_a_photo_leads_to_its_grid() -> None:
    chosen = PhotoFilter(connection=ROSA)
    assert back_of(router.PhotoAt(PhotoId("p1"), chosen)) == router.Photos(chosen)


@pytest.mark.parametrize("origin", router.ORIGINS)
def test_a_search_leads_back_to_where_it_began(origin: str) -> None:
    search = router.Search(origin)
    assert from_text(to_text(search)) == search
    assert back_of(search) == from_text("photos:" if origin == "photos" else origin)
    found: list[Place] = [
        router.Conversation(ROSA, MessageId("m"), search),
        router.PhotoAt(PhotoId("p"), PhotoFilter(), search),
        router.Write(ROSA, search),
    ]
    assert {back_of(place) for place in found} == {search}
    resumed = [from_text(to_text(place)) for place in found]
    assert resumed == [
        router.Conversation(ROSA), router.PhotoAt(PhotoId("p")), router.Write(ROSA),
    ]  # fmt: skip
    assert from_text("search:elsewhere") == router.Home()


def test_naming_an_album_leads_back_to_where_it_began_and_is_not_resumed() -> None:
    rosa = PhotoFilter(connection=ROSA)
    from_photo = router.NameAlbum(photo=PhotoId("p1"), back=rosa)
    assert back_of(from_photo) == router.PhotoAt(PhotoId("p1"), rosa)
    album = AlbumId("a1")
    renaming = router.NameAlbum(album, back=PhotoFilter(album=album))
    assert back_of(renaming) == router.Photos(PhotoFilter(album=album))
    assert to_text(renaming) == ""

"""An album made at one kiosk lies on another, and a slideshow of it needs no network."""

from __future__ import annotations

from tests.central_server import CentralServer
from tests.stories.conftest import MakeFamily, MakeKiosk


def test_an_album_and_a_turned_photo_follow_to_another_kiosk(
    central: CentralServer, make_kiosk: MakeKiosk, make_family: MakeFamily
) -> None:
    family = make_family(contact_credits=500)
    for seed, caption in ((80, "The porch"), (81, "The garden"), (82, "The dog asleep")):
        central.seed.photo(family.connection, caption, seed=seed)
    here = make_kiosk("Kiosk B")
    here.sign_in(family.number, family.pin)
    here.touch("Photos")
    here.touch_photo(1)
    here.wait_for("“The garden”")
    here.wait_until(here.picture_shown, "the picture")
    here.touch("Turn")
    here.touch("Album")
    here.touch("New album")
    here.type_on_keyboard("home")
    here.touch("Save")
    here.wait_for("The album is made, and the photo is in it.")
    here.touch("Next")
    here.wait_for("“The porch”")
    here.touch("Album")
    here.touch("home, Put it in")
    here.touch("OK")
    here.wait_synced()
    here.sign_out()
    here.close()

    there = make_kiosk("Kiosk C")
    there.sign_in(family.number, family.pin)
    there.touch("Photos")  # from the photo where he was
    there.touch("Albums")
    there.touch("home, 2 photos")
    there.wait_until(lambda: there.photo_count() == 2, "two photos")
    there.touch_photo(0)
    there.wait_until(there.picture_shown, "the picture")
    there.wait_until(lambda: there.stage().degrees() == 90, "the turned photo")
    there.lose_network()
    there.touch("Slideshow")
    there.wait_for("5 seconds a photo")
    there.touch("Faster")
    there.wait_for("“The porch”", patience=20)
    there.wait_for("Paused", patience=20)
    there.touch("End")
    there.touch("Photos")
    there.touch("Change album")
    there.touch("Delete album")
    there.wait_until(lambda: there.photo_count() == 3, "all photos")
    there.touch("Undo")
    there.wait_until(lambda: there.photo_count() == 2, "the album again")

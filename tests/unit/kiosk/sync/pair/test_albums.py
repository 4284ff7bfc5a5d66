"""Albums of one's own are the same on every device, whoever changed what without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain import AlbumId, PhotoFilter, PhotoId
from kiosk.sync import pull
from kiosk.vault import marks

if TYPE_CHECKING:
    from pathlib import Path

    from tests.central_server import CentralServer
    from tests.unit.kiosk.sync.pair.ground import SignIn
    from tests.unit.kiosk.world import Person

Shown = dict[str, list[PhotoId]]


def shown(person: Person) -> Shown:
    """Each album's photos, newest first."""
    return {
        album.name: [cell.id for cell in person.box.photo_cells(PhotoFilter(album=album.id))]
        for album in person.box.albums()
    }


def catch_up(*people: Person) -> None:
    for _ in range(3):
        for person in people:
            person.clock.advance(60)
            person.sync()


def make(person: Person, name: str, photo: PhotoId | None = None) -> AlbumId:
    person.act("make_album", name, photo)
    return next(album.id for album in person.box.albums() if album.name == name)


def test_two_devices_that_change_one_album_agree_on_all_of_it(
    central: CentralServer, family: Any, sign_in: SignIn
) -> None:
    old, new = (PhotoId(central.seed.photo(family.tie, each).id) for each in ("one", "two"))
    one, two = sign_in(), sign_in("Kiosk B")
    catch_up(one, two)
    album = make(one, "Garden", old)
    assert shown(one) == {"Garden": [old]}
    catch_up(one, two)
    assert not marks.unsynced(one.reader)
    assert one.reader.number("SELECT count(*) FROM main.pending_album") == 0
    assert shown(two) == {"Garden": [old]}
    one.act("rename_album", album, "The garden")
    one.act("place_photo", new, album, inside=True)
    two.act("place_photo", old, album, inside=False)
    two.act("mark_photo", new, favourite=True)
    catch_up(one, two)
    for person in (one, two):
        assert shown(person) == {"The garden": [new]}
        assert person.box.albums_of(new) == {album}
        found = person.box.photo(new)
        assert found is not None and found.favourite
    two.act("delete_album", album)
    catch_up(two, one)
    assert shown(one) == shown(two) == {}
    one.act("bring_album_back", album)
    catch_up(one, two)
    assert shown(one) == shown(two) == {"The garden": [new]}
    third = sign_in("Kiosk C")
    third.sync()
    assert shown(third) == {"The garden": [new]}


@pytest.mark.logs("resync")
def test_albums_that_central_lost_are_told_to_it_again(
    central: CentralServer, family: Any, sign_in: SignIn, tmp_path: Path
) -> None:
    photos = [PhotoId(central.seed.photo(family.tie, each).id) for each in ("one", "two")]
    person = sign_in()
    catch_up(person)
    kept = make(person, "Kept", photos[0])
    catch_up(person)
    central.backup(tmp_path / "backup")
    person.act("rename_album", kept, "Kept well")
    person.act("place_photo", photos[0], kept, inside=False)
    gone = make(person, "Gone", photos[1])
    make(person, "Lost", photos[1])
    person.act("delete_album", gone)
    catch_up(person)
    central.restore(tmp_path / "backup")
    catch_up(person)
    assert not marks.unsynced(person.reader)
    other = sign_in("Kiosk B")
    catch_up(other)
    for each in (person, other):
        assert shown(each) == {"Kept well": [], "Lost": [photos[1]]}
    pull.catch_up(person.line)  # what central has again is not told again
    assert not marks.unsynced(person.reader)


@pytest.mark.logs("resync")
def test_an_album_changed_here_after_a_restore_goes_before_what_was_known(
    central: CentralServer, family: Any, sign_in: SignIn, tmp_path: Path
) -> None:
    person = sign_in()
    catch_up(person)
    central.backup(tmp_path / "backup")
    album = make(person, "Before")
    catch_up(person)
    central.restore(tmp_path / "backup")
    person.act("rename_album", album, "After")
    catch_up(person)
    other = sign_in("Kiosk B")
    catch_up(other)
    assert shown(person) == shown(other) == {"After": []}

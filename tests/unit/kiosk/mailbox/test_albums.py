"""Albums of the person's own, as they show on the very device that they were made on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain import Album, AlbumId, PhotoFilter, PhotoId, Sha256, Topic
from kiosk.mailbox.albums import LONGEST_NAME
from kiosk.vault.connection import Store
from tests.unit.kiosk.mailbox.test_mailbox import fill, ids
from tests.unit.kiosk.world import Clock, Desk, Ids, make_vault


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    vault = make_vault(tmp_path / "vault")
    desk = Desk(vault, Clock(), Ids())
    fill(desk)
    yield desk
    desk.box.close()
    vault.close()


def make(desk: Desk, name: str, photo: str = "") -> AlbumId:
    desk.act("make_album", name, PhotoId(photo) if photo else None)
    return next(album.id for album in desk.box.albums() if album.name == name)


def test_made_filled_and_named(desk: Desk) -> None:
    assert desk.box.albums() == ()
    walls, garden = make(desk, "walls"), make(desk, "Garden", "p3")
    desk.act("place_photo", PhotoId("p5"), garden, inside=True)
    desk.act("place_photo", PhotoId("p5"), walls, inside=True)
    assert desk.box.albums() == (
        Album(garden, "Garden", 2, Sha256("thumb5")), Album(walls, "walls", 1, Sha256("thumb5")),
    )  # fmt: skip
    assert ids(desk, PhotoFilter(album=garden)) == ["p5", "p3"]
    assert desk.box.albums_of(PhotoId("p5")) == {walls, garden}
    desk.act("place_photo", PhotoId("p5"), garden, inside=False)
    assert ids(desk, PhotoFilter(album=garden)) == ["p3"]
    desk.act("rename_album", garden, "  The\n garden " + "x" * 99)
    found = desk.box.album(garden)
    assert found is not None
    assert found.name.startswith("The garden xxx")
    assert len(found.name) == LONGEST_NAME
    assert desk.box.album(AlbumId("none")) is None


def test_deleted_and_brought_back_with_all_that_was_in_it(desk: Desk) -> None:
    album = make(desk, "Garden", "p3")
    desk.act("delete_album", album)
    assert desk.box.albums() == ()
    assert desk.box.album(album) == Album(album, "Garden", 1, Sha256("thumb3"))
    assert desk.box.photo(PhotoId("p3")) is not None
    desk.act("bring_album_back", album)
    assert ids(desk, PhotoFilter(album=album)) == ["p3"]


def test_a_removed_photo_is_in_no_album_until_it_is_put_back(desk: Desk) -> None:
    album = make(desk, "Garden", "p3")
    desk.act("remove_photo", PhotoId("p3"))
    assert ids(desk, PhotoFilter(album=album)) == []
    assert desk.box.albums() == (Album(album, "Garden", 0, None),)
    desk.act("restore_photo", PhotoId("p3"))
    assert ids(desk, PhotoFilter(album=album)) == ["p3"]


def test_what_central_has_is_laid_under_what_was_done_here(desk: Desk) -> None:
    def facts(sql: str, *row: str | int) -> None:
        desk.vault.write(Store.CACHE, lambda t: t.run(sql, row)).result()

    mark = (
        "INSERT INTO mark (item, seen, favourite, rotation, rev, albums) VALUES (?, 1, 0, 0, 1, ?)"
    )
    facts("INSERT INTO album (id, name, removed, rev) VALUES ('a', 'Old', 0, 1)")
    facts(mark, "p1", '{"a": true, "b": false}')
    facts(mark, "p2", '{"a": true}')
    assert ids(desk, PhotoFilter(album=AlbumId("a"))) == ["p2", "p1"]
    desk.act("place_photo", PhotoId("p2"), AlbumId("a"), inside=False)
    desk.act("place_photo", PhotoId("p4"), AlbumId("a"), inside=True)
    desk.act("rename_album", AlbumId("a"), "New")
    assert [(album.name, album.photos) for album in desk.box.albums()] == [("New", 2)]
    assert ids(desk, PhotoFilter(album=AlbumId("a"))) == ["p4", "p1"]
    facts("UPDATE mark SET albums = '{\"a\": false}' WHERE item = 'p1'")
    assert ids(desk, PhotoFilter(album=AlbumId("a"))) == ["p4"]
    facts("DELETE FROM mark WHERE item = 'p2'")
    assert desk.box.albums_of(PhotoId("p2")) == frozenset()


def test_screens_hear_of_it(desk: Desk) -> None:
    heard: list[frozenset[Topic]] = []
    desk.box.subscribe(heard.append)
    make(desk, "Garden", "p3")
    assert Topic.PHOTOS in frozenset().union(*heard)

"""Albums of the person's own: making, naming, filling, deleting."""

from __future__ import annotations

from kiosk.domain import Album, AlbumId, PhotoId, Topic
from kiosk.mailbox.desk import Desk, Done
from kiosk.vault import albums, marks
from kiosk.vault.connection import Transaction

LONGEST_NAME = 60  # characters
MOST_ALBUMS = 100


class Albums(Desk):
    """What a person can see of the albums they made and do with them."""

    def albums(self) -> tuple[Album, ...]:
        """All albums, by name."""
        return albums.albums(self._reader)

    def album(self, item: AlbumId) -> Album | None:
        """One album, deleted or not; None where there is none of that id."""
        return albums.album(self._reader, item)

    def albums_of(self, photo: PhotoId) -> frozenset[AlbumId]:
        """The albums that hold a photo."""
        return albums.albums_of(self._reader, photo)

    def make_album(self, name: str, photo: PhotoId | None = None, done: Done = None) -> AlbumId:
        """Make an album, with a photo in it where one is given."""
        made = AlbumId(self._new_id())

        def work(transaction: Transaction) -> None:
            albums.keep(transaction, made, {"name": named(name), "removed": False})
            if photo is not None:
                marks.mark(transaction, photo, albums={made: True})

        self._keep(work, done)
        return made

    def rename_album(self, item: AlbumId, name: str, done: Done = None) -> None:
        """Give an album another name."""
        self._keep(lambda transaction: albums.keep(transaction, item, {"name": named(name)}), done)

    def delete_album(self, item: AlbumId, done: Done = None) -> None:
        """Take an album away; its photos stay where they are, and it can be brought back."""
        self._keep(lambda transaction: albums.keep(transaction, item, {"removed": True}), done)

    def bring_album_back(self, item: AlbumId, done: Done = None) -> None:
        """Show a deleted album again, with all that was in it."""
        self._keep(lambda transaction: albums.keep(transaction, item, {"removed": False}), done)

    def place_photo(
        self, photo: PhotoId, item: AlbumId, *, inside: bool, done: Done = None
    ) -> None:
        """Put a photo into an album, or take it out."""

        def work(transaction: Transaction) -> None:
            marks.mark(transaction, photo, albums={item: inside})
            transaction.changed(Topic.PHOTOS)

        self._keep(work, done)


def named(name: str) -> str:
    """A name on one line, as long as it may be."""
    return " ".join(name.split())[:LONGEST_NAME].strip()

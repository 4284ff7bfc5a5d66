"""Photos: looking, marking, removing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from kiosk.domain import (
    CommandKind,
    Photo,
    PhotoCell,
    PhotoCounts,
    PhotoFilter,
    PhotoId,
    Sha256,
    Topic,
)
from kiosk.mailbox.desk import Desk, Done
from kiosk.vault import marks, photos
from kiosk.vault.connection import Transaction


class Photos(Desk):
    """What a person can see of photos and do with them."""

    def photo_cells(self, which: PhotoFilter) -> Sequence[PhotoCell]:
        """The cells of a grid, newest first; read as they are looked at, whatever the number."""
        return photos.cells(self._reader, which)

    def photo_months(
        self, which: PhotoFilter, begin: Callable[[datetime], datetime]
    ) -> tuple[tuple[datetime, int], ...]:
        """How many cells of a grid fall into each month, in the grid's order; see `begin` there."""
        return photos.months(self._reader, which, begin)

    def photo_place(self, which: PhotoFilter, item: PhotoId) -> int | None:
        """The index of a photo among the cells of a grid; None where it is not there."""
        return photos.place(self._reader, which, item)

    def photo_counts(self) -> PhotoCounts:
        """How many photos there are, in all and by person."""
        return photos.counts(self._reader)

    def photo(self, item: PhotoId) -> Photo | None:
        """One photo, or None where there is none of that id."""
        return photos.photo(self._reader, item)

    def fetch_first(self, sha256: Sha256) -> None:
        """Have this rendition fetched before all others: somebody is waiting for it."""
        self._vault.files.want(sha256)

    def mark_photo(
        self,
        item: PhotoId,
        *,
        seen: bool | None = None,
        favourite: bool | None = None,
        rotation: int | None = None,
        done: Done = None,
    ) -> None:
        """Note that a photo was seen, is a favourite, or is turned (degrees clockwise)."""

        def work(transaction: Transaction) -> None:
            marks.mark(transaction, item, seen=seen, favourite=favourite, rotation=rotation)
            transaction.changed(Topic.PHOTOS)

        self._keep(work, done)

    def remove_photo(self, item: PhotoId, done: Done = None) -> None:
        """Hide a photo from this person's own screens."""
        self._photo_command(CommandKind.ITEM_REMOVE, item, done)

    def restore_photo(self, item: PhotoId, done: Done = None) -> None:
        """Show a removed photo again."""
        self._photo_command(CommandKind.ITEM_RESTORE, item, done)

    def _photo_command(self, kind: CommandKind, item: PhotoId, done: Done) -> None:
        self._command(kind, {"type": "photo", "item": item}, done, about=item)

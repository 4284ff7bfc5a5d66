"""What must be so whatever was answered, looked at between requests and after every step."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any, cast

from kiosk.domain import PhotoFilter, Sha256
from kiosk.vault import feed
from tests.faults import campaign
from tests.faults.answers.ground import TEXTS, Content, Ground
from tests.faults.campaign import Violation
from tests.faults.comparing import differences
from tests.unit.kiosk.world import Person

Item = tuple[str, str]


class Watch:
    """Sees that the feed's position and its rows only ever move together, by right pages.

    What is `expected` to be worthless must have changed nothing but counters by the next look.
    """

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._reader = ground.person.reader
        self._versions = ground.versions()
        self._before = self._facts()
        self._read: set[str] = set()
        self._worthless = ""
        self._kept: Content = ()
        self._coming = ""

    def expect_photo(self, sha256: str) -> None:
        """What comes next is right, and all of a photo."""
        self._coming = sha256

    def expect(self, worthless: str) -> None:
        """What comes next is worthless."""
        self._worthless, self._kept = worthless, self._ground.facts()

    def _facts(self) -> tuple[feed.Position, dict[Item, tuple[int, int, int, int, int]]]:
        rows = self._reader.rows(
            "SELECT type, id, seq, rev, deleted, generation, share FROM cache.item"
        )
        items = {
            cast(Item, row[:2]): cast("tuple[int, int, int, int, int]", row[2:]) for row in rows
        }
        return feed.position(self._reader), items

    def look(self) -> None:
        """Between two requests, and after a step."""
        worthless, self._worthless = self._worthless, ""
        coming, self._coming = self._coming, ""
        here = "SELECT 1 FROM cache.file WHERE sha256 = ? AND state = 'here'"
        if coming and self._reader.row(here, (coming,)) is None:
            raise Violation(campaign.Kind.STUCK, "a whole photo was not taken")
        versions = self._ground.versions()
        if versions == self._versions:
            return  # nothing was written since it was looked at
        self._versions = versions
        self._look_at_feed()
        if worthless and self._ground.facts() != self._kept:
            raise Violation(campaign.Kind.LOST, f"{worthless}: changed what is kept")
        self._look_at_files(worthless)

    def _look_at_feed(self) -> None:
        position, items = now = self._facts()
        before, old = self._before
        self._before = now
        if position.generation == before.generation:
            if position.cursor == before.cursor and items != old and position.seq <= before.seq:
                raise Violation(campaign.Kind.LOST, "rows changed, but not the cursor")
            if position != before or items != old:
                self._compare_with_page(before.cursor)
            for name, row in items.items():
                if name in old and row[3] == old[name][3] and row[0] < old[name][0]:
                    raise Violation(campaign.Kind.LOST, "an older row took a newer one's place")
        if position.cursor not in ("", before.cursor, self._page().get("cursor")):
            raise Violation(campaign.Kind.LOST, "a cursor that nobody gave")
        live = [row[4] for row in items.values() if not row[2] and row[3] == position.generation]
        told = self._reader.row("SELECT live, digest FROM cache.feed")
        if told != (len(live), f"{sum(live) % feed.RANGE:016x}"):
            raise Violation(campaign.Kind.LOST, "the audit's sums are not those of the rows")

    def _compare_with_page(self, cursor: str) -> None:
        if self._page().get("since") != cursor:
            raise Violation(campaign.Kind.LOST, "a page that does not continue was applied")

    def _page(self) -> dict[str, object]:
        """The last answer; nothing where that is no page."""
        try:
            page = json.loads(self._ground.memory.given[2])
        except (ValueError, RecursionError):
            return {}
        return page if isinstance(page, dict) else {}

    def _look_at_files(self, worthless: str) -> None:
        """What counts as fetched is what the feed promised; each file is read once."""
        rows = self._reader.rows("SELECT sha256, name FROM cache.file WHERE state = 'here'")
        for sha256, name in rows:
            if str(name) in self._read:
                continue
            if worthless:
                raise Violation(campaign.Kind.LOST, f"{worthless}: taken for a photo")
            data = self._ground.person.vault.files.read(Sha256(str(sha256)))
            if hashlib.sha256(data).hexdigest() != sha256:
                raise Violation(campaign.Kind.LOST, "a photo whose content is another's")
            self._read.add(str(name))


def read_all(ground: Ground) -> None:
    """Have every screen read the vault, unless the very same content was read before."""
    content = ground.content()
    if not ground.known("read", content):
        _read_everything(ground.person)
        ground.note_good("read", content)


def _read_everything(person: Person) -> None:
    """All that any screen asks for: none of it may fail, whatever was kept."""
    box = person.box
    box.home(), box.profile(), box.ledger(), box.settings(), box.last_sign_in()
    box.outbox(), box.refusals(), box.status(), box.policy(), box.threads()
    for tie in box.connections():
        box.connection(tie.id), box.thread(tie.id)
        for message in box.messages(tie.id):
            box.message(message.id)
        draft = box.draft(tie.id)
        if draft is not None:
            box.draft_versions(draft.id)
    for which in (PhotoFilter(), PhotoFilter(removed=True), PhotoFilter(favourites=True)):
        cells: Sequence[Any] = box.photo_cells(which)
        box.photo_months(
            which, lambda at: at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        )
        for cell in cells:
            box.photo(cell.id), box.photo_place(which, cell.id)
    box.photo_counts()


def nothing_lost(ground: Ground) -> None:
    """Every command and every text is still here, and no receipt is but central's."""
    reader = ground.person.reader
    kept = reader.rows("SELECT id FROM main.outbox UNION SELECT id FROM main.receipt")
    if lost := set(ground.queued) - {str(row[0]) for row in kept}:
        raise Violation(campaign.Kind.LOST, f"{len(lost)} commands")
    if texts := texts_lost(ground):
        raise Violation(campaign.Kind.LOST, f"{len(texts)} texts")
    for (signed,) in reader.rows("SELECT signed FROM main.receipt"):
        receipt = json.loads(str(signed))
        if receipt != ground.receipts.get(receipt.get("id")):
            raise Violation(campaign.Kind.LOST, "a receipt that central never signed")


def texts_lost(ground: Ground) -> set[str]:
    """Which of the texts that were typed are nowhere any more.

    A command leaves the outbox once it has central's signed receipt and the feed was read up to
    it. A feed that lies about the row (its rev is right, and with it the audit, but its text is
    not) can hide the text from the screen until a right page comes; it is not lost to the device:
    the receipt keeps what was sent, for the journal.
    """
    rows = ground.person.reader.rows(
        "SELECT body FROM main.draft UNION ALL SELECT body FROM main.draft_version"
        " UNION ALL SELECT json_extract(args, '$.body') FROM main.outbox"
        " UNION ALL SELECT json_extract(args, '$.body') FROM main.receipt"
    )
    held = "\n".join(str(row[0]) for row in rows)
    return {text for text in TEXTS if text not in held}


def not_as_at_central(ground: Ground, *, photos: bool) -> list[str]:
    """What still differs from central once it answers rightly; names of rows, no content."""
    about, content = f"central {photos}", ground.content()
    if ground.known(about, content):
        return []
    reader = ground.person.reader
    orphans = reader.rows("SELECT id FROM cache.item WHERE orphaned = 1")
    names = [str(row[0]).rpartition("/")[2] for row in orphans]
    found = [
        line
        for line in differences(reader, ground.feed)
        if not (line.endswith("left over") and any(repr(name) in line for name in names))
    ]
    waiting = reader.number("SELECT count(*) FROM main.outbox WHERE status IN ('queued','sending')")
    found += [f"{waiting} commands wait"] * bool(waiting)
    if photos:  # one that was wrong three times is given up until somebody asks for it
        away = reader.number("SELECT count(*) FROM cache.file WHERE state NOT IN ('here', 'bad')")
        found += [f"{away} photo files are missing"] * bool(away)
    if not found:
        ground.note_good(about, content)
    return found

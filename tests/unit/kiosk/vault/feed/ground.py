"""What the tests of this folder stand on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
from hypothesis import strategies as st

from kiosk.sync import translate
from kiosk.sync.protocol import Change, Changes, item_hash
from kiosk.vault import feed
from kiosk.vault.connection import Reader, Store
from kiosk.vault.feed import Applied, Page, Resync
from tests.unit.kiosk.world import Clock, make_vault

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

AT = "2026-03-01T10:00:00Z"


NOW = Clock().now()


def data_of(kind: str, item: str, rev: int) -> dict[str, Any]:
    """What central would send of one item at one revision."""
    rendition = {"size": 10, "width": 4, "height": 3}
    shas = {name: (item + name).encode().hex().ljust(64, "0")[:64] for name in ("t", "s", "f")}
    kinds: dict[str, dict[str, Any]] = {
        "profile": {"number": "1", "first_name": f"n{rev}", "last_name": "x", "balance": rev},
        "connection": {
            "contact": "c", "name": f"Name {rev}", "state": "approved", "muted": False,
            "requested_at": AT, "request_text": "",
        },
        "photo": {
            "connection": "tie", "caption": f"caption {rev}", "sent_at": AT, "delivered_at": AT,
            "state": "withdrawn" if rev % 5 == 4 else "delivered", "removed": rev % 3 == 2,
            "renditions": {
                "thumb": {"sha256": shas["t"], **rendition},
                "screen": {"sha256": shas["s"], **rendition},
                "full": {"sha256": shas["f"], **rendition},
            },
        },
        "message": {
            "connection": "tie", "direction": "in" if rev % 2 else "out", "payment": "cod",
            "price": 50, "state": "delivered", "sent_at": AT, "reviewed": True,
            "body": f"body {rev}" if rev % 3 else None, "removed": rev % 4 == 3,
        },
        "ledger": {"kind": "gift", "amount": rev, "balance_after": rev, "at": AT},
        "state": {
            "kind": "mark", "id": "", "rev": rev,
            "fields": {"seen": True, "favourite": rev % 2 == 0, "rotation": 90 * (rev % 4)},
        },
        "later": {"what": "a later version knows", "rev": rev},
    }  # fmt: skip
    return kinds[kind]


def change(kind: str, item: str, seq: int, data: bytes) -> Change:
    return Change(seq, kind, item, seq, deleted=False, data=msgspec.Raw(data))


class Central:
    """A model of central's feed: current rows with a sequence number, read after a cursor."""

    def __init__(self, epoch: str = "e") -> None:
        self.epoch = epoch
        self.seq = 0
        self.items: dict[tuple[str, str], tuple[int, int, bool]] = {}

    def change(self, kind: str, item: str, deleted: bool = False) -> None:
        self.seq += 1
        rev = self.items.get((kind, item), (0, 0, False))[1] + 1
        self.items[kind, item] = (self.seq, rev, deleted)

    def audit(self) -> tuple[int, str]:
        live = [(k, i, rev) for (k, i), (_, rev, deleted) in self.items.items() if not deleted]
        return len(live), f"{sum(item_hash(*one) for one in live) % 2**64:016x}"

    def page(self, cursor: str, limit: int) -> Page:
        since = int(cursor.partition(".")[2] or 0)
        rows = sorted(
            (seq, kind, item, rev, deleted)
            for (kind, item), (seq, rev, deleted) in self.items.items()
            if seq > since
        )
        more, rows = len(rows) > limit, rows[:limit]
        changes = [
            {"seq": seq, "type": kind, "id": item, "rev": rev, "deleted": deleted}
            | ({} if deleted else {"data": data_of(kind, item, rev)})
            for seq, kind, item, rev, deleted in rows
        ]
        reached = rows[-1][0] if more else self.seq
        count, digest = self.audit()
        answer = {
            "since": cursor, "cursor": f"{self.epoch}.{reached}", "more": more,
            "changes": changes, "poll_after": 1,
            "audit": None if more else {"count": count, "digest": digest},
        }  # fmt: skip
        return translate.page(msgspec.json.decode(json.dumps(answer).encode(), type=Changes))


class Device:
    """A vault that reads a model of central."""

    def __init__(self, folder: Path) -> None:
        self.vault = make_vault(folder)
        self.reader: Reader = self.vault.reader()

    def apply(self, page: Page, generation: int | None = None, now: datetime = NOW) -> Applied:
        current = feed.position(self.reader).generation if generation is None else generation
        return self.vault.write(Store.CACHE, lambda t: feed.apply(t, page, current, now)).result()

    def resync(self, why: Resync, now: datetime = NOW) -> bool:
        return self.vault.write(Store.CACHE, lambda t: feed.begin_resync(t, why, now)).result()

    def pull(self, central: Central, limit: int = 200) -> Applied:
        while True:
            page = central.page(feed.position(self.reader).cursor, limit)
            applied = self.apply(page)
            assert applied.accepted
            if not page.more:
                assert applied.audit_right
                return applied

    def facts(self) -> dict[str, Any]:
        tables = ("profile", "connection", "message", "ledger", "mark", "tally", "photo")
        found: dict[str, Any] = {}
        for table in tables:
            key = "item" if table == "mark" else "connection" if table == "tally" else "id"
            rows = self.reader.rows(f"SELECT * FROM cache.{table} ORDER BY {key}")  # noqa: S608
            skip = 1 if table in ("message", "ledger", "photo") else 0  # the local key
            found[table] = [row[skip:] for row in rows]
        found["tally"] = [row for row in found["tally"] if row[1] or row[2]]
        found["item"] = self.reader.rows(
            "SELECT type, id, seq, rev, share, raw FROM cache.item WHERE deleted = 0"
            " ORDER BY type, id"
        )
        return found

    def close(self) -> None:
        self.reader.close()
        self.vault.close()


ITEMS = [
    ("profile", "i"), ("connection", "tie"), ("photo", "p1"), ("photo", "p2"), ("message", "m1"),
    ("message", "m2"), ("message", "m3"), ("ledger", "l1"), ("state", "mark/p1"),
    ("state", "mark/m1"), ("later", "v1"),
]  # fmt: skip


CHANGES = st.lists(st.tuples(st.sampled_from(ITEMS), st.booleans()), max_size=25)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("changes"), CHANGES),
        st.tuples(st.just("page"), st.integers(1, 4)),
        st.tuples(st.just("again"), st.just(0)),
        st.tuples(st.just("resync"), st.sampled_from([Resync.EXPIRED, Resync.AHEAD, Resync.BAD])),
    ),
    max_size=12,
)


NAIVE = "2024-01-01T00:00:00"


LATE = "9999-12-31T23:59:59-14:00"


HUGE = 2**63


def _rejection() -> dict[str, Any]:
    return {"reason": "Not allowed", "role": "mail reviewer", "decided_at": AT, "refund": 50}

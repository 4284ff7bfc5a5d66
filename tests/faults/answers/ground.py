"""A vault with things to say, and the answers of the real central to it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import apsw

from kiosk.domain import ConnectionId, NetworkState, Payment, Settings
from kiosk.sync.client import Client
from kiosk.sync.engine import Engine, Heard
from kiosk.sync.line import Line
from kiosk.sync.protocol import Change
from kiosk.sync.tokens import CentralClock, DeviceTokens, SessionTokens, device_claim
from kiosk.vault import indexing
from kiosk.vault.connection import Row, Store, Transaction
from tests.central_server import CentralServer
from tests.faults.answers.memory import Answer, Memory, Recorder
from tests.faults.comparing import whole_feed
from tests.unit.kiosk.world import PIN, Clock, Device, Person

TEXTS = ("A letter that goes out", "One more, paid", "Half a sen")
WIDTH, HEIGHT = 4096, 3072  # so that the largest rendition can be fetched in two parts
MOST_KEPT = 5000  # states that are remembered as good
Tables = dict[str, list[Row]]
Content = tuple[object, ...]


class Ground:
    """One vault, put back to how it was before each case, and a central from memory."""

    def __init__(self, central: CentralServer, folder: Path) -> None:
        seed = central.seed
        inmate, mother = seed.inmate("1001", pin=PIN), seed.contact("maria")
        seed.credits(mother.id, 1000)
        seed.credits(inmate.id, 200)
        self.tie = ConnectionId(seed.connection(mother.id, inmate.id).id)
        seed.connection(seed.contact("ana", "Ana", "Diaz").id, inmate.id, state="requested")
        for text in ("Hello", "Again"):
            seed.message(self.tie, text)
        rejected = seed.message(self.tie, "No", direction="out", payment="cod", approve=False)
        seed.reject(rejected.id)
        device = Device(central, Clock())
        self.person = Person(device, folder / "vault", "1001", PIN)
        self.person.sync()
        seed.message(self.tie, "Sealed", payment="cod")
        seed.photo(self.tie, "Garden", width=WIDTH, height=HEIGHT)
        self._say_things()
        self._begun = device.clock.now()
        self._tables = {store: self._dump(store) for store in Store}
        rows = self.person.reader.rows("SELECT id, args FROM main.outbox")
        self.queued = {str(item): json.loads(str(args)).get("body", "") for item, args in rows}
        self.feed = self._record(device)
        self._good: set[tuple[str, Content]] = set()
        self._versions: Content = ()
        self._content: Content = ()

    def _say_things(self) -> None:
        person = self.person
        person.act("send", self.tie, TEXTS[0], Payment.COD, 50)
        person.act("send", self.tie, TEXTS[1], Payment.PREPAID, 50)
        person.act("save_draft", self.tie, TEXTS[2], Payment.COD)
        person.act("save_settings", Settings(language="es", text_percent=150))
        person.act("mark_thread_read", self.tie)
        person.act("mute", self.tie)

    def _record(self, device: Device) -> list[Change]:
        kept: dict[tuple[str, str], Answer] = {}
        self.receipts: dict[str, Any] = {}
        device.client._http.mount("http://", Recorder(kept, self.receipts))
        device.tokens._token = self.person.tokens._token = ""
        for _ in range(2):
            self.person.clock.advance(100)
            self.person.sync()
        feed = whole_feed(device.client, self.person.tokens._token)
        device.client.close()
        self.memory = Memory(kept, self.receipts)
        self.bodies = [body for _, kind, body in kept.values() if "json" in kind["Content-Type"]]
        return feed

    def _dump(self, store: Store) -> Tables:
        def work(transaction: Transaction) -> Tables:
            names = transaction.rows(
                "SELECT name FROM sqlite_schema WHERE type = 'table'"
                " AND (name NOT LIKE 'sqlite_%' OR name = 'sqlite_sequence')"
                " AND name NOT LIKE 'search_%'"  # made of the others
            )
            return {str(n[0]): list(transaction.rows(f"SELECT * FROM {n[0]}")) for n in names}  # type: ignore[str-bytes-safe]  # noqa: S608

        return self.person.vault.write(store, work).result()

    def begin(self, client: Client) -> None:
        """The vault as it was, a new engine, nothing known of central; the same in every case."""
        person, vault = self.person, self.person.vault
        for store in Store:
            vault.write(store, lambda t, store=store: _put_back(t, self._tables[store])).result()  # type: ignore[misc]
        vault.write(Store.CACHE, _find_anew).result()
        shutil.rmtree(vault.files.folder)
        vault.files.folder.mkdir()
        while (sha256 := vault.files.wanted_first()) is not None:
            vault.files.served(sha256)
        vault.set_network(NetworkState.OFFLINE)
        person.clock = Clock(self._begun)
        device, claim = person.device, person.tokens._claim
        time = CentralClock(person.clock.now)
        devices = DeviceTokens(client, device_claim(device.key, device.id), time)
        tokens = SessionTokens(client, devices, claim, time)
        rng = Random(1)  # noqa: S311
        line = Line(
            vault, person.reader, client, tokens, device.central_key, person.clock.now,
            lambda: str(UUID(int=rng.getrandbits(128), version=4)), person.clock.now(),
        )  # fmt: skip
        heard = Heard(lambda _: None, lambda _: None)
        person.engine = Engine(line, devices, heard, monotonic=person.clock.monotonic, rng=rng)

    def versions(self) -> Content:
        """Changes whenever anything is written."""
        reader = self.person.reader
        return reader.row("PRAGMA main.data_version"), reader.row("PRAGMA cache.data_version")

    def facts(self) -> Content:
        """All that is kept, but for the counters of photo files."""
        found: list[object] = []
        for store, schema in ((Store.VAULT, "main"), (Store.CACHE, "cache")):
            for table in self._tables[store]:
                if table != "file":
                    found.append(tuple(self.person.reader.rows(f"SELECT * FROM {schema}.{table}")))  # noqa: S608
        return tuple(found)

    def content(self) -> Content:
        """All that a screen can show: what is kept, whatever files are called, and the network."""
        vault, versions = self.person.vault, self.versions()
        if versions != self._versions:
            files = self.person.reader.rows(
                "SELECT sha256, kind, size, state, name IS NULL, newest, tries FROM cache.file"
            )
            self._versions, self._content = versions, (hash(self.facts()), tuple(files))
        return *self._content, vault.network, repr(vault.policy)

    def known(self, about: str, content: Content) -> bool:
        """Whether the very same content was found good before: it need not be read once more."""
        return (about, content) in self._good

    def note_good(self, about: str, content: Content) -> None:
        """Remember a content that was read whole, and found good."""
        if len(self._good) < MOST_KEPT:
            self._good.add((about, content))

    def close(self) -> None:
        self.person.close()


def _put_back(transaction: Transaction, tables: Tables) -> None:
    connection = transaction.connection
    transaction.run("PRAGMA defer_foreign_keys = ON")
    connection.config(apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0)
    for name, rows in tables.items():
        if transaction.rows(f"SELECT * FROM {name}") == rows:  # noqa: S608
            continue
        transaction.run(f"DELETE FROM {name}")  # noqa: S608
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            transaction.each(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608
    connection.config(apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 1)


def _find_anew(transaction: Transaction) -> None:
    """The index of what was put back; its own tables must not be written from outside."""
    for table in ("search_words", "search_parts"):
        transaction.run(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")  # noqa: S608
    transaction.connection.config(apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0)
    transaction.run("DELETE FROM search_place")
    transaction.connection.config(apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 1)
    for kind in ("message", "photo"):
        transaction.run(f"INSERT OR IGNORE INTO search_due SELECT '{kind}', key FROM {kind}")  # noqa: S608
    indexing.make_findable(transaction)

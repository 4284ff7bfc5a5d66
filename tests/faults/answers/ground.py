"""A vault with things to say, and the answers of the real central to it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from kiosk.domain import ConnectionId, NetworkState, Payment, PhotoFilter, Settings
from kiosk.sync.client import Client
from kiosk.sync.engine import Engine, Heard
from kiosk.sync.line import Line
from kiosk.sync.protocol import Change
from kiosk.sync.tokens import CentralClock, DeviceTokens, SessionTokens, device_claim
from kiosk.vault.connection import Row, Store, Transaction
from tests.central_server import CentralServer
from tests.faults.answers.memory import Answer, Memory, Recorder
from tests.faults.comparing import whole_feed
from tests.unit.kiosk.world import PIN, Clock, Device, Person

TEXTS = ("A letter that goes out", "One more, paid", "Half a sen")
Tables = dict[str, list[Row]]


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
        self.photo = seed.photo(self.tie, "Garden", width=64, height=48).id
        self._say_things()
        self._tables = {store: self._dump(store) for store in Store}
        rows = self.person.reader.rows("SELECT id, args FROM main.outbox")
        self.queued = {str(item): json.loads(str(args)).get("body", "") for item, args in rows}
        self.feed = self._record(device)

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
        self.client = Client("http://127.0.0.1:9", ca=None, app_version="1")
        self.client._http.mount("http://", self.memory)
        self.bodies = [body for _, kind, body in kept.values() if "json" in kind["Content-Type"]]
        return feed

    def _dump(self, store: Store) -> Tables:
        def work(transaction: Transaction) -> Tables:
            names = transaction.rows(
                "SELECT name FROM sqlite_schema WHERE type = 'table'"
                " AND (name NOT LIKE 'sqlite_%' OR name = 'sqlite_sequence')"
            )
            return {str(n[0]): list(transaction.rows(f"SELECT * FROM {n[0]}")) for n in names}  # type: ignore[str-bytes-safe]  # noqa: S608

        return self.person.vault.write(store, work).result()

    def begin(self) -> None:
        """The vault as it was, a new engine, nothing known of central."""
        person, vault = self.person, self.person.vault
        for store in Store:
            vault.write(store, lambda t, store=store: _put_back(t, self._tables[store])).result()  # type: ignore[misc]
        shutil.rmtree(vault.files.folder)
        vault.files.folder.mkdir()
        while (sha256 := vault.files.wanted_first()) is not None:
            vault.files.served(sha256)
        vault.set_network(NetworkState.OFFLINE)
        person.clock = Clock()
        device, claim = person.device, person.tokens._claim
        time = CentralClock(person.clock.now)
        devices = DeviceTokens(self.client, device_claim(device.key, device.id), time)
        tokens = SessionTokens(self.client, devices, claim, time)
        line = Line(
            vault, person.reader, self.client, tokens, device.central_key, person.clock.now,
            person.ids, person.clock.now(),
        )  # fmt: skip
        heard = Heard(lambda _: None, lambda _: None)
        rng = Random(1)  # noqa: S311
        person.engine = Engine(line, devices, heard, monotonic=person.clock.monotonic, rng=rng)

    def close(self) -> None:
        self.person.close()
        self.client.close()


def _put_back(transaction: Transaction, tables: Tables) -> None:
    transaction.run("PRAGMA defer_foreign_keys = ON")
    guards = transaction.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    for name, _ in guards:
        transaction.run(f"DROP TRIGGER {name!s}")
    for name in tables:
        transaction.run(f"DELETE FROM {name}")  # noqa: S608
    for name, rows in tables.items():
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            transaction.each(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608
    for _, sql in guards:
        transaction.run(str(sql))


def read_everything(person: Person) -> None:
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


def texts_lost(ground: Ground) -> set[str]:
    """Which of the texts that were typed are neither here nor, by a receipt, at central."""
    reader = ground.person.reader
    rows = reader.rows(
        "SELECT body FROM main.draft UNION ALL SELECT body FROM main.draft_version"
        " UNION ALL SELECT json_extract(args, '$.body') FROM main.outbox"
    )
    held = "\n".join(str(row[0]) for row in rows)
    done = {str(row[0]) for row in reader.rows("SELECT id FROM main.receipt WHERE status = 'done'")}
    sent = {ground.queued[command] for command in done & set(ground.queued)}
    return {text for text in TEXTS if text not in held and text not in sent}

"""One person's time behind a faulty network, and what must hold at its end."""

from __future__ import annotations

import itertools
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from random import Random

from kiosk.domain import (
    CommandStatus,
    ConnectionId,
    ConnectionState,
    Direction,
    MessageId,
    NetworkState,
    Payment,
    PhotoFilter,
    Settings,
)
from kiosk.sync.client import Client
from kiosk.sync.tokens import CentralClock, DeviceTokens, SessionTokens, device_claim
from kiosk.vault.connection import Row
from tests.central_server import CentralServer
from tests.faults import campaign
from tests.faults.campaign import Violation
from tests.faults.comparing import differences, whole_feed
from tests.faults.network import certificates
from tests.faults.network.faults import drawn
from tests.faults.network.proxy import Proxy
from tests.unit.kiosk.world import PIN, Clock, Device, Person

NUMBERS = itertools.count(1001)
HOUR = 3700.0  # longer than any wait that central may ask for
SYNCS = 3  # within which all is in step once the faults have ended
CONSTANT = 16  # requests of a sync that brings nothing: tokens, self, commands, a resync's start
WORDS = ("Dear mother", "¿Cómo estás?", "I am well \U0001f642", "line\none", "e\u0301te\u0301")


class Family:
    """An inmate with a contact, credits and mail at central."""

    def __init__(self, central: CentralServer, *, large: bool) -> None:
        seed, number = central.seed, next(NUMBERS)
        self.number = str(number)
        self.id = seed.inmate(self.number, pin=PIN).id
        contact = seed.contact(f"maria{number}").id
        seed.credits(contact, 500)
        seed.credits(self.id, 180)
        self.tie = ConnectionId(seed.connection(contact, self.id).id)
        other = seed.contact(f"ana{number}", "Ana", "Diaz").id
        self.asked = ConnectionId(seed.connection(other, self.id, state="requested").id)
        for text in ("One", "Two"):
            seed.message(self.tie, text, payment="cod")
        width, height = (4000, 3000) if large else (64, 48)
        seed.photo(self.tie, width=width, height=height, seed=number)


class History:
    """The person, the proxy, and what was done so far."""

    def __init__(
        self, central: CentralServer, proxy: Proxy, device: Device, client: Client, rng: Random
    ) -> None:
        self.central, self.proxy, self.rng = central, proxy, rng
        self.clock = device.clock
        self.family = Family(central, large=rng.random() < 0.03)
        self.direct = device.client
        self._folder = tempfile.TemporaryDirectory(prefix="network-")
        self.person = Person(device, Path(self._folder.name) / "vault", self.family.number, PIN)
        self.person.ids._rng = Random(rng.getrandbits(64))  # noqa: S311
        self.token = self.person.session.token
        self.queued: set[str] = set()
        self.hidden: list[MessageId] = []
        self._through(client)

    def _through(self, client: Client) -> None:
        """From now on the person's way to central leads through the proxy."""
        person, device = self.person, self.person.device
        claim = person.tokens._claim
        device.client = client
        device.tokens = DeviceTokens(client, device_claim(device.key, device.id), device.time)
        token = self.token if self.rng.random() < 0.5 else ""
        person.tokens = SessionTokens(client, device.tokens, claim, device.time, token=token)
        person.box.close()
        person.reader.close()
        person._begin()

    def close(self) -> None:
        self.person.close()
        self._folder.cleanup()

    def live(self) -> None:
        """Act and step while the schedule lasts."""
        deeds: tuple[Callable[[], None], ...] = (
            self._write, self._write, self._send, self._send, self._open, self._decide, self._mark,
            self._prefer, self._look, self._hide, self._receive,
        )  # fmt: skip
        for _ in range(40):
            if not self.proxy.schedule:
                return
            if self.rng.random() < 0.4:
                self.rng.choice(deeds)()
                self._note_queued()
            self._step(asked=self.rng.random() < 0.3)
            self.clock.advance(self.rng.choice((0.5, 6.0, 12.0, 70.0, 1000.0)))

    def _step(self, *, asked: bool) -> None:
        before = len(self.proxy.requests)
        self.person.engine.step(asked=asked)
        self.person.desk.settle()
        made = len(self.proxy.requests) - before
        if made > CONSTANT + 8:
            raise Violation(campaign.Kind.STUCK, f"{made} requests in one step")

    def _note_queued(self) -> None:
        rows = self.person.reader.rows("SELECT id FROM main.outbox")
        self.queued |= {str(row[0]) for row in rows}

    def _write(self) -> None:
        text = " ".join(self.rng.choices(WORDS, k=self.rng.randint(1, 6)))
        self.person.act("save_draft", self.family.tie, text, self.rng.choice(tuple(Payment)))

    def _send(self) -> None:
        draft = self.person.box.draft(self.family.tie)
        text = draft.body if draft and draft.body.strip() else self.rng.choice(WORDS)
        payment = self.rng.choice(tuple(Payment))
        self.person.act("send", self.family.tie, text, payment, 50)

    def _open(self) -> None:
        for message in self.person.box.messages(self.family.tie):
            if message.sealed:
                self.person.act("open_message", message.id, message.price)
                return

    def _decide(self) -> None:
        tie = self.person.box.connection(self.family.asked)
        if tie is not None and tie.state is ConnectionState.REQUESTED:
            self.person.act("approve", self.family.asked)
        elif tie is not None:
            self.person.act(self.rng.choice(("mute", "unmute")), self.family.tie)

    def _mark(self) -> None:
        for cell in self.person.box.photo_cells(PhotoFilter()):
            rotation = self.rng.choice((0, 90, 180, 270))
            favourite = self.rng.random() < 0.5
            self.person.act("mark_photo", cell.id, favourite=favourite, rotation=rotation)
        self.person.act("mark_thread_read", self.family.tie)

    def _prefer(self) -> None:
        percent = self.rng.choice((100, 125, 150))
        self.person.act("save_settings", Settings(language="es", text_percent=percent))

    def _look(self) -> None:
        for cell in self.person.box.photo_cells(PhotoFilter()):
            photo = self.person.box.photo(cell.id)
            if photo is not None:
                self.person.box.fetch_first(photo.full.sha256)

    def _hide(self) -> None:
        if self.hidden:
            self.person.act("restore_message", self.hidden.pop())
            return
        for message in self.person.box.messages(self.family.tie):
            if message.direction is Direction.IN and not message.sealed:
                self.hidden.append(MessageId(message.id))
                self.person.act("remove_message", message.id)
                return

    def _receive(self) -> None:
        self.central.seed.message(self.family.tie, self.rng.choice(WORDS))

    def end(self) -> None:
        """Faults have ended: see that all comes to rest in step, everything done once."""
        self.proxy.heal()
        for _ in range(SYNCS):
            self.clock.advance(HOUR)
            before = len(self.proxy.requests)
            states = len(self._waiting())
            self.person.sync()
            made = len(self.proxy.requests) - before
            if made > CONSTANT + states + 6 * len(self.person.box.photo_cells(PhotoFilter())):
                raise Violation(campaign.Kind.STUCK, f"{made} requests in one sync")
        self._in_step()
        self._once()
        self._texts()

    def _waiting(self) -> list[Row]:
        reader = self.person.reader
        return [
            row
            for table in ("outbox", "draft", "pending_mark", "pending_settings")
            for row in reader.rows(f"SELECT * FROM main.{table}")  # noqa: S608
        ]

    def _in_step(self) -> None:
        box, reader = self.person.box, self.person.reader
        if box.status().network is not NetworkState.ONLINE:
            raise Violation(campaign.Kind.STUCK, f"still {box.status().network.value}")
        wrong = differences(reader, whole_feed(self.direct, self.token))
        if wrong:
            raise Violation(campaign.Kind.STUCK, f"not as at central: {wrong}")
        for left in (
            "outbox WHERE status <> 'refused'",
            "pending_mark",
            "pending_settings",
            "draft WHERE edits > pushed",
        ):
            if reader.rows(f"SELECT * FROM main.{left}"):  # noqa: S608
                raise Violation(campaign.Kind.STUCK, f"left: {left}")
        if box.profile().balance != self.central.seed.balance(self.family.id):
            raise Violation(campaign.Kind.STUCK, "another balance than central's")
        if missing := reader.rows("SELECT sha256 FROM cache.file WHERE state <> 'here'"):
            raise Violation(campaign.Kind.STUCK, f"{len(missing)} pictures not here")

    def _once(self) -> None:
        seed, reader = self.central.seed, self.person.reader
        if faults := seed.ledger_faults():
            raise Violation(campaign.Kind.DOUBLE, f"ledger: {faults}")
        booked = Counter((line.kind, line.thing) for line in seed.entries(self.family.id))
        if twice := [what for what, count in booked.items() if count > 1 and what[1]]:
            raise Violation(campaign.Kind.DOUBLE, f"booked twice: {twice}")
        done = {
            str(command.id): command.receipt.status for command in seed.commands(self.family.id)
        }
        receipts = {
            str(row[0]): str(row[1]) for row in reader.rows("SELECT id, status FROM main.receipt")
        }
        if lost := self.queued - set(receipts):
            raise Violation(campaign.Kind.LOST, f"queued, and no receipt: {len(lost)}")
        for command in self.queued:
            if done.get(command) != receipts[command]:
                raise Violation(campaign.Kind.LOST, f"{receipts[command]}, at central otherwise")
        sent = [
            command
            for command in seed.commands(self.family.id)
            if command.kind == "message.send" and command.receipt.status == CommandStatus.DONE
        ]
        out = [item for item in seed.messages(self.family.tie) if item.direction == "out"]
        if len(out) != len(sent) or len({item.id for item in out}) != len(out):
            raise Violation(campaign.Kind.DOUBLE, f"{len(sent)} sent, {len(out)} at central")

    def _texts(self) -> None:
        draft = self.person.box.draft(self.family.tie)
        held = self.person.reader.rows(
            "SELECT body FROM cache.central_draft WHERE connection = ? AND sent = 0 AND body <> ''",
            (self.family.tie,),
        )
        if draft is not None and draft.body and (draft.body,) not in held:
            raise Violation(campaign.Kind.LOST, "the draft is not at central")


class Ground:
    """What all histories of a run share: central, an enrolled device, certificates."""

    def __init__(self, central: CentralServer, folder: Path) -> None:
        self.central = central
        self.device = Device(central, Clock())
        self.trusted, self.contexts = certificates.contexts(folder)

    def close(self) -> None:
        self.device.client.close()


@contextmanager
def history(ground: Ground, rng: Random) -> Iterator[History]:
    """Prepare one: a family, a vault on the device, and a schedule of faults."""
    clock, tls = Clock(), rng.random() < 0.5
    proxy = Proxy(ground.central.port, clock.advance, ground.contexts if tls else None)
    ca = ground.trusted if tls else None
    client = Client(proxy.url, ca=ca, app_version="0.1.0", monotonic=clock.monotonic)
    proxy.give_up = client.cut
    device = copy(ground.device)
    device.clock, device.time = clock, CentralClock(clock.now)
    device.tokens = DeviceTokens(device.client, device_claim(device.key, device.id), device.time)
    made = History(ground.central, proxy, device, client, rng)
    try:
        proxy.schedule = drawn(rng, tls=tls)
        yield made
    finally:
        made.close()
        client.close()
        proxy.close()

"""One person's time behind a faulty network: what they do, and what befalls them meanwhile."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from kiosk.domain import (
    ConnectionState,
    Direction,
    MessageId,
    Payment,
    PhotoFilter,
    Settings,
)
from kiosk.mailbox import Mailbox
from kiosk.sync.client import Client
from kiosk.sync.failures import SyncFailureError
from kiosk.sync.protocol import EnrollRequest
from tests.faults import campaign
from tests.faults.campaign import Violation
from tests.faults.network import counting
from tests.faults.network.faults import drawn
from tests.faults.network.ground import LATER, PIN, Ground
from tests.faults.network.person import Clock, Someone, Way
from tests.faults.network.proxy import Proxy

WORDS = ("Dear mother", "¿Cómo estás?", "I am well \U0001f642", "line\none", "e\u0301te\u0301")
NEW_PIN = "846203"
ROWS = LATER + 100  # more than any family has in its feed
PRICE = 50  # of a message
LONGEST = 30  # turns


class History:
    """The person, the proxy, and what was done so far."""

    def __init__(self, ground: Ground, rng: Random) -> None:
        self.ground, self.central, self.rng = ground, ground.central, rng
        self.clock = Clock()
        self.tls = rng.random() < 0.5
        self.family = ground.family(rng)
        contexts = ground.contexts if self.tls else None
        self.proxy = Proxy(self.central.port, self.clock.advance, contexts)
        self.proxy.give_up = self._cut
        self.clients: list[Client] = []
        self._folder = tempfile.TemporaryDirectory(prefix="network-")
        self.way = Way(**vars(ground.place), make=self._client)
        self.pins = [PIN]  # the old one first, where it is not known which is in force
        self.queued: set[str] = set()
        self.sends = 0
        self.hidden: list[MessageId] = []
        self.codes: list[tuple[str, str]] = []
        self._ahead = 0.0  # seconds, of central's clock
        self.turn_up()

    def _client(self) -> Client:
        ca = self.ground.trusted if self.tls else None
        monotonic = self.clock.running
        client = Client(self.proxy.url, ca=ca, app_version="0.1.0", monotonic=monotonic)
        self.clients.append(client)
        return client

    def _cut(self) -> None:
        for client in self.clients:
            client.cut()

    def turn_up(self) -> None:
        """Come to the device, not signed in yet."""
        self.someone = Someone(self.way, Path(self._folder.name), self.clock)

    @property
    def box(self) -> Mailbox:
        """What the person who is signed in sees."""
        return self.someone.box

    def close(self) -> None:
        """End it, however it stands."""
        self.central.advance(seconds=-self._ahead)
        self.someone.leave()
        self.proxy.close()
        self._folder.cleanup()

    def wait(self, seconds: float) -> None:
        """Time passes here and at central."""
        self.clock.advance(seconds)
        self.central.advance(seconds=seconds)
        self._ahead += seconds

    def live(self) -> None:
        """Act and step while the schedule lasts."""
        for _ in range(LONGEST):
            if not any(self.proxy.schedule):
                return
            if self.someone.opened is None:
                self._outside()
            else:
                self._inside()
            self.clock.advance(self.rng.choice((0.5, 6.0, 12.0, 70.0, 1000.0)))

    def _outside(self) -> None:
        if self.rng.random() < 0.3:
            self.someone.deliver()
        self.clock.advance(self.someone.come_in(self.family.number, self.rng.choice(self.pins)))

    def _inside(self) -> None:
        if self.rng.random() < 0.6:
            self._deed()()
        if self.someone.opened is not None:
            self.note_queued()
            self._step(asked=self.rng.random() < 0.3)
            while self.rng.random() < 0.3:
                self._step(asked=False)
            if self.someone.shut_out:
                self.go()

    def _deed(self) -> Callable[[], None]:
        """Any, or one that has central asked for what the next fault is to strike."""
        any_: tuple[Callable[[], None], ...] = (
            self._write, self._write, self._send, self._send, self._open, self._decide, self._mark,
            self._prefer, self._look, self._hide, self._receive, self._change_pin, self._deliver,
            self._restore, self._expire, self.go,
        )  # fmt: skip
        provoking: dict[str, tuple[Callable[[], None], ...]] = {
            "commands": (self._send, self._open, self._decide, self._hide),
            "state": (self._write, self._mark, self._prefer),
            "blobs": (self._look,),
            "pin": (self._change_pin,),
            "postbox": (self._leave_post,),
            "receipts": (self._restore,),
            "afresh": (self._expire,),
            "enroll": (self._enrol,),
            "sessions": (self.go,),
        }
        fault = next(filter(None, self.proxy.schedule), None)
        deeds = provoking.get(fault.endpoint, any_) if fault is not None else any_
        return self.rng.choice(deeds if self.rng.random() < 0.7 else any_)

    def _step(self, *, asked: bool) -> None:
        before = len(self.proxy.requests)
        most = counting.in_step(self.someone.reader, ROWS)
        self.someone.engine.step(asked=asked)
        self.someone.desk.settle()
        made = len(self.proxy.requests) - before
        if made > most:
            raise Violation(campaign.Kind.STUCK, f"{made} requests in one step")

    def note_queued(self) -> None:
        """Keep in mind what the app has promised to bring to central."""
        rows = self.someone.reader.rows("SELECT id FROM main.outbox")
        self.queued |= {str(row[0]) for row in rows}

    def go(self) -> None:
        """Sign out; whoever comes next finds the device as it is."""
        self.note_queued()
        self.someone.leave()
        self.turn_up()

    def _change_pin(self) -> None:
        changed = self.someone.change_pin(self.pins[0], NEW_PIN)
        if self.pins == [NEW_PIN]:
            return  # refused: it is the same
        if changed:
            self.pins = [NEW_PIN]
        elif changed is None:
            self.pins = [PIN, NEW_PIN]

    def _deliver(self) -> None:
        self.someone.deliver()

    def _leave_post(self) -> None:
        """Sign out with something still to be sent."""
        self._send()
        self.go()
        self.someone.deliver()

    def _restore(self) -> None:
        self.central.seed.renew_epoch()

    def _expire(self) -> None:
        self._receive()  # a cursor that has read everything never expires
        self.central.seed.expire_cursors()

    def _enrol(self) -> None:
        """Another device is made known, by the same code until an answer comes."""
        if not self.codes:
            self.codes.append((self.central.seed.device_code("Kiosk B"), self.ground.other_key))
        self.enrol()

    def enrol(self) -> str:
        """The other device's id, or empty where no answer came."""
        ((code, key),) = self.codes
        client = self._client()
        try:
            return client.enroll(EnrollRequest(code, key, "kiosk", "0.1.0")).device
        except SyncFailureError:
            return ""
        finally:
            client.close()

    def _write(self) -> None:
        text = " ".join(self.rng.choices(WORDS, k=self.rng.randint(1, 6)))
        self.someone.act("save_draft", self.family.tie, text, self.rng.choice(tuple(Payment)))

    def _send(self) -> None:
        draft = self.box.draft(self.family.tie)
        text = draft.body if draft and draft.body.strip() else self.rng.choice(WORDS)
        self.send(text, self.rng.choice(tuple(Payment)))

    def send(self, text: str, payment: Payment) -> None:
        """Each message that the app keeps is one command, whatever is in it."""
        kept = self.someone.act("send", self.family.tie, text, payment, PRICE)
        self.sends += kept is None

    def _open(self) -> None:
        for message in self.box.messages(self.family.tie):
            if message.sealed:
                self.someone.act("open_message", message.id, message.price)
                return

    def _decide(self) -> None:
        tie = self.box.connection(self.family.asked)
        if tie is not None and tie.state is ConnectionState.REQUESTED:
            self.someone.act("approve", self.family.asked)
        elif tie is not None:
            self.someone.act(self.rng.choice(("mute", "unmute")), self.family.tie)

    def _mark(self) -> None:
        for cell in self.box.photo_cells(PhotoFilter()):
            rotation = self.rng.choice((0, 90, 180, 270))
            favourite = self.rng.random() < 0.5
            self.someone.act("mark_photo", cell.id, favourite=favourite, rotation=rotation)
        self.someone.act("mark_thread_read", self.family.tie)

    def _prefer(self) -> None:
        percent = self.rng.choice((100, 125, 150))
        self.someone.act("save_settings", Settings(language="es", text_percent=percent))

    def _look(self) -> None:
        for cell in self.box.photo_cells(PhotoFilter()):
            photo = self.box.photo(cell.id)
            if photo is not None:
                self.box.fetch_first(photo.full.sha256)

    def _hide(self) -> None:
        if self.hidden:
            self.someone.act("restore_message", self.hidden.pop())
            return
        for message in self.box.messages(self.family.tie):
            if message.direction is Direction.IN and not message.sealed:
                self.hidden.append(MessageId(message.id))
                self.someone.act("remove_message", message.id)
                return

    def _receive(self) -> None:
        self.central.seed.message(self.family.tie, self.rng.choice(WORDS))


@contextmanager
def history(ground: Ground, rng: Random) -> Iterator[History]:
    """Prepare one: somebody at the device, and faults to come, for some from the sign-in on."""
    made = History(ground, rng)
    try:
        if rng.random() < 0.7:
            made.someone.come_in(made.family.number, PIN)
        made.proxy.schedule = drawn(rng, tls=made.tls)
        yield made
    finally:
        made.close()

"""The same faults on a vault that syncs with the real central, which charges for what is done."""

from __future__ import annotations

import atexit
import itertools
from collections import Counter
from contextlib import suppress
from functools import cache
from pathlib import Path
from random import Random
from typing import cast

from kiosk.domain import ConnectionId, MessageId, Payment
from kiosk.sync.tokens import SessionTokens, vault_claim
from kiosk.vault import outbox, people
from kiosk.vault.database import open_vault
from kiosk.vault.keys import DataKey, unlock_with_pin
from tests.central_server import CentralServer, central_server
from tests.faults.campaign import Kind
from tests.faults.storage.checks import SYNCS, need
from tests.unit.kiosk.world import PIN, SECRET, Clock, Device, Ids, Person

ACTS = ("type", "send", "send", "open", "sync", "sync", "copy")
PRICE = 50
NUMBERS = itertools.count(1001)


@cache
def ground() -> tuple[CentralServer, Device]:
    """One central and one device for all cases of this process."""
    serving = central_server()
    central = serving.__enter__()
    atexit.register(serving.__exit__, None, None, None)
    return central, Device(central, Clock())


class Resident(Person):
    """A person with a family of their own, credits, and a collect message that waits."""

    def __init__(self, folder: Path) -> None:
        central, device = ground()
        number, seed = str(next(NUMBERS)), central.seed
        inmate = seed.inmate(number, pin=PIN)
        contact = seed.contact(f"maria{number}")
        seed.credits(contact.id, 5000)
        self.tie = ConnectionId(seed.connection(contact.id, inmate.id).id)
        seed.credits(inmate.id, 600)
        self.sealed = [
            MessageId(seed.message(self.tie, f"collect {each}", payment="cod").id)
            for each in range(2)
        ]
        super().__init__(device, folder, number, PIN)
        self.inmate = inmate.id
        self.queued: set[str] = set()
        self.written = ""  # the newest draft that was said to be kept
        self.sync()

    def come_back(self, folder: Path) -> None:
        """Sign in again, offline, on what lies in `folder`."""
        key = unlock_with_pin(folder, PIN, SECRET)
        need(isinstance(key, DataKey), Kind.LOST, "the PIN opens no more")
        self.vault = open_vault(folder, cast("DataKey", key))
        self.ids = Ids()
        claim = vault_claim(self.vault.signing_key, self.session.inmate, self.device.id)
        devices = self.device.tokens
        self.tokens = SessionTokens(self.device.client, devices, claim, self.device.time)
        self._begin()

    def leave(self) -> None:
        """Whatever became of it: let go of everything."""
        for close in (self.box.close, self.reader.close, self.vault.close):
            with suppress(BaseException):
                close()

    def do(self, act: str, rng: Random) -> None:
        """Carry out one act, and note what is sure from then on."""
        if act == "type":
            text = f"words {rng.random()}"
            self.act("save_draft", self.tie, text, Payment.PREPAID)
            self.written = text
        elif act == "send":
            self.written = ""
            self.act("send", self.tie, f"letter {rng.random()}", Payment.PREPAID, PRICE)
        elif act == "open":
            self.act("open_message", rng.choice(self.sealed), PRICE)
        elif act == "copy":
            self.vault.copy().result()
        else:
            self.device.clock.advance(100)
            self.sync()
        self.queued |= {entry.id for entry in outbox.entries(self.reader)}

    def comes_to_rest(self) -> None:
        """Both ends agree, everything came once, and the books are right."""
        seed = ground()[0].seed
        for _ in range(SYNCS):
            self.device.clock.advance(1000)
            self.sync()
        need(outbox.unsettled(self.reader) == 0, Kind.STUCK, "commands wait for ever")
        profile = people.profile(self.reader)
        balance = seed.balance(self.inmate)
        shown = None if profile is None else profile.balance
        need(shown == balance, Kind.STUCK, f"balance {shown} of {balance}")
        came = {command.id for command in seed.commands(self.inmate)}
        need(self.queued <= came, Kind.LOST, "a queued command never came")
        paid = Counter((e.kind, e.thing) for e in seed.entries(self.inmate) if e.amount < 0)
        twice = [charge for charge, count in paid.items() if count > 1]
        need(not twice, Kind.DOUBLE, f"charged twice: {twice}")
        need(not (faults := seed.ledger_faults()), Kind.DOUBLE, f"the ledger: {faults}")

    def texts(self) -> set[str]:
        """What is being written, or was."""
        rows = self.reader.rows("SELECT body FROM main.draft UNION SELECT body FROM draft_version")
        return {cast(str, row[0]) for row in rows}

"""Plays central for a vault of practice: takes its outbox, accepts everything, answers at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import TypeVar, cast

from kiosk.domain import (
    CommandKind,
    CommandStatus,
    ConnectionState,
    Direction,
    ItemState,
    LedgerKind,
    Payment,
    Policy,
    TicketState,
    Topic,
)
from kiosk.domain.invented import Invented
from kiosk.practice.rows import ASKER, FRIEND, PERSON, Photograph, Rows, beginning, message
from kiosk.tasks import Tasks
from kiosk.vault import drafts, feed, outbox
from kiosk.vault.connection import Store, Transaction, VaultClosedError, VaultFailureError
from kiosk.vault.database import OpenVault
from kiosk.vault.feed import FeedRow
from kiosk.vault.outbox import Command, Settled
from kiosk.vault.times import to_micros

T = TypeVar("T")
DECIDED = {
    CommandKind.CONNECTION_APPROVE: ConnectionState.APPROVED,
    CommandKind.CONNECTION_DECLINE: ConnectionState.DECLINED,
    CommandKind.CONNECTION_BLOCK: ConnectionState.BLOCKED,
    CommandKind.CONNECTION_UNBLOCK: ConnectionState.APPROVED,
}
MUTED = {CommandKind.CONNECTION_MUTE: 1, CommandKind.CONNECTION_UNMUTE: 0}
REMOVED = {CommandKind.ITEM_REMOVE: 1, CommandKind.ITEM_RESTORE: 0}


class PracticeCentral:
    """Hears of each act in the outbox and carries it out in the vault, off the screen's thread."""

    def __init__(
        self,
        vault: OpenVault,
        tasks: Tasks,
        invented: Invented,
        policy: Policy,
        now: Callable[[], datetime],
    ) -> None:
        self._vault, self._tasks = vault, tasks
        self._invented, self._policy, self._now = invented, policy, now
        self._rows = Rows()
        self._greeted = False
        self._door = threading.Lock()  # held while it carries out
        self._closed = False
        self._stop = vault.subscribe(self._heard)

    def fill(self, pictures: tuple[Photograph, ...]) -> None:
        """Put in what is there at the beginning. Raises VaultFailureError."""
        now = self._now()
        rows = tuple(beginning(self._rows, self._invented, self._policy, pictures, now))
        self._tell(rows)
        for picture in pictures[: len(self._invented.captions)]:
            self._vault.files.write(picture.sha256, len(picture.data), [picture.data])

    def close(self) -> None:
        """Carry out nothing more; what is under way is finished first."""
        self._stop()
        with self._door:
            self._closed = True

    def _heard(self, topics: frozenset[Topic]) -> None:
        """Something was queued or let go; called on the vault's thread."""
        if Topic.OUTBOX in topics:
            self._tasks.run(self._serve, lambda _: None)

    def _serve(self) -> None:
        """Carry out what waits; a disk that fails leaves it waiting, and practice can be ended."""
        with self._door, suppress(VaultClosedError, VaultFailureError):
            while not self._closed:
                batch = self._write(Store.VAULT, outbox.take_batch)
                if not batch:
                    return
                self._finish(batch)

    def _finish(self, batch: tuple[Command, ...]) -> None:
        rows = tuple(row for each in batch for row in self._carry_out(each))
        seq, now = self._rows.seq, self._now()

        def settle(transaction: Transaction) -> None:
            for each in batch:
                done = Settled(each.id, CommandStatus.DONE, seq, "", 0, 0, signed=None)
                outbox.settle(transaction, done, now)

        def forget(transaction: Transaction) -> None:
            outbox.forget_shown(transaction, seq)
            drafts.forget_settled(transaction)

        self._write(Store.VAULT, settle)
        self._tell(rows)
        self._write(Store.VAULT, forget)

    def _tell(self, rows: tuple[FeedRow, ...]) -> None:
        page, now = self._rows.page(rows), self._now()
        applied = self._write(Store.CACHE, lambda t: feed.apply(t, page, 1, now))
        if not applied.accepted:
            raise RuntimeError("a page of practice that does not continue the one before")

    def _write(self, store: Store, work: Callable[[Transaction], T]) -> T:
        return self._vault.write(store, work).result()

    # --- what each act does ----------------------------------------------------------------

    def _carry_out(self, command: Command) -> Iterator[FeedRow]:
        kind, args = command.kind, command.args
        if kind in DECIDED:
            yield from self._decide(str(args["connection"]), DECIDED[kind])
        elif kind in MUTED:
            yield self._rows.put("connection", str(args["connection"]), muted=MUTED[kind])
        elif kind in REMOVED:
            yield self._rows.put(str(args["type"]), str(args["item"]), removed=REMOVED[kind])
        elif kind is CommandKind.MESSAGE_SEND:
            yield from self._send(command)
        elif kind is CommandKind.MESSAGE_OPEN:
            yield from self._open(str(args["message"]))
        elif kind is CommandKind.TICKET_OPEN:
            yield self._answer(command)

    def _decide(self, person: str, state: ConnectionState) -> Iterator[FeedRow]:
        decided = to_micros(self._now())
        yield self._rows.put("connection", person, state=state, decided_at=decided)
        approved = person == ASKER and state is ConnectionState.APPROVED
        if approved and self._invented.glad and not self._greeted:
            self._greeted = True
            yield self._come("glad", ASKER, self._invented.glad)

    def _send(self, command: Command) -> Iterator[FeedRow]:
        args, price = command.args, self._policy.tariff.message
        item, person = str(args["message"]), str(args["connection"])
        payment = Payment(str(args["payment"]))
        body = str(args["body"])
        sent = message(person, Direction.OUT, self._now(), body, price, payment=payment)
        yield self._rows.put("message", item, **sent)
        if payment is Payment.PREPAID:
            yield from self._pay(LedgerKind.MESSAGE_SEND, item, person, price)
        yield self._come(f"answer-{item}", person, self._invented.thanks)

    def _open(self, item: str) -> Iterator[FeedRow]:
        opened = to_micros(self._now())
        body, price = self._invented.sealed, self._policy.tariff.message
        yield self._rows.put("message", item, body=body, state=ItemState.OPENED, opened_at=opened)
        yield from self._pay(LedgerKind.MESSAGE_OPEN, item, FRIEND, price)

    def _come(self, item: str, person: str, body: str) -> FeedRow:
        price = self._policy.tariff.message
        return self._rows.put(
            "message", item, **message(person, Direction.IN, self._now(), body, price)
        )

    def _pay(self, kind: LedgerKind, item: str, person: str, price: int) -> Iterator[FeedRow]:
        left = cast(int, self._rows.fact("profile", PERSON, "balance")) - price
        yield self._rows.put("profile", PERSON, balance=left)
        name = self._rows.fact("connection", person, "name")
        yield self._rows.put(
            "ledger", f"line-{self._rows.seq}", kind=kind, amount=-price, balance_after=left,
            at=to_micros(self._now()), contact_name=name, about_type="message", about=item,
        )  # fmt: skip

    def _answer(self, command: Command) -> FeedRow:
        """Nobody reads a ticket of practice, and its answer says so."""
        args, now = command.args, to_micros(self._now())
        return self._rows.put(
            "ticket", str(args["ticket"]), kind=args["kind"], text=args["text"],
            about_type=args["about_type"], about=args["about"], state=TicketState.ANSWERED,
            opened_at=now, looked_at=now, answered_at=now,
            role=self._invented.staff, answer=self._invented.answer,
        )  # fmt: skip

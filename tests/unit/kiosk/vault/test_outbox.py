"""Commands: kept in order, sent under the same id, settled once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.domain import (
    CommandId,
    CommandKind,
    CommandStatus,
    ConnectionId,
    MessageId,
    Payment,
    Settings,
)
from kiosk.vault import drafts, marks, outbox, people
from kiosk.vault.connection import Store
from kiosk.vault.database import OpenVault
from kiosk.vault.outbox import Command, Settled
from tests.unit.kiosk.world import Clock, Ids, make_vault

NOW = Clock().now()
TIE = ConnectionId("tie")


def send(item: str, body: str = "words") -> Command:
    args: dict[str, str | int] = {
        "message": f"m-{item}",
        "connection": TIE,
        "body": body,
        "payment": "cod",
        "expected_price": 50,
    }
    return Command(CommandId(item), CommandKind.MESSAGE_SEND, args, TIE, f"m-{item}")


def receipt(item: str, code: str = "", seq: int = 1, signed: str | None = "{}") -> Settled:
    status = CommandStatus.REFUSED if code else CommandStatus.DONE
    return Settled(CommandId(item), status, seq, code, 0, 0, signed)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[OpenVault]:
    vault = make_vault(tmp_path / "vault")
    yield vault
    vault.close()


def add(vault: OpenVault, command: Command) -> bool:
    return vault.write(Store.VAULT, lambda t: outbox.add(t, command, NOW)).result()


def approve(item: str, tie: str) -> Command:
    tie_id = ConnectionId(tie)
    return Command(CommandId(item), CommandKind.CONNECTION_APPROVE, {"connection": tie_id}, tie_id)


def test_a_held_command_and_those_behind_it_stay_until_it_is_let_go(vault: OpenVault) -> None:
    add(vault, send("before"))
    held = approve("held", "someone")
    assert vault.write(Store.VAULT, lambda t: outbox.add(t, held, NOW, held=True)).result()
    add(vault, send("behind"))
    batch = vault.write(Store.VAULT, outbox.take_batch).result()
    assert [command.id for command in batch] == ["before"]
    vault.write(Store.VAULT, lambda t: outbox.settle(t, receipt("before"), NOW)).result()
    reader = vault.reader()
    assert outbox.unsettled(reader) == 2
    assert not outbox.any_to_send(reader)
    reader.close()
    vault.write(Store.VAULT, lambda t: outbox.release(t, ConnectionId("someone"))).result()
    batch = vault.write(Store.VAULT, outbox.take_batch).result()
    assert [command.id for command in batch] == ["held", "behind"]


def test_a_held_command_taken_back_leaves_no_trace(vault: OpenVault) -> None:
    held = approve("held", "someone")
    vault.write(Store.VAULT, lambda t: outbox.add(t, held, NOW, held=True)).result()
    vault.write(Store.VAULT, lambda t: outbox.take_back(t, ConnectionId("someone"))).result()
    reader = vault.reader()
    assert outbox.entries(reader) == ()
    reader.close()


def test_a_restart_lets_a_held_command_go(vault: OpenVault) -> None:
    held = approve("held", "someone")
    vault.write(Store.VAULT, lambda t: outbox.add(t, held, NOW, held=True)).result()
    vault.write(Store.VAULT, outbox.requeue).result()
    assert [c.id for c in vault.write(Store.VAULT, outbox.take_batch).result()] == ["held"]


def test_batches_are_oldest_first_and_of_fifty(vault: OpenVault) -> None:
    for number in range(60):
        assert add(vault, send(f"c{number}"))
    batch = vault.write(Store.VAULT, outbox.take_batch).result()
    assert [command.id for command in batch] == [f"c{number}" for number in range(50)]
    assert batch[0] == send("c0")
    again = vault.write(Store.VAULT, outbox.take_batch).result()
    assert again == batch  # until there is a receipt, the same ones
    vault.write(Store.VAULT, lambda t: outbox.settle(t, receipt("c3"), NOW)).result()
    third = vault.write(Store.VAULT, outbox.take_batch).result()
    assert [command.id for command in third][:4] == ["c0", "c1", "c2", "c4"]


def test_saying_the_same_twice_is_one_command(vault: OpenVault) -> None:
    ids = Ids()

    def say(kind: CommandKind, about: str = "p") -> bool:
        return add(vault, Command(CommandId(ids()), kind, {}, "", about))

    assert say(CommandKind.ITEM_REMOVE)
    assert not say(CommandKind.ITEM_REMOVE)
    assert say(CommandKind.ITEM_RESTORE)
    assert say(CommandKind.ITEM_REMOVE)
    assert say(CommandKind.ITEM_REMOVE, "q")
    assert say(CommandKind.COMMAND_CANCEL)
    assert not say(CommandKind.COMMAND_CANCEL)


def test_a_refusal_may_be_tried_again(vault: OpenVault) -> None:
    first = Command(CommandId("a"), CommandKind.MESSAGE_OPEN, {}, TIE, "m")
    assert add(vault, first)
    vault.write(Store.VAULT, lambda t: outbox.settle(t, receipt("a", "gone"), NOW)).result()
    second = Command(CommandId("b"), CommandKind.MESSAGE_OPEN, {}, TIE, "m")
    assert add(vault, second)


def test_a_receipt_for_what_is_not_waiting_changes_nothing(vault: OpenVault) -> None:
    add(vault, send("a"))
    for code in ("", "blocked"):
        vault.write(Store.VAULT, lambda t, c=code: outbox.settle(t, receipt("a", c), NOW)).result()  # type: ignore[misc]
    vault.write(Store.VAULT, lambda t: outbox.settle(t, receipt("strange"), NOW)).result()
    reader = vault.reader()
    assert outbox.refusals(reader) == ()
    assert reader.rows("SELECT status FROM main.outbox") == [("done",)]
    reader.close()


def test_what_central_would_not_read_has_no_receipt_but_a_refusal(vault: OpenVault) -> None:
    add(vault, send("a", "the text"))
    unread = receipt("a", "invalid", signed=None)
    vault.write(Store.VAULT, lambda t: outbox.settle(t, unread, NOW)).result()
    reader = vault.reader()
    assert reader.rows("SELECT * FROM main.receipt") == []
    (refusal,) = outbox.refusals(reader)
    assert refusal.code == "invalid"
    draft = drafts.current(reader, TIE)
    assert draft is not None and (draft.body, draft.payment) == ("the text", Payment.COD)
    reader.close()


def test_after_a_restore_all_is_told_again(vault: OpenVault) -> None:
    reader = vault.reader()
    wanted = Settings(language="es")

    def work(transaction: Any) -> None:
        marks.mark(transaction, "p", seen=True)
        people.keep_settings(transaction, wanted, Settings())

    vault.write(Store.VAULT, work).result()
    (mark,) = marks.unsynced_marks(reader, 9)
    held = marks.unsynced_settings(reader)
    assert held is not None
    vault.write(Store.VAULT, lambda t: marks.mark_synced(t, mark, 3)).result()
    vault.write(Store.VAULT, lambda t: marks.settings_synced(t, held, 3)).result()
    assert not marks.unsynced(reader)
    vault.write(Store.VAULT, marks.push_again).result()
    assert marks.unsynced(reader)
    assert marks.unsynced_marks(reader, 9)[0].fields == {"seen": True}
    assert people.settings(reader) == wanted
    vault.write(Store.VAULT, lambda t: people.keep_settings(t, wanted, wanted)).result()
    again = marks.unsynced_settings(reader)
    assert again is not None and again.edits == held.edits
    reader.close()


class Outbox(RuleBasedStateMachine):
    """Every queued id is in the outbox, the receipts or the refusals, whatever happens (I1)."""

    def __init__(self) -> None:
        super().__init__()
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.vault = make_vault(Path(self.folder.name) / "vault")
        self.reader = self.vault.reader()
        self.queued: list[str] = []
        self.tried: set[str] = set()
        self.done: set[str] = set()
        self.refused: set[str] = set()
        self.dismissed: set[str] = set()

    @rule(body=st.text(min_size=1, max_size=5))
    def queue(self, body: str) -> None:
        item = f"c{len(self.queued)}"
        assert add(self.vault, send(item, body))
        self.queued.append(item)

    @rule()
    def take(self) -> None:
        batch = self.vault.write(Store.VAULT, outbox.take_batch).result()
        waiting = [i for i in self.queued if i not in self.done | self.refused]
        assert [command.id for command in batch] == waiting
        self.tried |= set(waiting)

    @rule()
    def try_in_vain(self) -> None:
        batch = self.vault.write(Store.VAULT, outbox.take_batch).result()
        self.vault.write(Store.VAULT, lambda t: outbox.not_given(t, batch, NOW)).result()

    @precondition(lambda self: self.queued)
    @rule(which=st.integers(0, 50))
    def do_not_send(self, which: int) -> None:
        """At once where no batch left the device; else central would be asked."""
        item = self.queued[which % len(self.queued)]
        if item in self.tried | self.done | self.refused:
            return
        message, cancel = MessageId(f"m-{item}"), CommandId("cancel")
        self.vault.write(
            Store.VAULT, lambda t: outbox.do_not_send(t, message, cancel, NOW)
        ).result()
        self.queued.remove(item)

    @precondition(lambda self: self.queued)
    @rule(which=st.integers(0, 50), code=st.sampled_from(["", "blocked"]), seq=st.integers(1, 9))
    def settle(self, which: int, code: str, seq: int) -> None:
        item = self.queued[which % len(self.queued)]
        settled = receipt(item, code, seq)
        self.vault.write(Store.VAULT, lambda t: outbox.settle(t, settled, NOW)).result()
        if item not in self.done | self.refused:
            (self.refused if code else self.done).add(item)

    @rule(seq=st.integers(0, 9))
    def shown(self, seq: int) -> None:
        self.vault.write(Store.VAULT, lambda t: outbox.forget_shown(t, seq)).result()
        assert not outbox.any_shown(self.reader, seq)

    @rule()
    def restart(self) -> None:
        self.vault.write(Store.VAULT, outbox.requeue).result()
        assert self.reader.number("SELECT count(*) FROM outbox WHERE status = 'sending'") == 0

    @rule()
    def restore(self) -> None:
        self.vault.write(Store.VAULT, outbox.forget_done).result()

    @precondition(lambda self: self.refused)
    @rule()
    def dismiss(self) -> None:
        item = CommandId(sorted(self.refused)[0])
        self.vault.write(Store.VAULT, lambda t: outbox.dismiss(t, item)).result()
        self.dismissed.add(item)

    @invariant()
    def nothing_is_lost(self) -> None:
        receipts = {row[0] for row in self.reader.rows("SELECT id FROM main.receipt")}
        waiting = {entry.id for entry in outbox.entries(self.reader)}
        refused = {entry.id for entry in outbox.refusals(self.reader)}
        assert waiting == set(self.queued) - self.done - self.refused
        assert receipts == self.done | self.refused
        assert refused == self.refused - self.dismissed
        assert outbox.unsettled(self.reader) == len(waiting)
        if self.refused:
            draft = drafts.current(self.reader, TIE)
            assert draft is not None and draft.body

    def teardown(self) -> None:
        self.reader.close()
        self.vault.close()
        self.folder.cleanup()


Outbox.TestCase.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
TestOutbox = Outbox.TestCase

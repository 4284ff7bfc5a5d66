"""What goes into envelopes, and taking back what may have left the device."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.domain import (
    CommandId,
    CommandKind,
    CommandStatus,
    ConnectionId,
    Message,
    MessageId,
    Payment,
)
from kiosk.vault import database, drafts, keys, messages, outbox, postbox, refusals
from kiosk.vault.connection import Store, Transaction
from kiosk.vault.database import OpenVault
from kiosk.vault.keys import DataKey
from kiosk.vault.outbox import Command, Settled
from kiosk.vault.postbox import Content
from tests.unit.kiosk.world import PIN, SECRET, Clock, make_vault

NOW = Clock().now()
TIE = ConnectionId("tie")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[OpenVault]:
    vault = make_vault(tmp_path / "vault")
    yield vault
    vault.close()


def command(item: str, kind: CommandKind, **args: str | int) -> Command:
    return Command(CommandId(item), kind, args, str(args.get("connection", "")), f"about-{item}")


def send(item: str, body: str = "words") -> Command:
    args: dict[str, str | int] = {
        "message": f"m-{item}",
        "connection": TIE,
        "body": body,
        "payment": "cod",
        "expected_price": 50,
    }
    return Command(CommandId(item), CommandKind.MESSAGE_SEND, args, TIE, f"m-{item}")


def cancelling(item: str) -> Command:
    args: dict[str, str | int] = {"command": item}
    return Command(CommandId("cancel"), CommandKind.COMMAND_CANCEL, args, "", item)


def add(vault: OpenVault, *commands: Command, held: bool = False) -> None:
    for each in commands:
        work = partial(outbox.add, command=each, now=NOW, held=held)
        assert vault.write(Store.VAULT, work).result()


def take(vault: OpenVault, lying: Collection[int] = ()) -> tuple[Content, ...]:
    return vault.write(Store.VAULT, lambda t: postbox.take(t, lying)).result()


def box(vault: OpenVault, lying: Collection[int] = ()) -> tuple[Content, ...]:
    contents = take(vault, lying)
    for content in contents:
        vault.write(Store.VAULT, partial(postbox.boxed, content=content)).result()
    return contents


def ids(contents: tuple[Content, ...]) -> list[tuple[int, list[str]]]:
    return [(content.counter, list(content.ids)) for content in contents]


def settle(vault: OpenVault, item: str, code: str = "") -> None:
    status = CommandStatus.REFUSED if code else CommandStatus.DONE
    told = Settled(CommandId(item), status, 1, code, 0, 0, "{}")
    vault.write(Store.VAULT, lambda t: outbox.settle(t, told, NOW)).result()


def do_not_send(vault: OpenVault, item: str, cancel: str = "cancel") -> None:
    vault.write(
        Store.VAULT,
        lambda t: outbox.do_not_send(t, MessageId(f"m-{item}"), CommandId(cancel), NOW),
    ).result()


def batch(vault: OpenVault) -> list[str]:
    return [one.id for one in vault.write(Store.VAULT, outbox.take_batch).result()]


def kept(vault: OpenVault, item: str) -> Message | None:
    reader = vault.reader()
    try:
        return messages.message(reader, MessageId(f"m-{item}"))
    finally:
        reader.close()


def draft_body(vault: OpenVault) -> str | None:
    reader = vault.reader()
    try:
        draft = drafts.current(reader, TIE)
        return None if draft is None else draft.body
    finally:
        reader.close()


def test_what_is_boxed_and_what_waits_for_its_author(vault: OpenVault) -> None:
    for number, kind in enumerate(CommandKind):
        add(vault, command(f"c{number}", kind))
    (content,) = take(vault)
    kinds = [one["kind"] for one in msgspec.json.decode(content.commands)]
    assert set(CommandKind) - set(kinds) == {
        CommandKind.MESSAGE_OPEN,
        CommandKind.ACCOUNT_FREEZE,
    }
    assert kinds[0] == CommandKind.COMMAND_CANCEL  # before what it takes back
    reader = vault.reader()
    assert len(outbox.entries(reader)) == len(CommandKind)  # none leaves the outbox
    reader.close()


def test_an_envelope_holds_what_a_batch_would(vault: OpenVault) -> None:
    add(vault, send("one", 'a "quoted" word\n\u00e9\U0001f600'))
    (content,) = take(vault)
    (sent,) = vault.write(Store.VAULT, outbox.take_batch).result()
    assert msgspec.json.decode(content.commands) == [
        {"id": sent.id, "kind": sent.kind.value, "args": dict(sent.args)}
    ]


def test_numbers_rise_also_where_no_envelope_came_of_them(vault: OpenVault) -> None:
    assert ids(take(vault)) == []
    add(vault, send("one"))
    assert ids(take(vault)) == [(1, ["one"])]
    assert ids(box(vault)) == [(2, ["one"])]  # the power went before the first was written
    assert ids(box(vault, lying={2})) == []
    add(vault, send("two"))
    assert ids(box(vault, lying={2})) == [(3, ["two"])]
    assert ids(box(vault, lying={3})) == [(4, ["one"])]


def test_what_is_settled_is_not_boxed(vault: OpenVault) -> None:
    add(vault, send("done"), send("refused"), send("sending"))
    assert batch(vault) == ["done", "refused", "sending"]
    settle(vault, "done")
    settle(vault, "refused", "price-changed")
    assert ids(take(vault)) == [(1, ["sending"])]


def test_an_undo_that_was_not_used_ends_with_the_session(vault: OpenVault) -> None:
    add(vault, send("held"), held=True)
    add(vault, send("behind"))
    assert batch(vault) == []
    assert ids(take(vault)) == [(1, ["held", "behind"])]
    assert batch(vault) == ["held", "behind"]


def test_much_goes_into_several_envelopes_in_order(vault: OpenVault) -> None:
    add(vault, *(send(f"s{number:03}") for number in range(postbox.MOST + 1)))
    add(vault, *(send(f"l{number}", "x" * 100_000) for number in range(4)))
    assert [len(content.ids) for content in box(vault)] == [postbox.MOST, 3, 2]


def test_what_never_left_is_taken_back_at_once(vault: OpenVault) -> None:
    add(vault, send("one"))
    before = kept(vault, "one")
    assert before is not None
    assert (before.boxed, before.taking_back) == (False, False)
    do_not_send(vault, "one")
    assert kept(vault, "one") is None
    assert draft_body(vault) == "words"
    assert batch(vault) == []
    do_not_send(vault, "one")  # nothing is left to take back
    assert batch(vault) == []


def not_given(vault: OpenVault, *items: str) -> None:
    commands = [send(item) for item in items]
    vault.write(Store.VAULT, lambda t: outbox.not_given(t, commands, NOW)).result()


def test_what_no_try_took_out_of_the_device_is_taken_back_at_once(vault: OpenVault) -> None:
    add(vault, send("one"), send("two"))
    for _ in range(3):
        assert batch(vault) == ["one", "two"]
        not_given(vault, "one", "two")
    do_not_send(vault, "one")
    assert kept(vault, "one") is None
    assert draft_body(vault) == "words"
    assert batch(vault) == ["two"]


def test_what_was_asked_back_amid_such_a_try_is_taken_back_at_its_end(vault: OpenVault) -> None:
    add(vault, send("one"), send("two"))
    batch(vault)
    do_not_send(vault, "one")
    shown = kept(vault, "one")
    assert shown is not None
    assert shown.taking_back
    not_given(vault, "one", "two")
    assert kept(vault, "one") is None
    assert draft_body(vault) == "words"
    assert batch(vault) == ["two"]


@pytest.mark.parametrize("way", ["batch", "envelope", "envelope amid the try"])
def test_what_left_once_is_not_counted_back_by_a_later_try(vault: OpenVault, way: str) -> None:
    add(vault, send("one"))
    if way == "batch":
        batch(vault)  # no answer came
        vault.write(Store.VAULT, outbox.requeue).result()
    if way == "envelope":
        box(vault)
    batch(vault)
    if way == "envelope amid the try":
        box(vault)
    not_given(vault, "one")
    do_not_send(vault, "one")
    shown = kept(vault, "one")
    assert shown is not None
    assert shown.taking_back
    assert batch(vault) == ["cancel", "one"]
    vault.write(
        Store.VAULT, lambda t: outbox.not_given(t, [cancelling("one"), send("one")], NOW)
    ).result()
    assert batch(vault) == ["cancel", "one"]  # that this try failed says nothing of the first
    assert draft_body(vault) is None


def test_what_was_settled_amid_a_try_stays_settled(vault: OpenVault) -> None:
    add(vault, send("one"))
    batch(vault)
    settle(vault, "one")
    not_given(vault, "one")
    assert batch(vault) == []


@pytest.mark.parametrize("way", ["batch", "envelope"])
def test_what_may_have_left_is_asked_back_before_it_is_sent_again(
    vault: OpenVault, way: str
) -> None:
    add(vault, send("one"))
    assert batch(vault) == ["one"] if way == "batch" else len(box(vault)) == 1
    do_not_send(vault, "one")
    do_not_send(vault, "one", "again")
    shown = kept(vault, "one")
    assert shown is not None
    assert (shown.boxed, shown.taking_back) == (way == "envelope", True)
    assert draft_body(vault) is None
    add(vault, send("held"), held=True)
    assert batch(vault) == ["cancel", "one"]
    settle(vault, "cancel")
    settle(vault, "one", "cancelled")
    assert kept(vault, "one") is None
    assert draft_body(vault) == "words"
    reader = vault.reader()
    assert refusals.shown(reader) == ()  # it is as the person wished
    reader.close()


def test_what_was_done_already_is_said(vault: OpenVault) -> None:
    add(vault, send("one"))
    take(vault)
    do_not_send(vault, "one")
    settle(vault, "cancel", "too-late")
    settle(vault, "one")
    assert draft_body(vault) is None
    reader = vault.reader()
    assert [entry.code for entry in refusals.shown(reader)] == ["too-late"]
    reader.close()


def test_a_message_taken_back_can_be_sent_and_taken_back_again(vault: OpenVault) -> None:
    add(vault, send("one"))
    take(vault)
    do_not_send(vault, "one")
    settle(vault, "cancel")
    settle(vault, "one", "cancelled")
    again = Command(CommandId("two"), CommandKind.MESSAGE_SEND, send("one").args, TIE, "m-one")
    add(vault, again)
    assert take(vault)[0].ids == ("two",)
    do_not_send(vault, "one", "cancel-2")
    assert batch(vault) == ["cancel-2", "two"]


def test_a_vault_from_before_the_post_box_is_brought_up(tmp_path: Path) -> None:
    """Its outbox is kept, and counts as not given away."""
    folder = tmp_path / "vault"
    vault = make_vault(folder)
    add(vault, send("one"))

    def undo(transaction: Transaction) -> None:
        transaction.run("ALTER TABLE outbox DROP COLUMN given")
        transaction.run("ALTER TABLE outbox DROP COLUMN boxed")
        transaction.run("DROP TABLE post_box")
        transaction.run("DROP TABLE pending_album")
        transaction.run("ALTER TABLE pending_mark DROP COLUMN albums")
        transaction.run("PRAGMA user_version = 10001")

    vault.write(Store.VAULT, undo).result()
    vault.close()
    key = keys.unlock_with_pin(folder, PIN, SECRET)
    assert isinstance(key, DataKey)
    vault = database.open_vault(folder, key)
    try:
        shown: Any = kept(vault, "one")
        assert (shown.body, shown.boxed, shown.payment) == ("words", False, Payment.COD)
        assert ids(take(vault)) == [(1, ["one"])]
    finally:
        vault.close()

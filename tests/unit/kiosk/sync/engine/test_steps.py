"""The engine against a central that is scripted, for what the real one does not do on demand."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from kiosk.domain import (
    CommandKind,
    CommandStatus,
    NetworkState,
    Payment,
)
from kiosk.sync import push, translate
from kiosk.sync.engine import state_after
from kiosk.sync.failures import (
    ClockWrongError,
    NotCentralError,
    OfflineError,
    ProblemError,
    SyncFailureError,
    UnreachedError,
)
from kiosk.sync.protocol import (
    Change,
    Changes,
    StateRequest,
    WireCommand,
    WireState,
)
from kiosk.vault import drafts, feed, marks, outbox
from kiosk.vault.connection import Store
from tests.unit.kiosk.sync.engine.ground import FOREIGN, SELF, TIE, Rig, altered, refusal, signed


def test_a_conversation_is_self_then_push_then_pull(rig: Rig) -> None:
    rig.queue()
    rig.desk.act("save_draft", TIE, "draft", Payment.COD)
    rig.engine.step()
    assert rig.client.seen == [
        "token", "self", "sign in", "commands 1", "state draft", "changes ",
    ]  # fmt: skip
    assert rig.vault.network is NetworkState.ONLINE
    assert rig.heard == [SELF]
    assert rig.vault.policy is not None and rig.vault.policy.tariff.message == 50
    assert len(rig.sessions) == 1
    wait = rig.engine.step()
    assert 10 < wait <= 15 and len(rig.client.seen) == 6
    rig.clock.advance(16)
    rig.engine.step()
    assert rig.client.seen[6:] == ["changes c0"]
    rig.clock.advance(60)
    rig.engine.step()
    assert rig.client.seen[7:] == ["self", "changes c0"]


def test_a_price_that_changed_is_asked_for_at_once(rig: Rig) -> None:
    rig.engine.step()
    for item, code in (("c1", "frozen"), ("c2", "price-changed")):
        rig.client.seen.clear()
        rig.clock.advance(16)
        rig.queue(item=item)
        rig.client.on_commands = lambda commands, code=code: [  # type: ignore[misc]
            signed(each, code) for each in commands
        ]
        rig.engine.step()
        assert "commands 1" in rig.client.seen
        assert ("self" in rig.client.seen) is (code == "price-changed")


@pytest.mark.parametrize(
    ("failure", "state"),
    [
        (OfflineError(), NetworkState.OFFLINE),
        (NotCentralError(), NetworkState.NETWORK_PROBLEM),
        (ClockWrongError(), NetworkState.CLOCK_WRONG),
        (refusal("upgrade-required", 426), NetworkState.UPGRADE_REQUIRED),
        (refusal("account-closed", 403), NetworkState.REFUSED),
        (refusal("device-revoked", 403), NetworkState.REFUSED),
        (refusal("server-error", 500), NetworkState.OFFLINE),
        (refusal("rate-limited", 429), NetworkState.OFFLINE),
        (refusal("invalid", 400), NetworkState.NETWORK_PROBLEM),
    ],
)
def test_every_failure_has_its_state_and_passes(
    rig: Rig, failure: SyncFailureError, state: NetworkState
) -> None:
    rig.queue()
    rig.client.failures.append(failure)
    assert rig.engine.step() > 0
    assert rig.vault.network is state is state_after(failure)
    told = isinstance(failure, ProblemError) and state is NetworkState.REFUSED
    assert rig.refused == ([failure.code] if told and isinstance(failure, ProblemError) else [])
    assert outbox.unsettled(rig.reader) == 1
    rig.clock.advance(20)
    rig.engine.step()
    assert rig.vault.network is NetworkState.ONLINE
    assert outbox.unsettled(rig.reader) == 0


def test_a_busy_central_is_not_asked_before_it_said(rig: Rig) -> None:
    rig.client.failures.append(refusal("rate-limited", 429, retry_after=100.0))
    assert rig.engine.step() >= 60
    rig.queue()
    rig.clock.advance(95)
    seen = len(rig.client.seen)
    rig.engine.step(asked=True)
    assert len(rig.client.seen) == seen
    rig.clock.advance(40)
    rig.engine.step(asked=True)
    assert len(rig.client.seen) > seen


def test_commands_that_were_being_sent_are_sent_again_after_a_start(rig: Rig) -> None:
    rig.queue()
    rig.vault.write(Store.VAULT, outbox.take_batch).result()
    assert outbox.entries(rig.reader)[0].status is CommandStatus.SENDING
    rig.engine.step()
    assert outbox.unsettled(rig.reader) == 0


def test_what_a_page_brought_is_settled_at_the_next_start(rig: Rig) -> None:
    state = WireState("draft", "d1", 1, {"connection": TIE, "body": "begun elsewhere"})
    row = Change(1, "state", "draft/d1", 1, data=msgspec.Raw(msgspec.json.encode(state)))
    kept = translate.page(Changes("", "c1", more=False, changes=[row], poll_after=5.0))
    now = rig.clock.now()
    rig.vault.write(Store.CACHE, lambda t: feed.apply(t, kept, 1, now)).result()  # power went here
    rig.engine.step()
    found = drafts.current(rig.reader, TIE)
    assert found is not None
    assert found.body == "begun elsewhere"


@pytest.mark.parametrize("code", ["invalid", "fingerprint-differs"])
def test_one_command_that_central_will_not_read_holds_up_no_other(rig: Rig, code: str) -> None:
    for item in ("good", "bad", "better"):
        rig.queue(item, item)

    def answer(commands: list[WireCommand]) -> list[msgspec.Raw]:
        if any(command.id == "bad" for command in commands):
            raise refusal(code, 422)
        return [signed(command) for command in commands]

    rig.client.on_commands = answer
    assert push.push_commands(rig.line) == 3
    (refused,) = outbox.refusals(rig.reader)
    assert (refused.id, refused.code) == ("bad", code)
    assert outbox.unsettled(rig.reader) == 0


@pytest.mark.parametrize(("failure", "left"), [(UnreachedError(), False), (OfflineError(), True)])
def test_a_try_counts_where_central_may_have_heard_it(
    rig: Rig, failure: SyncFailureError, left: bool
) -> None:
    rig.queue()
    rig.client.failures += [UnreachedError(), UnreachedError()]
    for _ in range(2):  # no token came: nothing was asked yet
        with pytest.raises(UnreachedError):
            push.push_commands(rig.line)
    rig.line.tokens.renew()
    rig.client.failures.append(failure)
    with pytest.raises(OfflineError):
        push.push_commands(rig.line)
    rig.desk.act("do_not_send", "m-c1")
    kinds = [entry.kind for entry in outbox.entries(rig.reader)]
    assert kinds == ([CommandKind.MESSAGE_SEND, CommandKind.COMMAND_CANCEL] if left else [])


def test_one_by_one_counts_what_was_asked_together(rig: Rig) -> None:
    """Central heard of all of them, though it read none."""
    rig.queue()
    answers: list[SyncFailureError] = [refusal("invalid"), UnreachedError()]

    def answer(_: list[WireCommand]) -> list[msgspec.Raw]:
        raise answers.pop(0)

    rig.client.on_commands = answer
    with pytest.raises(UnreachedError):
        push.push_commands(rig.line)
    rig.desk.act("do_not_send", "m-c1")
    assert outbox.unsettled(rig.reader) == 2


def test_one_by_one_stops_where_central_is_away(rig: Rig) -> None:
    for item in ("bad", "next"):
        rig.queue(item, item)
    answers = [refusal("invalid"), refusal("invalid"), refusal("server-error", 500)]

    def answer(_: list[WireCommand]) -> list[msgspec.Raw]:
        raise answers.pop(0)

    rig.client.on_commands = answer
    with pytest.raises(ProblemError):
        push.push_commands(rig.line)
    assert [entry.id for entry in outbox.entries(rig.reader)] == ["next"]


def test_more_than_a_batch_goes_out_in_batches(rig: Rig) -> None:
    for number in range(120):
        rig.queue(f"text {number}", f"c{number}")
    assert push.push_commands(rig.line) == 120
    assert [seen for seen in rig.client.seen if seen.startswith("commands")] == [
        "commands 50", "commands 50", "commands 20",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "answer",
    [
        lambda commands: [],
        lambda commands: [signed(commands[0], key=FOREIGN)],
        lambda commands: [signed(WireCommand("other", "message.send", {}))],
        lambda commands: [signed(commands[0]), signed(commands[0])],
        lambda commands: [altered(signed(commands[0]), b'"balance": 0', b'"balance": 9')],
        lambda commands: [msgspec.Raw(b"{}")],
        lambda commands: [msgspec.Raw(b"7")],
        lambda commands: [altered(signed(commands[0]), b"==", b"!!")],
    ],
)  # fmt: skip
def test_receipts_that_are_not_centrals_settle_nothing(rig: Rig, answer: Any) -> None:
    rig.queue()
    rig.client.on_commands = answer
    with pytest.raises(NotCentralError):
        push.push_commands(rig.line)
    assert outbox.unsettled(rig.reader) == 1
    assert rig.reader.rows("SELECT * FROM main.receipt") == []


def test_state_that_central_will_never_take_is_not_sent_for_ever(rig: Rig) -> None:
    from kiosk.domain import PhotoId, Settings

    rig.desk.act("save_draft", TIE, "draft", Payment.COD)
    rig.desk.act("mark_photo", PhotoId("gone"), seen=True)
    rig.desk.act("save_settings", Settings(language="es"))

    def never(kind: str, request: StateRequest) -> WireState:
        raise refusal("not-found", 404)

    rig.client.on_state = never
    assert push.push_states(rig.line)
    assert not marks.unsynced(rig.reader)
    assert rig.desk.box.draft(TIE) is not None
    assert rig.desk.box.settings().language == "es"

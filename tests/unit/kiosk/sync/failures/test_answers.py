"""The rows of the failure table about answers that do not come, or from somebody else."""

from __future__ import annotations

import datetime as dt
import json
import ssl
from typing import TYPE_CHECKING, Any, cast

import pytest

from kiosk.domain import CommandStatus, NetworkState, Payment
from kiosk.sync.failures import OfflineError
from tests.unit.kiosk.sync.client.ground import certificate, http, problem
from tests.unit.kiosk.sync.failures.ground import (
    another_answers,
    bodies,
    intentions,
    standing,
    work_in_hand,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.central_server import CentralServer
    from tests.unit.kiosk.sync.pair.ground import SignIn
    from tests.unit.kiosk.world import Person

PAGE = {"since": "", "cursor": "c", "more": False, "changes": [], "poll_after": 1}
NOT_CENTRAL = {
    "portal": http(b"<html>Sign in to our network</html>", kind="text/html"),
    "portal that calls itself JSON": http(b"<html>Sign in to our network</html>"),
    "portal that redirects": http(b"", "302 Found", extra="Location: http://portal/\r\n"),
    "not JSON": http(b"{not json"),
    "another schema": http(json.dumps(PAGE | {"changes": "none"}).encode()),
    "half a schema": http(json.dumps({"since": "", "cursor": "c"}).encode()),
    "another's cursor": http(json.dumps(PAGE | {"since": "elsewhere"}).encode()),
    "an empty answer": http(b""),
    "a problem without a code": http(b"{}", "410 Gone", "application/problem+json"),
    "a code that means nothing here": problem("portal-says-no", "403 Forbidden"),
}


def test_answer_lost_after_commit(
    central: CentralServer, family: Any, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same command under the same id, however often, and never under a new one."""
    central.seed.credits(family.id, 120)
    person = sign_in()
    person.sync()
    person.act("send", family.tie, "Prepaid words", Payment.PREPAID, 50)
    whole, ids = person.device.client.commands, []

    def lost(token: str, commands: Any, epoch: str) -> Any:
        ids.append([command.id for command in commands])
        receipts = whole(token, commands, epoch)
        if len(ids) <= 3:
            raise OfflineError
        return receipts

    monkeypatch.setattr(person.device.client, "commands", lost)
    for _ in range(3):
        person.engine.step(asked=True)
        assert person.box.status().network is NetworkState.OFFLINE
        assert [entry.status for entry in person.box.outbox()] == [CommandStatus.SENDING]
        assert central.seed.balance(family.id) == 70
        person._begin()  # as a new process would
        person.clock.advance(1000)
    person.sync()
    assert len(ids) == 4 and len({tuple(batch) for batch in ids}) == 1
    assert person.box.outbox() == ()
    assert person.box.profile().balance == central.seed.balance(family.id) == 70
    assert bodies(person, family.tie) == ["Prepaid words"]
    assert [m.body for m in central.seed.messages(family.tie)] == ["Prepaid words"]
    assert len(central.seed.commands(family.id)) == 1
    assert central.seed.ledger_faults() == []


@pytest.mark.parametrize("name", NOT_CENTRAL)
def test_not_json_wrong_schema_captive_portal(
    central: CentralServer, family: Any, sign_in: SignIn, name: str
) -> None:
    """A network problem on the screen; nothing of it comes in, and nothing of ours goes out."""
    central.seed.message(family.tie, "From central")
    person = sign_in()
    person.sync()
    work_in_hand(person, family.tie)
    person.act("send", family.tie, "Not for a portal", Payment.COD, 50)
    held, at, seen = intentions(person), standing(person), bodies(person, family.tie)
    with another_answers(person) as server:
        for _ in range(3):
            server.answers = [NOT_CENTRAL[name]] * 6
            person.clock.advance(1000)
            person.engine.step(asked=True)
            assert person.box.status().network is NetworkState.NETWORK_PROBLEM
        assert server.requests
    assert standing(person) == at
    assert bodies(person, family.tie) == seen == ["From central", "Sent before", "Not for a portal"]
    assert [row[0] for row in intentions(person)["outbox"]] == [row[0] for row in held["outbox"]]
    assert intentions(person)["draft"] == held["draft"]
    assert intentions(person)["receipt"] == held["receipt"]
    person.clock.advance(1000)
    person.sync()
    assert person.box.status().network is NetworkState.ONLINE
    assert person.box.outbox() == ()
    assert central.seed.messages(family.tie)[-1].body == "Not for a portal"


@pytest.mark.parametrize("days", [400, -400])
def test_clock_wrong(
    central: CentralServer, family: Any, sign_in: SignIn, tmp_path: Path, days: int
) -> None:
    """TLS fails by the clock: the screen says so, and work goes on without a network."""
    central.seed.message(family.tie, "From central")
    person = sign_in()
    person.sync()
    pem = certificate(tmp_path, dt.timedelta(days=days))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with another_answers(person, context=context, ca=pem) as server:
        person.clock.advance(100)
        person.engine.step(asked=True)
        assert person.box.status().network is NetworkState.CLOCK_WRONG
        assert server.requests == []
        works_offline(person, family.tie)
    person.clock.advance(1000)
    person.sync()
    assert person.box.status().network is NetworkState.ONLINE
    assert central.seed.messages(family.tie)[-1].body == "Written meanwhile"


def test_app_too_old(central: CentralServer, family: Any, sign_in: SignIn) -> None:
    """Reading and outbox go on, with a notice; what this version does not know is kept."""
    central.seed.message(family.tie, "From central")
    central.seed.later(family.id, 3)
    person = sign_in()
    person.sync()
    kept = "SELECT id, raw FROM cache.item WHERE type = 'later' ORDER BY id"
    unknown = person.reader.rows(kept)
    assert [json.loads(cast("bytes", row[1])) for row in unknown] == [
        {"number": 0},
        {"number": 1},
        {"number": 2},
    ]
    central.seed.change_facility(minimum_version="9.0")
    try:
        person.clock.advance(100)
        person.engine.step(asked=True)
        assert person.box.status().network is NetworkState.UPGRADE_REQUIRED
        works_offline(person, family.tie)
        person.clock.advance(1000)
        person.engine.step(asked=True)
        assert [entry.status for entry in person.box.outbox()] == [CommandStatus.SENDING]
        assert person.reader.rows(kept) == unknown
        assert person.box.policy().minimum_version == "9.0"
    finally:
        central.seed.change_facility(minimum_version="0.1.0")
    person.clock.advance(1000)
    person.sync()
    assert person.box.status().network is NetworkState.ONLINE
    assert central.seed.messages(family.tie)[-1].body == "Written meanwhile"


def works_offline(person: Person, tie: Any) -> None:
    assert bodies(person, tie) == ["From central"]
    assert person.act("save_draft", tie, "Written mean", Payment.COD) is None
    assert person.act("send", tie, "Written meanwhile", Payment.COD, 50) is None
    assert bodies(person, tie) == ["From central", "Written meanwhile"]
    assert person.box.status().queued == 1

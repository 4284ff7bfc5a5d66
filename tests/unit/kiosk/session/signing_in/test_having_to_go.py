"""A retired or revoked device erases itself on central's clear word, and keeps what lies in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from kiosk.device import identity
from kiosk.domain import NetworkState
from kiosk.session import SignedIn
from kiosk.sync.client import Client
from kiosk.sync.failures import ProblemError
from kiosk.sync.protocol import DeviceSelf, Problem
from tests.central_server import CentralServer
from tests.kiosk_device import Kiosk, kiosk_at
from tests.unit.kiosk.session.signing_in.ground import mailbox_of, network
from tests.unit.kiosk.session.signing_in.test_post_box import bodies, lying, tie, write

__all__ = ["tie"]
GONE = pytest.mark.logs("device.revoked", "vault.wiped_all", "postbox.refused")


@pytest.fixture
def going(central: CentralServer, tmp_path: Path) -> Iterator[Kiosk]:
    with kiosk_at(central, tmp_path / "going", "Kiosk D") as made:
        yield made


def refusing(code: str, status: int) -> Callable[..., Any]:
    """A call that central answers by a problem."""

    def refuse(*_args: object, **_named: object) -> Any:
        raise ProblemError(Problem(code), status)

    return refuse


def vaults(kiosk: Kiosk) -> list[Path]:
    return list((kiosk.state / "vaults").iterdir())


def leave_an_envelope(kiosk: Kiosk, central: CentralServer, tie: SimpleNamespace) -> None:
    """Have a letter lie in the post box."""
    kiosk.sign_in(tie.number)
    kiosk.until(lambda: bool(mailbox_of(kiosk).threads()))
    kiosk.sign_out()
    central.stop()
    write(kiosk, tie, "last")
    central.start()


@GONE
@pytest.mark.parametrize(
    ("call", "code"),
    [
        ("hand_in", "invalid"),
        ("hand_in", "bad-assertion"),
        ("emptied", "invalid"),
        ("device_token", "device-revoked"),
    ],
)
def test_an_odd_answer_to_the_post_box_erases_no_key(
    central: CentralServer,
    tie: SimpleNamespace,
    going: Kiosk,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    code: str,
) -> None:
    leave_an_envelope(going, central, tie)
    central.seed.retire_device(going.identity.device)
    token = Client.device_token

    def odd_token(self: Client, assertion: str, *, post_box: bool = False) -> Any:
        if post_box:
            raise ProblemError(Problem(code), 403)
        return token(self, assertion)

    with monkeypatch.context() as odd:
        odd.setattr(Client, call, odd_token if call == "device_token" else refusing(code, 403))
        going.poll()
        assert vaults(going) == []
        assert len(lying(going)) == (call != "emptied")
        assert identity.load() is not None
    going.poll()
    assert bodies(central, tie) == ["last"]
    assert lying(going) == []
    assert identity.load() is None
    assert central.seed.device(going.identity.device).erased


@pytest.mark.parametrize("word", ["device-revoked", "retired", "revoked"])
def test_one_odd_word_about_the_device_costs_nothing(
    kiosk: Kiosk,
    tie: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
    word: str,
) -> None:
    real, words = Client.device_self, [word]

    def odd_once(self: Client, token: str) -> DeviceSelf:
        said = real(self, token)
        if not words:
            return said
        odd = words.pop()
        if odd == "device-revoked":
            raise ProblemError(Problem(odd), 403)
        return msgspec.structs.replace(said, status=odd)

    with monkeypatch.context() as once:
        once.setattr(Client, "device_self", odd_once)
        kiosk.poll()
    assert words == []
    assert network(kiosk) is NetworkState.ONLINE
    assert len(vaults(kiosk)) == 1
    assert isinstance(kiosk.sign_in(tie.number), SignedIn)


@pytest.mark.logs("sync.refused")
def test_one_odd_word_within_a_session_ends_only_that(
    kiosk: Kiosk, tie: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk.sign_in(tie.number)
    replaced = kiosk.replaced
    with monkeypatch.context() as once:
        once.setattr(Client, "changes", refusing("device-revoked", 403))
        kiosk.clock.now += 1000
        kiosk.session.refresh()
        kiosk.until(lambda: kiosk.replaced > replaced)
    kiosk.poll()
    assert network(kiosk) is NetworkState.ONLINE
    assert len(vaults(kiosk)) == 1
    assert isinstance(kiosk.sign_in(tie.number), SignedIn)

"""What central last said is kept over restarts, as it was said or not at all."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from kiosk.device import storage
from kiosk.session.standing import Standing
from kiosk.sync.protocol import PersonHere
from tests.unit.kiosk.sync.engine.ground import SELF

KEY = b"k" * 32
SAID = msgspec.structs.replace(SELF, people=[PersonHere("i", 2, "active")])


def test_what_central_said_is_kept(tmp_path: Path) -> None:
    assert Standing(tmp_path / "said", KEY).keep(SAID)
    again = Standing(tmp_path / "said", KEY)
    assert again.people() == SAID.people
    assert not again.keep(SAID)


@pytest.mark.parametrize("place", [0, 40, -5])
def test_a_word_that_rotted_is_not_centrals(tmp_path: Path, place: int) -> None:
    path = tmp_path / "said"
    Standing(path, KEY).keep(SAID)
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    again = Standing(path, KEY)
    assert again.policy is None
    assert again.people() == []
    assert again.keep(SAID)


def test_a_word_of_another_version_is_asked_for_anew(tmp_path: Path) -> None:
    storage.write_signed(tmp_path / "said", b"{}", KEY)
    assert Standing(tmp_path / "said", KEY).policy is None

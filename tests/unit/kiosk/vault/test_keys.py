"""The key of a vault opens by the right PIN or share on the right device, and by nothing else."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from kiosk.domain import InmateId
from kiosk.vault import keys
from tests.unit.kiosk.world import CHEAP, PIN, SECRET, SHARE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def key(folder: Path) -> keys.DataKey:
    key = keys.new_data_key()
    header = keys.new_header(InmateId("i"), b"public", key, PIN, 3, SHARE, SECRET, CHEAP)
    keys.write_header(folder, header, SECRET)
    return key


def test_pin_and_share_open_the_same_key(folder: Path, key: keys.DataKey) -> None:
    assert keys.unlock_with_pin(folder, PIN, SECRET) == key
    assert keys.unlock_with_share(folder, SHARE, SECRET) == key
    assert keys.has_vault(folder)
    assert keys.read_header(folder, SECRET).pin_version == 3


def test_wrong_pin_and_wrong_share_are_values(folder: Path, key: keys.DataKey) -> None:
    assert keys.unlock_with_pin(folder, "493818", SECRET) == keys.WrongPin()
    assert keys.unlock_with_share(folder, b"x" * 32, SECRET) == keys.WrongShare()


def test_another_device_opens_nothing(folder: Path, key: keys.DataKey) -> None:
    with pytest.raises(keys.HeaderDamagedError):
        keys.unlock_with_pin(folder, PIN, b"y" * 32)


def test_every_altered_byte_of_the_header_is_noticed(folder: Path, key: keys.DataKey) -> None:
    path = folder / keys.HEADER_NAME
    written = path.read_bytes()
    header = keys.read_header(folder, SECRET)
    for at in range(len(written)):
        path.write_bytes(written[:at] + bytes([written[at] ^ 1]) + written[at + 1 :])
        try:  # the last character of base64 holds bits that mean nothing
            assert keys.read_header(folder, SECRET) == header
        except keys.HeaderDamagedError:
            continue
    path.write_bytes(written[:-5])
    with pytest.raises(keys.HeaderDamagedError):
        keys.read_header(folder, SECRET)


def test_a_new_pin_replaces_the_old(folder: Path, key: keys.DataKey) -> None:
    keys.rewrap_pin(folder, key, "718294", 4, SECRET, CHEAP)
    assert keys.unlock_with_pin(folder, PIN, SECRET) == keys.WrongPin()
    assert keys.unlock_with_pin(folder, "718294", SECRET) == key
    assert keys.unlock_with_share(folder, SHARE, SECRET) == key
    assert keys.read_header(folder, SECRET).pin_version == 4


def test_dropping_the_pin_leaves_the_share(folder: Path, key: keys.DataKey) -> None:
    keys.drop_pin_wrap(folder, SECRET)
    keys.drop_pin_wrap(folder, SECRET)
    assert keys.unlock_with_pin(folder, PIN, SECRET) == keys.NoPinWrap()
    assert keys.unlock_with_share(folder, SHARE, SECRET) == key


@pytest.mark.parametrize("act", ["drop", "wipe"])
def test_a_header_half_written_at_a_power_cut_goes(
    folder: Path, key: keys.DataKey, act: str
) -> None:
    left = folder / f".{keys.HEADER_NAME}.0123456789abcdef"
    left.write_bytes((folder / keys.HEADER_NAME).read_bytes())
    if act == "drop":
        keys.drop_pin_wrap(folder, SECRET)
    else:
        keys.wipe(folder)
    assert not left.exists()


def test_a_newer_format_is_left_alone(folder: Path, key: keys.DataKey) -> None:
    header = msgspec.structs.replace(keys.read_header(folder, SECRET), format=keys.FORMAT + 1)
    keys.write_header(folder, header, SECRET)
    with pytest.raises(keys.HeaderTooNewError):
        keys.unlock_with_pin(folder, PIN, SECRET)


def test_no_header_is_no_vault(tmp_path: Path) -> None:
    assert not keys.has_vault(tmp_path)
    with pytest.raises(keys.HeaderMissingError):
        keys.read_header(tmp_path, SECRET)


def test_vaults_are_found_and_named_without_their_number(tmp_path: Path) -> None:
    folder = keys.vault_folder(tmp_path, " 1001 ", SECRET)
    assert folder == keys.vault_folder(tmp_path, "1001", SECRET)
    assert folder != keys.vault_folder(tmp_path, "1002", SECRET)
    assert "1001" not in folder.name
    folder.mkdir()
    key = keys.new_data_key()
    header = keys.new_header(InmateId("i"), b"public", key, PIN, 1, SHARE, SECRET, CHEAP)
    keys.write_header(folder, header, SECRET)
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / keys.HEADER_NAME).write_bytes(b"{}")
    assert keys.vault_headers(tmp_path, SECRET) == {folder: header}


def test_wiping_leaves_nothing(folder: Path, key: keys.DataKey, tmp_path: Path) -> None:
    inner = tmp_path / "vault"
    inner.mkdir()
    (folder / keys.HEADER_NAME).rename(inner / keys.HEADER_NAME)
    keys.wipe(inner)
    keys.wipe(inner)
    assert not inner.exists()


def test_the_products_cost_is_that_of_the_decision() -> None:
    assert keys.PinCost(memory_kib=65536, iterations=3, lanes=4) == keys.PIN_COST


def test_keys_are_not_shown(key: keys.DataKey) -> None:
    assert key.secret.hex() not in repr(key)
    assert key.derive("a") != key.derive("b")

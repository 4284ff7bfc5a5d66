"""Photo files: encrypted, whole or absent, continued where they broke off."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk import durable
from kiosk.domain import KnownFailure, Sha256
from kiosk.vault import shelf
from kiosk.vault.chunks import (
    CHUNK_BYTES,
    SEALED_BYTES,
    ChunkDamagedError,
    ChunkedFile,
    TooLongError,
    sealed_length,
)
from kiosk.vault.connection import Store, VaultFailureError
from kiosk.vault.database import OpenVault
from kiosk.vault.files import FileDamagedError, FileMissingError, WrongContentError
from tests.unit.kiosk.world import Clock, make_vault

KEY = b"k" * 32


def picture(size: int, seed: int = 1) -> bytes:
    return hashlib.shake_128(bytes([seed])).digest(size)


def name(data: bytes) -> Sha256:
    return Sha256(hashlib.sha256(data).hexdigest())


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[OpenVault]:
    vault = make_vault(tmp_path / "vault")
    yield vault
    vault.close()


def on_disk(vault: OpenVault) -> list[Path]:
    return sorted(path for path in vault.files.folder.rglob("*") if path.is_file())


def expect(vault: OpenVault, data: bytes, kind: str = "screen", newest: int = 1) -> Sha256:
    row = (name(data), kind, len(data), newest)
    vault.write(
        Store.CACHE,
        lambda t: t.run("INSERT INTO file (sha256, kind, size, newest) VALUES (?, ?, ?, ?)", row),
    ).result()
    return name(data)


class BrokenOff(Exception):  # noqa: N818
    """The way to central broke off."""


def broken(data: bytes, after: int) -> Iterator[bytes]:
    yield data[:after]
    raise BrokenOff


SIZES = st.sampled_from(
    [1, 100, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 150_000]
)


@given(size=SIZES, cuts=st.lists(st.integers(0, 150_000), max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_cutting_of_the_bytes_gives_the_same_file(
    tmp_path_factory: pytest.TempPathFactory, size: int, cuts: list[int]
) -> None:
    data = picture(size)
    path = tmp_path_factory.mktemp("chunks") / "file"
    places = [0, *sorted(cut % (size + 1) for cut in cuts), size]
    pieces = [data[a:b] for a, b in itertools.pairwise(places)]
    file = ChunkedFile(path, KEY, name(data), size)
    assert file.fill(pieces, 0) == name(data)
    assert path.stat().st_size == sealed_length(size)
    assert file.read() == data


@given(at=st.integers(0, sealed_length(150_000) - 1), bit=st.integers(0, 7))
@settings(max_examples=150, deadline=None)
def test_every_flipped_bit_is_noticed(
    tmp_path_factory: pytest.TempPathFactory, at: int, bit: int
) -> None:
    data = picture(150_000)
    path = tmp_path_factory.mktemp("chunks") / "file"
    file = ChunkedFile(path, KEY, name(data), len(data))
    file.fill([data], 0)
    sealed = bytearray(path.read_bytes())
    sealed[at] ^= 1 << bit
    path.write_bytes(bytes(sealed))
    with pytest.raises(ChunkDamagedError):
        file.read()


def test_chunks_cannot_be_moved_cut_or_lent(tmp_path: Path) -> None:
    data = picture(3 * CHUNK_BYTES)
    path = tmp_path / "file"
    file = ChunkedFile(path, KEY, name(data), len(data))
    file.fill([data], 0)
    sealed = path.read_bytes()
    one, two, three = (sealed[n * SEALED_BYTES : (n + 1) * SEALED_BYTES] for n in range(3))
    for wrong in (two + one + three, one + two, one + two + three + three, b"", sealed[:-1]):
        path.write_bytes(wrong)
        with pytest.raises(ChunkDamagedError):
            file.read()
    path.write_bytes(sealed)
    for other in (
        ChunkedFile(path, b"x" * 32, name(data), len(data)),
        ChunkedFile(path, KEY, name(b""), len(data)),
        ChunkedFile(path, KEY, name(data), len(data) - 1),
    ):
        with pytest.raises(ChunkDamagedError):
            other.read()


def test_a_file_that_was_filled_with_too_little_is_not_read(tmp_path: Path) -> None:
    file = ChunkedFile(tmp_path / "file", KEY, name(b""), 10)
    file.fill([b"short"], 0)
    with pytest.raises(ChunkDamagedError):
        list(file.chunks())


def test_too_many_bytes_end_at_once(tmp_path: Path) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 1000

    with pytest.raises(TooLongError):
        ChunkedFile(tmp_path / "file", KEY, name(b""), 5000).fill(endless(), 0)


@pytest.mark.parametrize("size", [1, CHUNK_BYTES, CHUNK_BYTES * 3 + 7])
def test_write_and_read(vault: OpenVault, size: int) -> None:
    data = picture(size)
    sha = expect(vault, data)
    assert not vault.files.has(sha)
    with pytest.raises(FileMissingError):
        vault.files.read(sha)
    vault.files.write(sha, size, [data])
    assert vault.files.has(sha)
    assert vault.files.read(sha) == data
    (path,) = on_disk(vault)
    assert sha[:8] not in path.name
    assert data[:32] not in path.read_bytes()
    vault.files.remove(sha)
    assert not vault.files.has(sha)
    assert on_disk(vault) == []


def test_a_file_no_feed_told_of_can_be_kept(vault: OpenVault) -> None:
    data = picture(10)
    vault.files.write(name(data), len(data), [data])
    assert vault.files.read(name(data)) == data


def test_an_interrupted_fetch_is_built_upon(vault: OpenVault) -> None:
    data = picture(CHUNK_BYTES * 3 + 7)
    sha = expect(vault, data)
    assert vault.files.partial_size(sha) == 0
    with pytest.raises(BrokenOff):
        vault.files.write(sha, len(data), broken(data, CHUNK_BYTES * 2 + 50))
    assert not vault.files.has(sha)
    held = vault.files.partial_size(sha)
    assert held == 2 * CHUNK_BYTES
    with pytest.raises(BrokenOff):
        vault.files.write(sha, len(data), broken(data[held:], 10), held)
    assert vault.files.partial_size(sha) == held
    vault.files.write(sha, len(data), [data[held:]], held)
    assert vault.files.read(sha) == data
    assert len(on_disk(vault)) == 1


def test_a_damaged_part_is_built_upon_as_far_as_it_is_good(vault: OpenVault) -> None:
    data = picture(CHUNK_BYTES * 3)
    sha = expect(vault, data)
    with pytest.raises(BrokenOff):
        vault.files.write(sha, len(data), broken(data, CHUNK_BYTES * 2))
    (path,) = on_disk(vault)
    sealed = bytearray(path.read_bytes())
    sealed[SEALED_BYTES + 20] ^= 1
    path.write_bytes(bytes(sealed))
    assert vault.files.partial_size(sha) == CHUNK_BYTES
    path.unlink()
    assert vault.files.partial_size(sha) == 0
    vault.files.write(sha, len(data), [data])  # from the start, under a new name
    assert vault.files.read(sha) == data


def test_starting_over_throws_the_part_away(vault: OpenVault) -> None:
    data = picture(CHUNK_BYTES * 2)
    sha = expect(vault, data)
    with pytest.raises(BrokenOff):
        vault.files.write(sha, len(data), broken(data, CHUNK_BYTES))
    vault.files.write(sha, len(data), [data])
    assert vault.files.read(sha) == data
    assert len(on_disk(vault)) == 1


@pytest.mark.parametrize("wrong", [b"", b"short", picture(CHUNK_BYTES * 2 + 1, seed=2)])
def test_wrong_bytes_are_thrown_away_and_given_up_at_last(vault: OpenVault, wrong: bytes) -> None:
    data = picture(CHUNK_BYTES * 2)
    sha = expect(vault, data)
    reader = vault.reader()
    for _ in range(3):
        assert shelf.next_wanted(reader, 10**9) is not None
        with pytest.raises(WrongContentError):
            vault.files.write(sha, len(data), [wrong])
        assert on_disk(vault) == []
    assert shelf.next_wanted(reader, 10**9) is None
    vault.files.write(sha, len(data), [data])  # somebody asks for it again, and it is right now
    assert vault.files.read(sha) == data
    reader.close()


def test_damage_on_disk_is_named_and_fetched_again(vault: OpenVault) -> None:
    data = picture(5000)
    sha = expect(vault, data)
    vault.files.write(sha, len(data), [data])
    (path,) = on_disk(vault)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(FileDamagedError):
        vault.files.read(sha)
    with pytest.raises(FileMissingError):
        vault.files.read(sha)
    reader = vault.reader()
    assert shelf.next_wanted(reader, 10**9) is not None
    reader.close()
    vault.files.write(sha, len(data), [data])
    (path,) = on_disk(vault)
    path.unlink()
    with pytest.raises(FileMissingError):
        vault.files.read(sha)


def test_a_disk_that_fails_is_a_known_failure(
    vault: OpenVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = picture(5000)
    sha = expect(vault, data)

    def full(_: Path) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(durable, "sync_folder", full)
    with pytest.raises(VaultFailureError) as caught:
        vault.files.write(sha, len(data), [data])
    assert caught.value.failure is KnownFailure.DISK_FULL
    monkeypatch.undo()
    assert not vault.files.has(sha)
    vault.files.write(sha, len(data), [data])
    assert vault.files.read(sha) == data


def test_tidying_brings_rows_and_files_in_step(vault: OpenVault) -> None:
    kept, gone, short, part = (picture(CHUNK_BYTES + 5, seed) for seed in range(4))
    for data in (kept, gone, short):
        expect(vault, data)
        vault.files.write(name(data), len(data), [data])
    expect(vault, part)
    with pytest.raises(BrokenOff):
        vault.files.write(name(part), len(part), broken(part, CHUNK_BYTES))
    reader = vault.reader()
    paths: dict[object, Path] = {
        row[0]: vault.files.folder / str(row[1])[:2] / str(row[1])
        for row in reader.rows("SELECT sha256, name FROM cache.file")
    }
    paths[name(gone)].unlink()
    paths[name(short)].write_bytes(b"cut")
    orphan = vault.files.folder / "ab" / "abcdef"
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"nobody's")
    shelf.tidy(vault, reader)
    assert not orphan.exists()
    assert vault.files.read(name(kept)) == kept
    assert not vault.files.has(name(gone))
    assert not vault.files.has(name(short))
    assert vault.files.partial_size(name(part)) == CHUNK_BYTES
    shelf.tidy(vault, reader)
    assert vault.files.read(name(kept)) == kept
    reader.close()


def test_order_of_fetching_and_of_letting_go(vault: OpenVault) -> None:
    reader = vault.reader()
    wishes = [("full", 9), ("screen", 1), ("thumb", 1), ("screen", 2), ("thumb", 2)]
    data = {wish: picture(100, seed) for seed, wish in enumerate(wishes)}
    for (kind, newest), bytes_ in data.items():
        expect(vault, bytes_, kind, newest)
    order = []
    while (wanted := shelf.next_wanted(reader, 10**9)) is not None:
        order.append(wanted.sha256)
        vault.files.write(
            wanted.sha256, 100, [next(d for d in data.values() if name(d) == wanted.sha256)]
        )
    assert order == [
        name(data[wish])
        for wish in [("thumb", 2), ("thumb", 1), ("screen", 2), ("screen", 1), ("full", 9)]
    ]
    assert shelf.held_bytes(reader) == 500
    vault.files.read(name(data["screen", 1]))
    shelf.note_seen(vault, Clock().now())
    assert shelf.make_room(vault, 100, 450, Sha256("0" * 64))
    assert not vault.files.has(name(data["full", 9]))
    assert not vault.files.has(name(data["screen", 2]))  # seen longest ago: never
    assert vault.files.has(name(data["screen", 1]))
    assert not shelf.make_room(vault, 100, 150, name(data["screen", 1]))
    assert vault.files.has(name(data["screen", 1]))
    assert vault.files.has(name(data["thumb", 1]))
    assert shelf.next_wanted(reader, 10**9) is None  # what was let go is fetched when asked for
    assert shelf.wanted(reader, name(data["full", 9])) is not None
    assert shelf.wanted(reader, name(data["thumb", 1])) is None
    reader.close()


def test_no_room_ends_fetching_ahead_but_not_thumbnails(vault: OpenVault) -> None:
    reader = vault.reader()
    screen, thumb = picture(100, 1), picture(100, 2)
    expect(vault, screen, "screen")
    assert shelf.next_wanted(reader, 99) is None
    expect(vault, thumb, "thumb")
    wanted = shelf.next_wanted(reader, -5)
    assert wanted is not None and wanted.kind == "thumb"
    reader.close()


def test_who_waits_is_served_first_and_last_come_first(vault: OpenVault) -> None:
    woken: list[int] = []
    vault.files.want(Sha256("a"))
    vault.files.on_want = lambda: woken.append(1)
    vault.files.want(Sha256("b"))
    vault.files.want(Sha256("a"))
    assert vault.files.wanted_first() == "a"
    vault.files.served(Sha256("a"))
    vault.files.served(Sha256("a"))
    assert vault.files.wanted_first() == "b"
    vault.files.served(Sha256("b"))
    assert vault.files.wanted_first() is None
    assert woken == [1, 1]


def test_whole_files_are_replaced_or_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "deep" / "file"
    durable.make_folder(path.parent)
    durable.make_folder(path.parent)
    assert path.parent.stat().st_mode & 0o777 == 0o700
    durable.write_whole(path, b"old")
    assert path.stat().st_mode & 0o777 == 0o600

    def fail(_: int) -> None:
        raise OSError(5, "input/output error")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="input/output"):
        durable.write_whole(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]
    durable.remove(path)
    durable.remove(path)
    assert not path.exists()


def test_a_file_that_cannot_be_read_is_a_known_failure(vault: OpenVault) -> None:
    data = picture(100)
    sha = expect(vault, data)
    vault.files.write(sha, len(data), [data])
    [path] = on_disk(vault)
    path.unlink()
    path.mkdir()
    with pytest.raises(VaultFailureError):
        vault.files.read(sha)
    with pytest.raises(VaultFailureError):
        vault.files.remove(sha)
    path.rmdir()

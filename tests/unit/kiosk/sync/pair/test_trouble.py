"""The real engine and the real central over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain import (
    ConnectionId,
    ConnectionState,
    ItemState,
    MessageId,
    NetworkState,
    Payment,
    PhotoFilter,
    PhotoId,
)
from kiosk.vault.connection import Store
from kiosk.vault.files import FileMissingError
from tests.unit.kiosk.world import PIN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.central_server import CentralServer
    from tests.unit.kiosk.sync.pair.ground import SignIn


def test_withdrawn_photo_leaves_a_note_and_no_file(
    central: CentralServer, family: Any, sign_in: SignIn
) -> None:
    photo = central.seed.photo(family.tie, "Garden")
    person = sign_in()
    person.sync()
    before = person.box.photo(PhotoId(photo.id))
    assert before is not None and person.vault.files.has(before.thumb.sha256)
    central.seed.withdraw(photo.id, note="Withdrawn by the facility.")
    person.clock.advance(2)
    person.sync()
    after = person.box.photo(PhotoId(photo.id))
    assert after is not None
    assert (after.state, after.note) == (ItemState.WITHDRAWN, "Withdrawn by the facility.")
    with pytest.raises(FileMissingError):
        person.vault.files.read(before.thumb.sha256)
    assert [path for path in person.vault.files.folder.rglob("*") if path.is_file()] == []


def test_decisions_and_removals_show_at_once_and_hold(
    central: CentralServer, family: Any, sign_in: SignIn
) -> None:
    message = central.seed.message(family.tie, "Hello")
    photo = central.seed.photo(family.tie)
    other = central.seed.contact(f"ana{family.number}", "Ana", "Diaz")
    asked = ConnectionId(central.seed.connection(other.id, family.id, state="requested").id)
    person = sign_in()
    person.sync()
    assert [c.id for c in person.box.home().requests] == [asked]
    person.act("approve", asked)
    person.act("mute", family.tie)
    person.act("remove_message", MessageId(message.id))
    person.act("remove_photo", PhotoId(photo.id))
    for _ in range(2):  # kept here, then by central
        shown = person.box.connection(asked)
        assert shown is not None and shown.state is ConnectionState.APPROVED
        tie = person.box.connection(family.tie)
        assert tie is not None and tie.muted
        assert person.box.messages(family.tie) == ()
        assert len(person.box.photo_cells(PhotoFilter())) == 0
        assert len(person.box.photo_cells(PhotoFilter(removed=True))) == 1
        person.sync()
    assert central.seed.connection_state(asked).state == "approved"
    person.act("restore_message", MessageId(message.id))
    person.act("restore_photo", PhotoId(photo.id))
    for _ in range(2):
        assert [m.body for m in person.box.messages(family.tie)] == ["Hello"]
        assert len(person.box.photo_cells(PhotoFilter())) == 1
        assert person.box.photo_counts().total == 1
        person.clock.advance(2)
        person.sync()


def test_token_is_renewed_by_the_vaults_key(
    central: CentralServer, family: Any, sign_in: SignIn
) -> None:
    person = sign_in()
    person.sync()
    central.advance(hours=2)
    person.clock.advance(7200)
    central.seed.message(family.tie, "After the token's end")
    person.sync()
    central.stop()  # sets its clock right again
    assert [m.body for m in person.box.messages(family.tie)] == ["After the token's end"]


def test_wrong_device_clock_is_no_reason_to_fail(
    central: CentralServer, family: Any, sign_in: SignIn
) -> None:
    from datetime import timedelta

    person = sign_in()
    person.sync()
    central.advance(hours=2)
    person.clock.wall -= timedelta(days=4000)
    central.seed.message(family.tie, "From the future")
    person.clock.advance(2)
    person.sync()
    central.stop()  # sets its clock right again
    assert person.box.status().network is NetworkState.ONLINE
    assert [m.body for m in person.box.messages(family.tie)] == ["From the future"]


def test_frozen_account_is_told(central: CentralServer, family: Any, sign_in: SignIn) -> None:
    person = sign_in()
    person.sync()
    central.seed.set_status(family.id, "released")
    person.clock.advance(2)
    person.sync()
    assert person.box.status().network is NetworkState.REFUSED
    assert person.refused == ["account-closed"]


def test_interrupted_photo_goes_on_where_it_stopped(
    central: CentralServer, family: Any, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.sync import downloads
    from kiosk.sync.failures import OfflineError
    from kiosk.vault.chunks import CHUNK_BYTES

    photo = central.seed.photo(family.tie, width=4000, height=3000)
    person = sign_in()
    person.engine.step(asked=True)
    shown = person.box.photo(PhotoId(photo.id))
    assert shown is not None and shown.full.size > CHUNK_BYTES + 10_000
    person.box.fetch_first(shown.full.sha256)
    watched = downloads._watched

    def breaks(pieces: Iterator[bytes], *args: Any) -> Iterator[bytes]:
        taken = 0
        for piece in watched(pieces, *args):
            yield piece
            taken += len(piece)
            if taken >= CHUNK_BYTES + 5_000:
                raise OfflineError

    monkeypatch.setattr(downloads, "_watched", breaks)
    person.engine.step()
    assert person.vault.files.partial_size(shown.full.sha256) == CHUNK_BYTES
    monkeypatch.setattr(downloads, "_watched", watched)
    offsets = []
    blob = person.device.client.blob

    def counted(token: str, sha256: str, size: int, offset: int) -> Any:
        offsets.append(offset)
        return blob(token, sha256, size, offset)

    monkeypatch.setattr(person.device.client, "blob", counted)
    person.clock.advance(20)
    person.sync()
    assert offsets[0] == CHUNK_BYTES
    assert len(person.vault.files.read(shown.full.sha256)) == shown.full.size


def test_quota_lets_full_pictures_go_first(
    central: CentralServer, family: Any, sign_in: SignIn
) -> None:
    for seed in range(3):
        central.seed.photo(family.tie, width=2400, height=1800, seed=seed)
    person = sign_in(quota=1)
    person.sync()
    rows = person.reader.rows(
        "SELECT kind, count(*) FROM cache.file WHERE state = 'here' GROUP BY kind"
    )
    assert rows == [("thumb", 3)]
    photo = person.box.photo(person.box.photo_cells(PhotoFilter())[0].id)
    assert photo is not None
    person.box.fetch_first(photo.screen.sha256)
    person.sync()
    assert person.vault.files.has(photo.screen.sha256)
    person.box.fetch_first(photo.full.sha256)
    person.sync()
    assert person.vault.files.has(photo.full.sha256)
    assert not person.vault.files.has(photo.screen.sha256)
    assert person.vault.files.has(photo.thumb.sha256)


def test_damaged_cache_is_fetched_again(
    central: CentralServer, family: Any, sign_in: SignIn, tmp_path: Path
) -> None:
    from kiosk.vault import keys
    from kiosk.vault.database import open_vault
    from tests.unit.kiosk.world import SECRET

    central.seed.photo(family.tie, "Garden")
    central.seed.message(family.tie, "Hello")
    person = sign_in()
    person.sync()
    person.act("save_draft", family.tie, "In the making", Payment.COD)
    person.close()
    path = Store.CACHE.path(person.vault.folder)
    data = bytearray(path.read_bytes())
    for at in range(2000, len(data), 4096):
        data[at] ^= 0xFF
    path.write_bytes(bytes(data))
    key = keys.unlock_with_pin(person.vault.folder, PIN, SECRET)
    assert isinstance(key, keys.DataKey)
    person.vault = open_vault(person.vault.folder, key)
    person._begin()
    draft = person.box.draft(family.tie)
    assert draft is not None and draft.body == "In the making"
    person.sync()
    assert [m.body for m in person.box.messages(family.tie)] == ["Hello"]
    (cell,) = person.box.photo_cells(PhotoFilter())
    assert person.vault.files.read(cell.thumb)


def test_what_could_not_be_sent_is_taken_back_at_once(
    central: CentralServer, family: Any, sign_in: SignIn
) -> None:
    person = sign_in()
    person.sync()
    balance = central.seed.balance(family.id)
    central.stop()
    person.act("send", family.tie, "Not like this", Payment.PREPAID, 50)
    for _ in range(3):
        person.clock.advance(30)
        person.sync()
        assert person.box.status().network is NetworkState.OFFLINE
    (kept,) = person.box.messages(family.tie)
    person.act("do_not_send", kept.id)
    assert person.box.outbox() == ()
    draft = person.box.draft(family.tie)
    assert draft is not None
    assert draft.body == "Not like this"
    central.start()
    person.clock.advance(1000)
    person.sync()
    assert central.seed.balance(family.id) == balance
    assert person.box.messages(family.tie) == ()

"""The real engine and the real central over HTTP."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain import (
    CommandStatus,
    ConnectionId,
    ConnectionState,
    ItemState,
    MessageId,
    NetworkState,
    Payment,
    PhotoFilter,
    PhotoId,
    Settings,
)
from kiosk.vault.connection import Store
from kiosk.vault.files import FileMissingError
from tests.central_server import CentralServer, central_server
from tests.unit.kiosk.world import PIN, Clock, Device, Person

SignIn = Callable[..., Person]


NUMBERS = itertools.count(1001)


@pytest.fixture(scope="module")
def shared_central() -> Iterator[CentralServer]:
    """One central for all tests here, since each has a family of its own."""
    with central_server() as server:
        yield server


@pytest.fixture
def central(shared_central: CentralServer) -> CentralServer:
    shared_central.start()  # where a test left it stopped, or its clock ahead
    return shared_central


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def family(central: CentralServer) -> Any:
    number = next(NUMBERS)
    inmate = central.seed.inmate(str(number), pin=PIN)
    contact = central.seed.contact(f"maria{number}")
    central.seed.credits(contact.id, 5000)
    tie = central.seed.connection(contact.id, inmate.id)
    inmate.contact, inmate.tie = contact.id, ConnectionId(tie.id)
    return inmate


@pytest.fixture
def sign_in(central: CentralServer, clock: Clock, family: Any, tmp_path: Path) -> Iterator[SignIn]:
    people: list[Person] = []

    def run(name: str = "Kiosk A", **named: Any) -> Person:
        device = Device(central, clock, name)
        folder = tmp_path / f"vault-{len(people)}"
        person = Person(device, folder, family.number, PIN, **named)
        people.append(person)
        return person

    yield run
    for person in people:
        person.close()


def test_pull_shows_what_central_has(central: CentralServer, family: Any, sign_in: SignIn) -> None:
    photo = central.seed.photo(family.tie, "By the lake")
    central.seed.message(family.tie, "Hello, my son")
    person = sign_in()
    person.sync()
    assert person.box.profile().first_name == "Daniel"
    assert [c.state for c in person.box.connections()] == [ConnectionState.APPROVED]
    cells = person.box.photo_cells(PhotoFilter())
    assert [(cell.caption, cell.contact_name) for cell in cells] == [("By the lake", "Maria Reyes")]
    assert [m.body for m in person.box.messages(family.tie)] == ["Hello, my son"]
    shown = person.box.photo(PhotoId(photo.id))
    assert shown is not None
    for rendition in (shown.thumb, shown.screen, shown.full):
        data = person.vault.files.read(rendition.sha256)
        assert len(data) == rendition.size
        assert data[:2] == b"\xff\xd8"
    status = person.box.status()
    assert status.network is NetworkState.ONLINE
    assert status.last_synced is not None
    assert person.box.policy().facility_name == "North Facility"
    assert person.heard[0].people[0].inmate == family.id


def test_reply_goes_out_once_and_never_vanishes(
    central: CentralServer, family: Any, sign_in: SignIn
) -> None:
    person = sign_in()
    person.sync()
    assert person.act("save_draft", family.tie, "Dear mo", Payment.COD) is None
    assert person.act("send", family.tie, "Dear mother", Payment.COD, 50) is None
    assert [m.state for m in person.box.messages(family.tie)] == [ItemState.KEPT]
    assert person.box.draft(family.tie) is None
    person.sync()
    sent = person.box.messages(family.tie)
    assert [(m.body, m.state) for m in sent] == [("Dear mother", ItemState.WAITING)]
    assert person.box.outbox() == ()
    assert person.reader.number("SELECT count(*) FROM main.outbox") == 0
    assert person.reader.number("SELECT count(*) FROM main.receipt WHERE status = 'done'") == 1
    assert [m.body for m in central.seed.messages(family.tie)] == ["Dear mother"]
    assert person.box.draft(family.tie) is None


def test_lost_answer_charges_once(
    central: CentralServer, family: Any, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    central.seed.credits(family.id, 120)
    person = sign_in()
    person.sync()
    person.act("send", family.tie, "Prepaid words", Payment.PREPAID, 50)
    whole = person.device.client.commands

    def lost(*args: Any) -> Any:
        whole(*args)
        raise OfflineError

    from kiosk.sync.failures import OfflineError

    monkeypatch.setattr(person.device.client, "commands", lost)
    person.engine.step(asked=True)
    assert person.box.status().network is NetworkState.OFFLINE
    assert [entry.status for entry in person.box.outbox()] == [CommandStatus.SENDING]
    monkeypatch.setattr(person.device.client, "commands", whole)
    person.clock.advance(20)
    person.sync()
    assert person.box.outbox() == ()
    assert central.seed.balance(family.id) == 70
    assert person.box.profile().balance == 70
    assert [line.amount for line in person.box.ledger()] == [-50, 120]
    assert len(central.seed.messages(family.tie)) == 1
    assert central.seed.ledger_faults() == []


def test_offline_queue_waits_and_goes_out_in_order(
    central: CentralServer, family: Any, sign_in: SignIn
) -> None:
    person = sign_in()
    photo = central.seed.photo(family.tie, "Garden")
    person.sync()
    central.stop()
    person.clock.advance(2)
    for text in ("one", "two", "three"):
        person.act("send", family.tie, text, Payment.COD, 50)
    person.engine.step(asked=True)
    assert person.box.status().network is NetworkState.OFFLINE
    assert person.box.status().queued == 3
    assert [m.body for m in person.box.messages(family.tie)] == ["one", "two", "three"]
    found = person.box.photo(PhotoId(photo.id))
    assert found is not None
    assert person.vault.files.read(found.screen.sha256)
    assert person.engine.step() > 0
    central.start()
    person.clock.advance(20)
    person.sync()
    assert [m.body for m in central.seed.messages(family.tie)] == ["one", "two", "three"]
    assert person.box.status().queued == 0
    assert [m.body for m in person.box.messages(family.tie)] == ["one", "two", "three"]


def test_refusal_puts_the_text_back(central: CentralServer, family: Any, sign_in: SignIn) -> None:
    person = sign_in()
    person.sync()
    person.act("send", family.tie, "I have no credits", Payment.PREPAID, 50)
    person.sync()
    (refusal,) = person.box.refusals()
    assert (refusal.code, refusal.missing) == ("too-few-credits", 50)
    assert refusal.contact_name == "Maria Reyes"
    draft = person.box.draft(family.tie)
    assert draft is not None
    assert draft.body == "I have no credits"
    assert person.box.messages(family.tie) == ()
    assert person.act("dismiss_refusal", refusal.id) is None
    assert person.box.refusals() == ()
    person.act("send", family.tie, draft.body, Payment.COD, 50)
    person.sync()
    assert [m.body for m in central.seed.messages(family.tie)] == ["I have no credits"]


def test_cod_is_opened_once_and_paid_once(
    central: CentralServer, family: Any, sign_in: SignIn
) -> None:
    central.seed.credits(family.id, 80)
    sealed = central.seed.message(family.tie, "Collect words", payment="cod")
    person = sign_in()
    person.sync()
    (envelope,) = person.box.messages(family.tie)
    assert envelope.sealed and envelope.unread
    (thread,) = person.box.threads()
    assert (thread.sealed, thread.unread) == (1, 1)
    for _ in range(2):  # a second tap is the same act
        assert person.act("open_message", MessageId(sealed.id), envelope.price) is None
    assert person.box.messages(family.tie)[0].opening
    assert len(person.box.outbox()) == 1
    person.sync()
    (opened,) = person.box.messages(family.tie)
    assert (opened.body, opened.opening, opened.unread) == ("Collect words", False, False)
    assert person.box.profile().balance == 30


def test_two_devices_one_person(central: CentralServer, family: Any, sign_in: SignIn) -> None:
    central.seed.credits(family.id, 50)
    sealed = central.seed.message(family.tie, "Collect words", payment="cod")
    one, two = sign_in(name="Kiosk A"), sign_in(name="Kiosk B")
    one.sync()
    two.sync()
    for person in (one, two):
        person.act("open_message", MessageId(sealed.id), 50)
    for person in (one, two, one):
        person.clock.advance(2)
        person.sync()
        assert [m.body for m in person.box.messages(family.tie)] == ["Collect words"]
    assert central.seed.balance(family.id) == 0
    assert central.seed.ledger_faults() == []


def test_draft_and_marks_and_settings_follow_to_another_device(
    central: CentralServer, family: Any, sign_in: SignIn
) -> None:
    photo = central.seed.photo(family.tie, "Garden")
    one, two = sign_in(name="Kiosk A"), sign_in(name="Kiosk B")
    one.sync()
    one.act("save_draft", family.tie, "Half a sen", Payment.PREPAID)
    one.act("mark_photo", PhotoId(photo.id), seen=True, favourite=True, rotation=90)
    one.act("save_settings", Settings(language="es", text_percent=150))
    one.clock.advance(6)
    one.sync()
    assert one.reader.number("SELECT count(*) FROM main.pending_mark") == 0
    assert one.reader.number("SELECT count(*) FROM main.pending_settings") == 0
    two.sync()
    draft = two.box.draft(family.tie)
    assert draft is not None and draft.body == "Half a sen"
    shown = two.box.photo(PhotoId(photo.id))
    assert shown is not None
    assert (shown.seen, shown.favourite, shown.rotation) == (True, True, 90)
    assert two.box.settings() == Settings(language="es", text_percent=150)
    two.act("save_draft", family.tie, "Half a sentence, ended", Payment.COD)
    two.act("send", family.tie, "Half a sentence, ended", Payment.COD, 50)
    two.sync()
    one.clock.advance(2)
    one.sync()
    assert one.box.draft(family.tie) is None
    assert [m.body for m in one.box.messages(family.tie)] == ["Half a sentence, ended"]


def test_draft_conflict_keeps_both_texts(
    central: CentralServer, family: Any, sign_in: SignIn
) -> None:
    one, two = sign_in(name="Kiosk A"), sign_in(name="Kiosk B")
    one.sync()
    one.act("save_draft", family.tie, "The first words", Payment.PREPAID)
    one.clock.advance(6)
    one.sync()
    two.sync()
    one.act("save_draft", family.tie, "The first words, from kiosk A", Payment.PREPAID)
    two.act("save_draft", family.tie, "Other words, from kiosk B", Payment.PREPAID)
    for person in (one, two, one, two, one, two):
        person.clock.advance(6)
        person.sync()
    drafts = [one.box.draft(family.tie), two.box.draft(family.tie)]
    assert all(draft is not None for draft in drafts)
    bodies = {draft.body for draft in drafts if draft}
    assert len(bodies) == 1
    for person, draft in zip((one, two), drafts, strict=True):
        assert draft is not None
        texts = {draft.body} | {v.body for v in person.box.draft_versions(draft.id)}
        assert {"The first words, from kiosk A", "Other words, from kiosk B"} <= texts


@pytest.mark.logs("resync")
def test_expired_cursor_reads_all_anew_and_loses_nothing(
    central: CentralServer, family: Any, sign_in: SignIn
) -> None:
    central.seed.message(family.tie, "Still here")
    person = sign_in()
    person.sync()
    person.act("save_draft", family.tie, "In the making", Payment.COD)
    central.seed.message(family.tie, "News")
    central.seed.expire_cursors()
    person.clock.advance(2)
    person.sync()
    assert person.reader.number("SELECT generation FROM cache.feed") == 2
    assert person.reader.text("SELECT resync FROM cache.feed") == ""
    assert [m.body for m in person.box.messages(family.tie)] == ["Still here", "News"]
    draft = person.box.draft(family.tie)
    assert draft is not None and draft.body == "In the making"
    assert person.box.status().network is NetworkState.ONLINE


@pytest.mark.logs("resync")
def test_restored_central_is_noticed(central: CentralServer, family: Any, sign_in: SignIn) -> None:
    central.seed.message(family.tie, "Still here")
    person = sign_in()
    person.sync()
    central.seed.renew_epoch()
    person.act("save_draft", family.tie, "In the making", Payment.COD)
    person.clock.advance(6)
    person.sync()
    assert person.box.status().network is NetworkState.ONLINE
    assert [m.body for m in person.box.messages(family.tie)] == ["Still here"]
    assert person.reader.number("SELECT generation FROM cache.feed") == 2


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

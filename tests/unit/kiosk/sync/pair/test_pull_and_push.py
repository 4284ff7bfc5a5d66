"""The real engine and the real central over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.domain import (
    ConnectionState,
    ItemState,
    MessageId,
    NetworkState,
    Payment,
    PhotoFilter,
    PhotoId,
    Settings,
)

if TYPE_CHECKING:
    from tests.central_server import CentralServer
    from tests.unit.kiosk.sync.pair.ground import SignIn


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


def test_a_text_that_goes_on_beside_a_newer_one_reaches_central_at_once(
    central: CentralServer, family: Any, sign_in: SignIn
) -> None:
    one, two = sign_in(name="Kiosk A"), sign_in(name="Kiosk B")
    one.act("save_draft", family.tie, "The first words", Payment.PREPAID)
    one.sync()
    two.sync()
    one.act("save_draft", family.tie, "The first words, from kiosk A", Payment.PREPAID)
    two.act("save_draft", family.tie, "Other words, from kiosk B", Payment.PREPAID)
    for person in (one, two, one):
        person.clock.advance(6)
        person.sync()
    drafts = [person.box.draft(family.tie) for person in (one, two)]
    assert {draft.body for draft in drafts if draft} == {"Other words, from kiosk B"}

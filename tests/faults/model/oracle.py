"""What must hold, told from central's rows and from what the person did: SYNC's I1 to I9."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from uuid import UUID

from kiosk.domain import PhotoFilter
from tests import seed
from tests.faults.campaign import Kind
from tests.faults.comparing import differences
from tests.faults.model.history import History, balance, central_row, central_rows, must, view
from tests.faults.model.seat import Seat

SYNCS = 3
CALM_SECONDS = 70.0  # between two of them: what could not be fetched is tried again
TOKEN_SECONDS = 1000.0  # longer than any token holds
CALM_REQUESTS = 2  # of a sync with nothing to tell: one page, and the policy where that is due


def heal(history: History) -> None:
    """End all faults, empty the post boxes, and let each device sync three times."""
    history.room.full.clear()
    for seat in history.seats:
        seat.wire.plan.clear()
        seat.wire.deliver_late()
    _thaw(history)
    _pass(history, 4000.0)  # whatever central asked to wait for is over
    for seat in history.seats:
        history.sign_in(seat)
        outcome = seat.hand_in()
        must(not seat.post_box.lying(), Kind.STUCK, f"the post box of {seat.name}: {outcome}")
    _sync_all(history)
    if _thaw(history):  # frozen by the person, by a command that was still on its way
        _sync_all(history)


def _thaw(history: History) -> bool:
    frozen = bool(central_row("SELECT status = 'frozen' FROM accounts_inmate")[0])
    if frozen:
        seed.set_status(history.inmate, "active")
    return frozen


def _sync_all(history: History) -> None:
    """Until nobody has anything to tell any more, or as often as that may take."""
    for _ in range(SYNCS):
        asked = [_requests_of_a_sync(history, seat) for seat in history.seats]
        if max(asked) <= CALM_REQUESTS:
            return


def _requests_of_a_sync(history: History, seat: Seat) -> int:
    before = seat.wire.carried
    _pass(history, CALM_SECONDS)
    seat.sync()
    return seat.wire.carried - before


def _pass(history: History, seconds: float) -> None:
    history.house.world.time += timedelta(seconds=seconds)
    for seat in history.seats:
        seat.clock.advance(seconds)


def check_end(history: History) -> None:
    """All invariants, after the healing."""
    for seat in history.seats:
        check_kept(history, seat)
        i1_nothing_waits(seat)
        shown_mail_stays(history, seat)
        i4_in_step(history, seat)
        i4_rows_are_centrals(history, seat)
        i6_cursor_not_ahead(seat)
        i7_nothing_irreplaceable_is_evicted(history, seat)
        i9_receipts_are_booked_once(history, seat)
    faults = seed.ledger_faults()
    must(not faults, Kind.DOUBLE, f"I3 {faults}")
    i3_screens_tell_the_balance(history)
    i4_devices_agree(history)
    check_books(history)
    i8_a_calm_sync_asks_little(history)


def check_books(history: History) -> None:
    """What holds at central at any moment."""
    i2_one_charge_a_thing(history)
    i3_books_balance(history)


def check_kept(history: History, seat: Seat) -> None:
    """What holds at a device at any moment, while somebody is signed in."""
    if seat.is_open:
        texts_are_kept(history, seat)
        i1_nothing_queued_is_lost(history, seat)


def texts_are_kept(history: History, seat: Seat) -> None:
    """All that was typed and acknowledged at a device is within reach at it."""
    reader = seat.reader
    held = [
        str(row[0])
        for sql in (
            "SELECT body FROM main.draft",
            "SELECT body FROM main.draft_version",
            # a refused one is back in the draft
            "SELECT json_extract(args, '$.body') FROM main.outbox WHERE status <> 'refused'",
            "SELECT body FROM cache.message WHERE direction = 'out'",
        )
        for row in reader.rows(sql)
    ]
    for text in history.promised.texts[seat.name]:
        must(any(text in body for body in held), Kind.LOST, f"text at {seat.name}: {text}")


def i1_nothing_queued_is_lost(history: History, seat: Seat) -> None:
    """Each command that was kept waits, or has a receipt, or is refused on the screen."""
    rows = seat.reader.rows("SELECT id FROM main.receipt UNION SELECT id FROM main.outbox")
    held = {str(row[0]) for row in rows}
    for command, kind in history.promised.commands[seat.name].items():
        must(command in held, Kind.LOST, f"I1 {seat.name}: {kind} {command}")


def i1_nothing_waits(seat: Seat) -> None:
    """Each command is settled, once all is at rest."""
    waiting = seat.box.outbox()
    must(not waiting, Kind.STUCK, f"I1 {seat.name}: {len(waiting)} commands wait")


def shown_mail_stays(history: History, seat: Seat) -> None:
    """What a device showed before central lost it is there still."""
    here = {str(row[0]) for row in seat.reader.rows("SELECT id FROM cache.message")}
    lost = history.promised.mail[seat.name] - here
    must(not lost, Kind.LOST, f"{seat.name} lost with central's restore: {sorted(lost)}")


def i2_one_charge_a_thing(history: History) -> None:
    """Nothing is paid twice, or for more than was shown, or unasked."""
    twice = central_rows(
        "SELECT thing, count(*) FROM ledger_transfer"
        " WHERE kind IN ('message.send', 'message.open', 'photo.send')"
        " GROUP BY thing HAVING count(*) > 1"
    )
    must(not twice, Kind.DOUBLE, f"I2 charged twice: {twice}")
    bodies: set[str] = set()
    promised = history.promised
    for body, price in central_rows("SELECT body, price FROM mail_message WHERE direction = 'out'"):
        must(body not in bodies, Kind.DOUBLE, f"I2 sent twice: {body}")
        bodies.add(body)
        must(price in promised.sends.get(body, ()), Kind.DOUBLE, f"I2 sent unasked: {body} {price}")
    opened = central_rows(
        "SELECT id, price FROM mail_message WHERE direction = 'in' AND payment = 'cod'"
        " AND opened_at IS NOT NULL AND free = 0"
    )
    for item, price in opened:
        shown = promised.opens.get(str(UUID(str(item))), ())
        must(price in shown, Kind.DOUBLE, f"I2 opened unasked: {item} {price}")


def i3_books_balance(history: History) -> None:
    """The accounts sum to zero, and the inmate's is what the mail says it must be."""
    must(not central_row("SELECT sum(balance) FROM ledger_account")[0], Kind.DOUBLE, "I3 the sum")
    if history.restored:
        return  # what was lost with its mail is paid for none the less: I9 looks at each line
    paid = central_rows(
        "SELECT price, refunded FROM mail_message WHERE free = 0 AND ("
        " (direction = 'out' AND payment = 'prepaid')"
        " OR (direction = 'in' AND payment = 'cod' AND opened_at IS NOT NULL))"
    )
    expected = history.booked.to_inmate - sum(price - refunded for price, refunded in paid)
    held = balance(history)
    must(held == expected, Kind.DOUBLE, f"I3 {held} credits, not {expected}")


def i3_screens_tell_the_balance(history: History) -> None:
    """Each device shows central's balance."""
    held = balance(history)
    for seat in history.seats:
        shown = seat.box.profile().balance
        must(shown == held, Kind.STUCK, f"I3 {seat.name} shows {shown}, not {held}")


def i4_rows_are_centrals(history: History, seat: Seat) -> None:
    """Each row of the feed is in the tables of facts, and nothing else where nothing was lost."""
    if history.restored:
        return
    wrong = differences(seat.reader, seat.whole_feed())
    must(not wrong, Kind.STUCK, f"I4 {seat.name}: {wrong}")


def i4_in_step(history: History, seat: Seat) -> None:
    """The device shows the mail as central's rows have it; I5: withdrawn things not at all."""
    shown = {
        message.id: message
        for person in seat.box.connections()
        for message in seat.box.messages(person.id, limit=1000)
    }
    expected = central_rows(
        "SELECT id, state, body FROM mail_message WHERE removed_by_inmate = 0"
        " AND (direction = 'out' OR delivered_at IS NOT NULL)"
    )
    for item, state, body in expected:
        name = str(UUID(str(item)))
        must(name in shown, Kind.STUCK, f"I4 {seat.name} lacks the message {name} ({state})")
        message = shown.pop(name)  # type: ignore[call-overload]
        must(message.state == state, Kind.STUCK, f"I4 {seat.name}: {message.state}, not {state}")
        secret = message.direction == "in" and (message.sealed or state == "withdrawn")
        wanted = None if secret else body
        must(message.body == wanted, Kind.STUCK, f"I4/I5 {seat.name}: another text, {state}")
    orphans = _orphans(seat)
    for name in shown:
        must(name in orphans, Kind.STUCK, f"I4 {seat.name} shows {name}, which central lacks")
    _photos_in_step(seat, orphans)


def _photos_in_step(seat: Seat, orphans: set[str]) -> None:
    shown = {cell.id: cell for cell in seat.box.photo_cells(PhotoFilter())}
    expected = central_rows(
        "SELECT id, state FROM mail_photo WHERE removed_by_inmate = 0 AND delivered_at IS NOT NULL"
    )
    for item, state in expected:
        name = str(UUID(str(item)))
        must(name in shown, Kind.STUCK, f"I4 {seat.name} lacks the photo {name} ({state})")
        cell = shown.pop(name)  # type: ignore[call-overload]
        must(cell.withdrawn == (state == "withdrawn"), Kind.STUCK, f"I5 {seat.name} shows {name}")
    for name in shown:
        must(name in orphans, Kind.STUCK, f"I4 {seat.name} shows {name}, which central lacks")


def _orphans(seat: Seat) -> set[str]:
    return {str(row[0]) for row in seat.reader.rows("SELECT id FROM cache.item WHERE orphaned = 1")}


def i4_devices_agree(history: History) -> None:
    """Two devices in step with central are in step with each other."""
    if history.restored:
        return  # what only one of them knew before stays there
    one, other = (view(seat) for seat in history.seats)
    for part, seen in one.items():
        must(seen == other[part], Kind.STUCK, f"I4 A and B differ in {part}")


def i6_cursor_not_ahead(seat: Seat) -> None:
    """Every row of central's feed up to the device's place is at the device."""
    seq = seat.reader.number("SELECT seq FROM cache.feed")
    here = {
        (str(row[0]), str(row[1])): row[2]
        for row in seat.reader.rows("SELECT type, id, seq FROM cache.item")
    }
    for kind, item, at in central_rows("SELECT type, item, seq FROM feed_feeditem"):
        if at <= seq:
            must(here.get((kind, item)) == at, Kind.LOST, f"I6 {seat.name} skipped {kind} {item}")


def i7_nothing_irreplaceable_is_evicted(history: History, seat: Seat) -> None:
    """The thumbnails of what was delivered are here, whatever the quota."""
    lacking = seat.reader.rows(
        "SELECT p.id, f.state FROM cache.photo p LEFT JOIN cache.file f ON f.sha256 = p.thumb_sha"
        " JOIN cache.item i ON i.type = 'photo' AND i.id = p.id"
        " WHERE p.state = 'delivered' AND i.orphaned = 0 AND coalesce(f.state, '') <> 'here'"
    )
    must(not lacking, Kind.LOST, f"I7 {seat.name} lacks thumbnails: {lacking}")


def i8_a_calm_sync_asks_little(history: History) -> None:
    """A sync with nothing to tell costs a few requests."""
    for seat in history.seats:
        _pass(history, TOKEN_SECONDS)
        seat.sync()  # with fresh tokens, for the next one
        asked = _requests_of_a_sync(history, seat)
        lost = int(history.restored)  # one picture that central may have back by now
        must(asked <= CALM_REQUESTS + lost, Kind.STUCK, f"I8 {seat.name}: {asked} requests")


def i9_receipts_are_booked_once(history: History, seat: Seat) -> None:
    """What a device has a receipt for is at central, charged once; restored or not."""
    commands = {UUID(str(row[0])) for row in central_rows("SELECT command FROM devices_command")}
    lines = Counter(
        str(row[0])
        for row in central_rows(
            "SELECT e.thing FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id"
            " WHERE a.inmate_id IS NOT NULL AND e.kind IN ('message.send', 'message.open')"
        )
    )
    for row in seat.reader.rows("SELECT id, signed FROM main.receipt"):
        command, signed = str(row[0]), row[1]
        must(UUID(command) in commands, Kind.LOST, f"I9 {seat.name}: the receipt {command}")
        told = json.loads(str(signed))
        if told["charged"]:
            booked = lines[told["thing"]]
            kind = Kind.DOUBLE if booked > 1 else Kind.LOST
            must(booked == 1, kind, f"I9 {seat.name}: {told['thing']} booked {booked} times")

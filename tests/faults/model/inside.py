"""What the person does at a device, and what befalls the device and its line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from kiosk.domain import CommandKind, ItemState, KnownFailure, Payment, PhotoFilter
from kiosk.sync.failures import ProblemError
from kiosk.vault.connection import VaultFailureError
from kiosk.vault.files import FileDamagedError, FileMissingError
from tests.faults.campaign import Kind
from tests.faults.model.history import NOTHING, History, must
from tests.faults.model.seat import Seat
from tests.faults.model.wire import Fault

# enough of those that open a connection, so that most people can be written to
DECISIONS = (*("approve", "unblock") * 3, "decline", "block", "mute", "unmute")
HELD = ("approve", "decline", "block")
SeatRule = Callable[[History, Seat], str]
FAULTS = tuple(Fault)


def _act(history: History, seat: Seat, name: str, *args: Any, **named: Any) -> str:
    """Act, and note which commands the app has promised to carry out since."""
    kept = seat.act(name, *args, **named)
    note_queued(history, seat)
    return "kept" if kept is None else str(kept.value)


def note_queued(history: History, seat: Seat) -> None:
    """Hold the app to what its outbox shows."""
    for entry in seat.box.outbox():
        history.promised.commands[seat.name].setdefault(entry.id, entry.kind.value)


def _person(history: History, seat: Seat) -> str:
    """Someone whom this device knows; empty where it knows nobody."""
    known = seat.box.connections()
    return history.rng.choice(known).id if known else ""


def _message(history: History, seat: Seat, *states: ItemState) -> Any:
    """A message that this device shows in one of the states, or in any; or None."""
    found = [
        message
        for person in seat.box.connections()
        for message in seat.box.messages(person.id)
        if not states or message.state in states
    ]
    return history.rng.choice(found) if found else None


def types(history: History, seat: Seat) -> str:
    """A draft: more of it, or another text in its place."""
    person = _person(history, seat)
    if not person:
        return NOTHING
    draft = seat.box.draft(person)  # type: ignore[arg-type]
    text = history.text()
    if draft is not None and history.rng.random() < 0.5:
        text = f"{draft.body} {text}"
    outcome = _act(history, seat, "save_draft", person, text, Payment.PREPAID)
    _full_is_said(seat, outcome)
    if outcome == "kept":
        history.promised.texts[seat.name].append(text)
    return outcome


def _full_is_said(seat: Seat, outcome: str) -> None:
    """What needs a write is not told to be kept where nothing can be written."""
    must(not seat.is_full or outcome != "kept", Kind.LOST, f"{seat.name}: kept on a full disk")


def wipes(history: History, seat: Seat) -> str:
    """Throw the draft away: its text stays within reach."""
    person = _person(history, seat)
    return _act(history, seat, "discard_draft", person) if person else NOTHING


def sends(history: History, seat: Seat) -> str:
    """The draft if there is one, or a text of its own; at the price that the screen shows."""
    person = _person(history, seat)
    if not person:
        return NOTHING
    draft = seat.box.draft(person)  # type: ignore[arg-type]
    text = draft.body if draft is not None and draft.body else history.text()
    payment = history.rng.choice((Payment.PREPAID, Payment.PREPAID, Payment.COD))
    price = seat.box.policy().tariff.message
    outcome = _act(history, seat, "send", person, text, payment, price)
    _full_is_said(seat, outcome)
    if outcome != KnownFailure.DISK_FULL:
        history.promised.texts[seat.name].append(text)  # kept, sent or not
    if outcome == "kept":
        history.promised.sends.setdefault(text, set()).add(price)
    return f"{payment.value} {price} {outcome}"


def opens(history: History, seat: Seat) -> str:
    """A sealed message, at the price on its envelope."""
    message = _message(history, seat, ItemState.DELIVERED)
    if message is None or not message.sealed:
        return NOTHING
    history.promised.opens.setdefault(message.id, set()).add(message.price)
    return _act(history, seat, "open_message", message.id, message.price)


def decides(history: History, seat: Seat) -> str:
    """About a person; held back at first at times."""
    person = _person(history, seat)
    if not person:
        return NOTHING
    name = history.rng.choice(DECISIONS)
    if history.rng.random() < 0.7:
        return f"{name} {_act(history, seat, name, person)}"
    if name not in HELD:
        return NOTHING
    kept = seat.act(name, person, held=True)
    then = history.rng.choice(("take_back", "let_go"))
    return f"{name} held {kept} {then} {_act(history, seat, then, person)}"


def removes(history: History, seat: Seat) -> str:
    """Take a message or photo from sight, or bring one back."""
    act = history.rng.choice(("remove", "remove", "restore"))
    if history.rng.random() < 0.5:
        message = _message(history, seat)
        return _act(history, seat, f"{act}_message", message.id) if message else NOTHING
    cells = seat.box.photo_cells(PhotoFilter(removed=act == "restore"))
    photo = history.rng.choice(cells) if len(cells) else None
    return f"{act} {_act(history, seat, f'{act}_photo', photo.id)}" if photo else NOTHING


def marks(history: History, seat: Seat) -> str:
    """A photo as seen, favourite or turned; or a conversation as read."""
    person = _person(history, seat)
    if history.rng.random() < 0.4:
        return _act(history, seat, "mark_thread_read", person) if person else NOTHING
    cells = seat.box.photo_cells(PhotoFilter())
    if not len(cells):
        return NOTHING
    mark: dict[str, Any] = history.rng.choice(
        ({"seen": True}, {"favourite": True}, {"favourite": False}, {"rotation": 90})
    )
    return _act(history, seat, "mark_photo", history.rng.choice(cells).id, **mark)


def appeals(history: History, seat: Seat) -> str:
    """Against a rejection of a message of theirs."""
    message = _message(history, seat, ItemState.REJECTED)
    if message is None:
        return NOTHING
    return _act(history, seat, "appeal", message.id, "Please look again.")


def sets(history: History, seat: Seat) -> str:
    """How the screen should look."""
    percent, theme = history.rng.choice((100, 125, 150)), history.rng.choice(("light", "dark"))
    wanted = replace(seat.box.settings(), text_percent=percent, theme=theme)
    return f"{percent} {theme} {_act(history, seat, 'save_settings', wanted)}"


def takes_back(history: History, seat: Seat) -> str:
    """A message that is still on its way."""
    sends = [each for each in seat.box.outbox() if each.kind is CommandKind.MESSAGE_SEND]
    if not sends:
        return NOTHING
    entry = history.rng.choice(sends)
    outcome = _act(history, seat, "do_not_send", entry.about)
    left = {each.id for each in seat.box.outbox()}
    if entry.id not in left:
        history.promised.commands[seat.name].pop(entry.id)
    return f"{outcome} {'asked for' if entry.id in left else 'at once'}"


def brings_back(history: History, seat: Seat) -> str:
    """An earlier text of a draft, in the place of what stands there."""
    person = _person(history, seat)
    if not person:
        return NOTHING
    versions = seat.box.draft_versions(person)  # type: ignore[arg-type]
    if not versions:
        return NOTHING
    return _act(history, seat, "bring_back", person, history.rng.choice(versions).body)


def puts_aside(history: History, seat: Seat) -> str:
    """A refusal that was read."""
    refusals = seat.box.refusals()
    if not refusals:
        return NOTHING
    entry = history.rng.choice(refusals)
    history.promised.commands[seat.name].pop(entry.id, None)
    return _act(history, seat, "dismiss_refusal", entry.id)


def freezes(history: History, seat: Seat) -> str:
    """The person's own account, because of somebody else's sign-in."""
    return _act(history, seat, "freeze_account") if history.rng.random() < 0.2 else NOTHING


def looks(history: History, seat: Seat) -> str:
    """At a picture, which may be damaged or not be here."""
    photo = _photo(history, seat)
    if photo is None:
        return NOTHING
    sha = history.rng.choice((photo.thumb.sha256, photo.screen.sha256))
    try:
        return f"{len(seat.vault.files.read(sha))} bytes"
    except (FileDamagedError, FileMissingError) as missing:
        seat.box.fetch_first(sha)
        return type(missing).__name__
    except VaultFailureError as failure:  # it is damaged, and that cannot be written down now
        must(seat.is_full, Kind.CRASHED, f"{seat.name}: {failure}")
        return failure.failure.value


def rots(history: History, seat: Seat) -> str:
    """A bit of a photo's file flips."""
    rows = seat.reader.rows("SELECT sha256, name FROM cache.file WHERE state = 'here'")
    if not rows or seat.is_full:
        return NOTHING
    sha, name = history.rng.choice(sorted(rows))
    path = seat.vault.files.folder / str(name)[:2] / str(name)
    if not path.exists():
        return NOTHING
    data = bytearray(path.read_bytes())
    data[history.rng.randrange(len(data))] ^= 1 << history.rng.randrange(8)
    path.write_bytes(data)
    return str(sha)[:8]


def _photo(history: History, seat: Seat) -> Any:
    cells = [cell for cell in seat.box.photo_cells(PhotoFilter()) if not cell.withdrawn]
    return seat.box.photo(history.rng.choice(cells).id) if cells else None


def steps(history: History, seat: Seat) -> str:
    """A few steps of the engine on a line that fails at times."""
    seat.wire.plan.clear()
    if history.rng.random() < 0.6:
        sound = [Fault.NONE] * history.rng.randrange(4)
        seat.wire.plan.extend([*sound, history.rng.choice(FAULTS), history.rng.choice(FAULTS)])
    told = ", ".join(fault.value for fault in seat.wire.plan)
    for _ in range(history.rng.randrange(1, 5)):
        seat.step(asked=history.rng.random() < 0.5)
        seat.clock.advance(history.rng.choice((0.5, 12.0, 70.0)))
    return f"{told} | {seat.vault.network.value}"


def syncs(_history: History, seat: Seat) -> str:
    """All there is, on a line that works."""
    seat.wire.plan.clear()
    seat.clock.advance(15.0)
    seat.sync()
    return str(seat.vault.network.value)


def late_requests_arrive(_history: History, seat: Seat) -> str:
    """What was held up on the line reaches central after all that followed."""
    return str(seat.wire.deliver_late() or NOTHING)


def signs_out(history: History, seat: Seat) -> str:
    """What waits goes into the post box; at times somebody is back at once, and offline."""
    seat.fill_post_box()
    note_queued(history, seat)
    lying = len(seat.post_box.lying())
    seat.close()
    if history.rng.random() < 0.4:
        seat.open()
        return f"{lying} lie, again"
    return f"{lying} lie"


def comes_back(_history: History, seat: Seat) -> str:
    """Offline."""
    seat.open()
    return "again" if seat.is_open else "no room"


def hands_in(history: History, seat: Seat) -> str:
    """The device brings central what lies in its post box, on a line that fails at times."""
    if seat.post_box.empty():
        return NOTHING
    seat.wire.plan.clear()
    if history.rng.random() < 0.4:
        seat.wire.plan.extend(history.rng.choices(FAULTS, k=2))
    told = ", ".join(fault.value for fault in seat.wire.plan)
    return f"{told} | {seat.hand_in()}, {len(seat.post_box.lying())} left"


def disk_fills(_history: History, seat: Seat) -> str:
    """No more can be written."""
    if seat.is_full:
        return NOTHING
    seat.room.full.add(seat.name)
    return "full"


def disk_has_room(_history: History, seat: Seat) -> str:
    """Somebody made room."""
    if not seat.is_full:
        return NOTHING
    seat.room.full.discard(seat.name)
    return "room"


def signs_in(history: History, seat: Seat) -> str:
    """By the PIN, online."""
    try:
        history.sign_in(seat)
    except ProblemError as problem:
        return problem.code
    return "anew"


def crashes(_history: History, seat: Seat) -> str:
    """Between two acts."""
    seat.crash()
    return "again"


def clock_jumps(history: History, seat: Seat) -> str:
    """The device's wall clock is set, backward too."""
    by = timedelta(hours=history.rng.choice((-30, -1, 1, 30, 24 * 40)))
    seat.clock.wall += by
    return str(by)


def time_passes(history: History, seat: Seat) -> str:
    """For device and central alike."""
    seconds = history.rng.choice((5.0, 120.0, 4000.0))
    seat.clock.advance(seconds)
    history.house.world.time += timedelta(seconds=seconds)
    return str(seconds)


INSIDE: dict[SeatRule, int] = {
    types: 6,
    wipes: 2,
    sends: 8,
    opens: 5,
    decides: 4,
    removes: 3,
    marks: 4,
    appeals: 2,
    sets: 1,
    takes_back: 2,
    brings_back: 1,
    puts_aside: 1,
    freezes: 1,
    looks: 3,
    rots: 2,
    steps: 16,
    syncs: 8,
    late_requests_arrive: 3,
    signs_out: 4,
    signs_in: 2,
    hands_in: 2,
    disk_fills: 1,
    disk_has_room: 3,
    crashes: 2,
    clock_jumps: 1,
    time_passes: 3,
}

SIGNED_OUT: dict[SeatRule, int] = {
    comes_back: 4,
    signs_in: 2,
    hands_in: 4,
    late_requests_arrive: 1,
    clock_jumps: 1,
    time_passes: 2,
    disk_has_room: 1,
}

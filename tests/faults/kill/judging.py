"""What must hold at a vault and at central after any end of either: nothing lost, nothing twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from structlog.testing import capture_logs

from kiosk.domain import ConnectionId, NetworkState
from kiosk.vault.feed import Resync
from kiosk.vault.files import PARTIAL
from tests.faults.campaign import Kind, Violation
from tests.faults.kill.acts import ONE_TIME, PIN, PRICE, Family, received
from tests.faults.kill.seat import Clock, NotInError, Place, Seat

SYNCS = 3  # within so many it comes to rest (invariant I4)
SHORT = "too-few-credits"  # the one refusal that people here bring about
# pictures of what central lost cannot be had any more
_WANTED = """SELECT count(*) FROM cache.file f WHERE f.state = 'wanted' AND EXISTS (
  SELECT 1 FROM cache.photo p JOIN cache.item i ON i.type = 'photo' AND i.id = p.id
  WHERE NOT i.orphaned AND f.sha256 IN (p.thumb_sha, p.screen_sha, p.full_sha))"""
Lines = list[dict[str, Any]]


def must(holds: object, kind: Kind, about: str) -> None:
    """Raise a violation unless it holds."""
    if not holds:
        raise Violation(kind, about)


def judge(central: Any, place: Place, state: Path, family: Family, lines: Lines) -> None:
    """Open what is left at `state`, bring it in step with central, and look at both."""
    at_seat(central, place, state, family, lines)
    at_central(central, [family], lines)
    _receipts_tell(central, family)


def at_seat(
    central: Any,
    place: Place,
    state: Path,
    family: Family,
    lines: Lines,
    restored: bool = False,
) -> None:
    """Bring a vault in step with central; `restored`: from a backup, and only then anew."""
    seat = back_in(place, state, family, lines)
    try:
        _all_is_here(seat, family, lines, restored=restored)
        with capture_logs() as logged:
            for _ in range(SYNCS):
                seat.sync(200)
                if seat.shut_out:
                    seat.leave()
                    seat = back_in(place, state, family, lines)
                if not difference(central, seat, family):
                    break
        must(not difference(central, seat, family), Kind.STUCK, difference(central, seat, family))
        known = {Resync.EPOCH} if restored else set()
        again = [e for e in logged if e["event"].startswith("resync") and e["code"] not in known]
        must(not again, Kind.LOST, f"the cursor was ahead of the data, or damaged: {again}")
        must(restored or not _orphans(seat), Kind.LOST, "central lost what it never lost")
        _all_is_here(seat, family, lines, restored=restored)
        _files_match(seat)
    finally:
        seat.leave()


def back_in(place: Place, state: Path, family: Family, lines: Lines) -> Seat:
    """Sign in again as the person would: by the PIN they chose, or the one on paper."""
    pins = [PIN] if any(line["what"] == "in" for line in lines) else [PIN, ONE_TIME]
    told = ""
    for pin in pins:
        clock = Clock(ticks=1_000_000.0)
        seat = Seat(place, state, clock)
        try:
            seat.enter(family.number, pin, PIN)
        except NotInError as outcome:
            seat.leave()
            told += f" {outcome.step}"
        else:
            return seat
    raise Violation(Kind.LOST, f"no way back in:{told}")


def _all_is_here(seat: Seat, family: Family, lines: Lines, *, restored: bool) -> None:
    rows = seat.reader.rows("SELECT id FROM main.outbox UNION SELECT id FROM main.receipt")
    refused = {entry.id for entry in seat.box.refusals()}
    known, here = {row[0] for row in rows} | refused, set(received(seat))
    for line in lines:
        if line["what"] == "queued":
            must(line["id"] in known, Kind.LOST, f"queued and gone: {line}")
        elif line["what"] == "synced":
            receipts = {row[0] for row in seat.reader.rows("SELECT id FROM main.receipt")}
            must(receipts >= set(line["receipts"]), Kind.LOST, "a receipt is gone")
            gone = set(line["received"]) - here
            must(not gone, Kind.LOST, f"received and gone: {gone}")
    draft = seat.box.draft(ConnectionId(family.tie))
    may, body = drafts_that_may_be(lines), draft.body if draft is not None else None
    right = body in may
    if not right and (restored or refused):  # another text came in its place, or before it
        kept = [str(row[0]) for row in seat.reader.rows("SELECT body FROM main.draft_version")]
        right = None in may or any(
            text in held for text in may if text for held in [*kept, body or ""]
        )
    must(right, Kind.LOST, f"the draft is {body!r}, not one of {may}")


def drafts_that_may_be(lines: Lines) -> set[str | None]:
    """The last text that was kept, or one that was under way when all ended; None once sent."""
    may: set[str | None] = {None}
    for line in lines:
        if line["what"] == "typing":
            may.add(line["text"])
        elif line["what"] == "kept":
            may = {line["text"]}
        elif line["what"] == "sending":
            may.add(None)
        elif line["what"] == "queued" and line["kind"] == "message.send":
            may = {None}
    return may


def difference(central: Any, seat: Seat, family: Family) -> str:
    """How the app is not what central is; empty where it is."""
    if seat.vault.network is not NetworkState.ONLINE:
        return f"the network is {seat.vault.network}"
    if seat.box.outbox():
        return f"still queued: {seat.box.outbox()}"
    if seat.reader.number(_WANTED):
        return "pictures are still to be fetched"
    profile = seat.box.profile()
    there = central.seed.balance(family.inmate)
    if profile is None or profile.balance != there:
        return f"the balance is {profile and profile.balance}, not {there}"
    told = {m.id: m for m in central.seed.messages(family.tie) if m.state != "rejected"}
    lost = _orphans(seat) & set(received(seat))  # what was sent from here comes back by receipts
    shown = seat.box.messages(ConnectionId(family.tie), limit=1000)
    here = {m.id: m.body for m in shown if m.id not in lost}
    if set(here) != {i for i, m in told.items() if m.direction == "out" or m.state != "waiting"}:
        return f"other messages: {len(here)} here, {len(told)} there"
    wrong = [i for i, body in here.items() if body is not None and body != told[i].body]
    return f"other words: {wrong}" if wrong else ""


def _orphans(seat: Seat) -> set[str]:
    """What central lost in a restore."""
    return {str(row[0]) for row in seat.reader.rows("SELECT id FROM cache.item WHERE orphaned")}


def _files_match(seat: Seat) -> None:
    rows = seat.reader.rows("SELECT sha256, name, state FROM cache.file WHERE name IS NOT NULL")
    for sha256, _, state in rows:
        if state == "here":
            seat.vault.files.read(sha256)  # type: ignore[arg-type]
    folder = seat.vault.files.folder
    names = {path.name.removesuffix(PARTIAL) for path in folder.rglob("*") if path.is_file()}
    must(names == {row[1] for row in rows}, Kind.LOST, "files that no row names, or none for a row")


def at_central(central: Any, families: Sequence[Family], lines: Lines) -> None:
    """Each act of one inmate once, each charge once, and sums that are right.

    `families` are this inmate's, `lines` those of all devices.
    """
    family = families[0]
    done = {row.id: row.receipt for row in central.seed.commands(family.inmate)}
    codes = {told.code for told in done.values()}
    must(codes <= {"", SHORT}, Kind.LOST, f"refused because of {codes}")
    short = {i for i, told in done.items() if told.code == SHORT}
    messages = [m for each in families for m in central.seed.messages(each.tie)]
    sent = Counter(m.body for m in messages if m.direction == "out")
    must(max(sent.values(), default=1) == 1, Kind.DOUBLE, "a message is there twice")
    for line in lines:
        if line["what"] == "queued":
            must(line["id"] in done, Kind.LOST, f"central never had {line}")
            if line["kind"] == "message.send":
                wanted = line["id"] not in short
                must(sent[line["text"]] == wanted, Kind.LOST, f"sent or not: {line['text']}")
    must(not central.seed.ledger_faults(), Kind.DOUBLE, "the ledger is wrong")
    _charged_once(central, families[0], lines, sent, short)


def _charged_once(
    central: Any, family: Family, lines: Lines, sent: Collection[str], short: set[str]
) -> None:
    entries = central.seed.entries(family.inmate)
    things = Counter((entry.kind, entry.thing) for entry in entries)
    must(max(things.values(), default=1) == 1, Kind.DOUBLE, f"charged twice: {things}")
    opening = [line for line in lines if line.get("kind") == "message.open"]
    asked = {line["text"] for line in opening if line["id"] not in short}
    began = {line["message"] for line in lines if line["what"] == "opening"}
    paid = {thing.removeprefix("message:") for kind, thing in things if kind == "message.open"}
    must(asked <= paid <= began, Kind.LOST, f"asked to open {asked}, charged for {paid}")
    prepaid = [text for text in sent if text.startswith("prepaid")]
    spent = PRICE * (len(prepaid) + len(paid))
    refunds = sum(entry.amount for entry in entries if entry.kind == "refund")
    left = central.seed.balance(family.inmate)
    right = left == family.credits - spent + refunds
    must(right, Kind.DOUBLE, f"{left} credits after spending {spent}")
    _listed(central, family, left)


def _receipts_tell(central: Any, family: Family) -> None:
    """Receipts tell of just what was taken: either is there with the other, or not at all."""
    taken = {e.thing: -e.amount for e in central.seed.entries(family.inmate) if e.amount < 0}
    told: Counter[str] = Counter()
    for row in central.seed.commands(family.inmate):
        told[row.receipt.thing] += row.receipt.charged
    told_of = +told  # what cost something
    must(told_of == taken, Kind.DOUBLE, f"taken {taken}, but receipts tell of {dict(told_of)}")


def _listed(central: Any, family: Family, left: int) -> None:
    """Staff have on their list that an account is below zero, and nothing else.

    That comes about where a device pushes before it hears of a restore, and hands in what was
    charged before.
    """
    source = f"receipt:{family.inmate}:"
    listed = {e.why for e in central.seed.loose_ends() if e.source.startswith(source)}
    must(listed == ({"below-zero"} if left < 0 else set()), Kind.LOST, f"{left}, listed {listed}")

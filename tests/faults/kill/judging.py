"""What must hold at a vault and at central after any end of either: nothing lost, nothing twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from structlog.testing import capture_logs

from kiosk.domain import ConnectionId, NetworkState
from kiosk.vault.files import PARTIAL
from tests.faults.campaign import Kind, Violation
from tests.faults.kill.acts import CREDITS, ONE_TIME, PIN, PRICE, Family
from tests.faults.kill.seat import Clock, NotInError, Place, Seat

SYNCS = 3  # within so many it comes to rest (invariant I4)
Lines = list[dict[str, Any]]


def must(holds: object, kind: Kind, about: str) -> None:
    """Raise a violation unless it holds."""
    if not holds:
        raise Violation(kind, about)


def judge(central: Any, place: Place, state: Path, family: Family, lines: Lines) -> None:
    """Open what is left at `state`, bring it in step with central, and look at both."""
    seat = back_in(place, state, family, lines)
    try:
        _all_is_here(seat, family, lines)
        with capture_logs() as logged:
            for _ in range(SYNCS):
                seat.sync(200)
                if seat.shut_out:
                    seat.leave()
                    seat = back_in(place, state, family, lines)
                if not difference(central, seat, family):
                    break
        must(not difference(central, seat, family), Kind.STUCK, difference(central, seat, family))
        again = [line for line in logged if line["event"].startswith("resync")]
        must(not again, Kind.LOST, f"the cursor was ahead of the data, or damaged: {again}")
        _all_is_here(seat, family, lines)
        _files_match(seat)
    finally:
        seat.leave()
    at_central(central, family, lines)


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


def _all_is_here(seat: Seat, family: Family, lines: Lines) -> None:
    rows = seat.reader.rows("SELECT id FROM main.outbox UNION SELECT id FROM main.receipt")
    known = {row[0] for row in rows} | {entry.id for entry in seat.box.refusals()}
    for line in lines:
        if line["what"] == "queued":
            must(line["id"] in known, Kind.LOST, f"queued and gone: {line}")
        elif line["what"] == "receipts":
            receipts = {row[0] for row in seat.reader.rows("SELECT id FROM main.receipt")}
            must(receipts >= set(line["ids"]), Kind.LOST, "a receipt is gone")
    draft = seat.box.draft(ConnectionId(family.tie))
    may, body = drafts_that_may_be(lines), draft.body if draft is not None else None
    must(body in may, Kind.LOST, f"the draft is {body!r}, not one of {may}")


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
    if seat.reader.number("SELECT count(*) FROM cache.file WHERE state = 'wanted'"):
        return "pictures are still to be fetched"
    profile = seat.box.profile()
    there = central.seed.balance(family.inmate)
    if profile is None or profile.balance != there:
        return f"the balance is {profile and profile.balance}, not {there}"
    here = {m.id: m.body for m in seat.box.messages(ConnectionId(family.tie), limit=1000)}
    told = {m.id: m for m in central.seed.messages(family.tie) if m.state != "rejected"}
    if set(here) != {i for i, m in told.items() if m.direction == "out" or m.state != "waiting"}:
        return f"other messages: {len(here)} here, {len(told)} there"
    wrong = [i for i, body in here.items() if body is not None and body != told[i].body]
    return f"other words: {wrong}" if wrong else ""


def _files_match(seat: Seat) -> None:
    rows = seat.reader.rows("SELECT sha256, name, state FROM cache.file WHERE name IS NOT NULL")
    for sha256, _, state in rows:
        if state == "here":
            seat.vault.files.read(sha256)  # type: ignore[arg-type]
    folder = seat.vault.files.folder
    names = {path.name.removesuffix(PARTIAL) for path in folder.rglob("*") if path.is_file()}
    must(names == {row[1] for row in rows}, Kind.LOST, "files that no row names, or none for a row")


def at_central(central: Any, family: Family, lines: Lines) -> None:
    """Each act once, each charge once, and sums that are right."""
    commands = Counter(row.id for row in central.seed.commands(family.inmate))
    sent = Counter(m.body for m in central.seed.messages(family.tie) if m.direction == "out")
    must(max(sent.values(), default=1) == 1, Kind.DOUBLE, "a message is there twice")
    for line in lines:
        if line["what"] == "queued":
            must(commands[line["id"]] == 1, Kind.LOST, f"central never had {line}")
            if line["kind"] == "message.send":
                must(sent[line["text"]] == 1, Kind.LOST, f"not at central: {line['text']}")
    must(not central.seed.ledger_faults(), Kind.DOUBLE, "the ledger is wrong")
    entries = central.seed.entries(family.inmate)
    things = Counter((entry.kind, entry.thing) for entry in entries)
    must(max(things.values(), default=1) == 1, Kind.DOUBLE, f"charged twice: {things}")
    asked = {line["text"] for line in lines if line.get("kind") == "message.open"}
    began = {line["message"] for line in lines if line["what"] == "opening"}
    paid = {thing.removeprefix("message:") for kind, thing in things if kind == "message.open"}
    must(asked <= paid <= began, Kind.LOST, f"asked to open {asked}, charged for {paid}")
    prepaid = [text for text in sent if text.startswith("prepaid")]
    spent = PRICE * (len(prepaid) + len(paid))
    refunds = sum(entry.amount for entry in entries if entry.kind == "refund")
    left = central.seed.balance(family.inmate)
    must(left == CREDITS - spent + refunds, Kind.DOUBLE, f"{left} credits after spending {spent}")

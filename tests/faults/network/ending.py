"""What must hold once the faults have ended: all in step, everything done once, nothing lost."""

from __future__ import annotations

from collections import Counter
from random import Random

from kiosk.domain import CommandStatus, NetworkState, Payment
from kiosk.session.counter import Counter as Desk
from kiosk.sync.client import Client
from kiosk.sync.failures import ProblemError
from tests.faults.campaign import Kind, Violation
from tests.faults.comparing import differences, whole_feed
from tests.faults.network import counting
from tests.faults.network.faults import LEAVING, drawn
from tests.faults.network.ground import PIN
from tests.faults.network.history import ROWS, WORDS, History
from tests.faults.network.person import Someone

HOUR = 3700.0  # longer than any wait that central may ask for
SYNCS = 3  # within which all is in step


class Ending:
    """The end of one history."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._central, self._family = history.central, history.family
        self._direct = Client(self._central.url, ca=None, app_version="0.1.0")
        place = history.ground.place
        self._desk = Desk(self._direct, place.identity(), history.clock.wall)

    def close(self) -> None:
        """End the conversation with central."""
        self._direct.close()

    @property
    def _someone(self) -> Someone:
        return self._history.someone

    def check(self) -> None:
        """See that all comes to rest."""
        history = self._history
        history.proxy.heal()
        self._enrolled()
        self._come_in()
        self._made_known()
        for number in range(SYNCS):
            history.clock.advance(HOUR)
            self._sync(last=number == SYNCS - 1)
        if not self._someone.deliver() or self._someone.lying:
            raise Violation(Kind.STUCK, "the post box is not empty")
        if repeated := history.proxy.fetches.repeated:
            raise Violation(Kind.DOUBLE, f"fetched again: {repeated}")
        self._in_step()
        self._once()
        self._texts()
        self._pin()

    def _come_in(self) -> None:
        history = self._history
        for pin in [*reversed(history.pins), *history.pins] * SYNCS:
            if self._someone.opened is not None:
                return
            history.wait(self._someone.come_in(self._family.number, pin))
        raise Violation(Kind.STUCK, "nobody is let in")

    def _made_known(self) -> None:
        """A first sign-in that reached central twice may leave another key there: a PIN mends it.

        The app hears of it with its session's end, which is further off than this history's.
        """
        try:
            self._desk.session(self._someone.vault)
        except ProblemError as problem:
            if problem.code != "vault-key-unknown":
                raise
            self._history.go()
            self._come_in()

    def _sync(self, *, last: bool) -> None:
        requests, reader = self._history.proxy.requests, self._someone.reader
        before, files = len(requests), _files_here(self._someone)
        allowed = counting.AT_REST if last else counting.in_sync(reader, ROWS)
        self._someone.sync()
        if self._someone.shut_out:
            self._history.go()
            self._come_in()
            return
        more = {} if last else {"blobs": _files_here(self._someone) - files + 1}
        if excess := counting.excess(requests[before:], {**allowed, **more}):
            raise Violation(Kind.STUCK, f"too many requests: {excess}")

    def _in_step(self) -> None:
        box, reader = self._someone.box, self._someone.reader
        if box.status().network is not NetworkState.ONLINE:
            raise Violation(Kind.STUCK, f"still {box.status().network.value}")
        token = self._desk.session(self._someone.vault).token
        wrong = differences(reader, whole_feed(self._direct, token))
        if wrong:
            raise Violation(Kind.STUCK, f"not as at central: {wrong}")
        for left in (
            "outbox WHERE status <> 'refused'",
            "pending_mark",
            "pending_settings",
            "draft WHERE edits > pushed",
        ):
            if reader.rows(f"SELECT * FROM main.{left}"):  # noqa: S608
                raise Violation(Kind.STUCK, f"left: {left}")
        if box.profile().balance != self._central.seed.balance(self._family.id):
            raise Violation(Kind.STUCK, "another balance than central's")
        if missing := reader.rows("SELECT sha256 FROM cache.file WHERE state <> 'here'"):
            raise Violation(Kind.STUCK, f"{len(missing)} pictures not here")

    def _once(self) -> None:
        seed, reader = self._central.seed, self._someone.reader
        if faults := seed.ledger_faults():
            raise Violation(Kind.DOUBLE, f"ledger: {faults}")
        booked = Counter((line.kind, line.thing) for line in seed.entries(self._family.id))
        if twice := [what for what, count in booked.items() if count > 1 and what[1]]:
            raise Violation(Kind.DOUBLE, f"booked twice: {twice}")
        done = {
            str(command.id): command.receipt.status for command in seed.commands(self._family.id)
        }
        receipts = {
            str(row[0]): str(row[1]) for row in reader.rows("SELECT id, status FROM main.receipt")
        }
        if lost := self._history.queued - set(receipts):
            raise Violation(Kind.LOST, f"queued, and no receipt: {len(lost)}")
        for command in self._history.queued:
            if done.get(command) != receipts[command]:
                raise Violation(Kind.LOST, f"{receipts[command]}, at central otherwise")
        sends = [one for one in seed.commands(self._family.id) if one.kind == "message.send"]
        if len(sends) != self._history.sends:
            raise Violation(Kind.LOST, f"{self._history.sends} kept, {len(sends)} at central")
        sent = [one for one in sends if one.receipt.status == CommandStatus.DONE]
        out = [item for item in seed.messages(self._family.tie) if item.direction == "out"]
        if len(out) != len(sent) or len({item.id for item in out}) != len(out):
            raise Violation(Kind.DOUBLE, f"{len(sent)} sent, {len(out)} at central")

    def _texts(self) -> None:
        draft = self._someone.box.draft(self._family.tie)
        held = self._someone.reader.rows(
            "SELECT body FROM cache.central_draft WHERE connection = ? AND sent = 0 AND body <> ''",
            (self._family.tie,),
        )
        if draft is not None and draft.body and (draft.body,) not in held:
            raise Violation(Kind.LOST, "the draft is not at central")

    def _enrolled(self) -> None:
        """The other device is known once, however often it asked."""
        history = self._history
        if history.codes:
            known = history.enrol()
            if not known or known != history.enrol():
                raise Violation(Kind.LOST, "the other device is not known")
            if self._central.seed.device(known).status != "pending":
                raise Violation(Kind.LOST, "the other device does not wait to be confirmed")

    def _pin(self) -> None:
        """One PIN is in force, and opens what is here."""
        history = self._history
        if history.pins == [PIN]:
            return
        history.wait(HOUR)  # whatever was tried before, central looks at a PIN now
        right = [pin for pin in history.pins if self._is_right(pin)]
        if len(right) != 1:
            raise Violation(Kind.LOST, f"{len(right)} PINs in force")
        history.go()
        history.pins = right
        self._come_in()
        if self._someone.reader.rows("SELECT * FROM main.outbox WHERE status <> 'refused'"):
            raise Violation(Kind.STUCK, "another vault than before")

    def _is_right(self, pin: str) -> bool:
        try:
            self._desk.sign_in(self._family.number, pin, "")
        except ProblemError as problem:
            if problem.code != "wrong-pin":
                raise
            return False
        return True


def retire(history: History, rng: Random) -> None:
    """The device has to go: it brings what it has through more faults, and says so."""
    seed = history.central.seed
    history.send(rng.choice(WORDS), Payment.PREPAID)
    history.note_queued()
    history.go()
    seed.retire_device(history.ground.place.device)
    history.proxy.schedule = drawn(rng, tls=history.tls, only=LEAVING)
    tries = len(history.proxy.schedule) + SYNCS
    for _ in range(tries):
        history.clock.advance(HOUR)
        if history.someone.deliver() and history.someone.say_empty():
            break
    else:
        raise Violation(Kind.STUCK, f"not empty after {tries} tries")
    if not seed.device(history.ground.place.device).erased:
        raise Violation(Kind.LOST, "central does not know that the device is empty")
    done = {str(command.id) for command in seed.commands(history.family.id)}
    if lost := history.queued - done:
        raise Violation(Kind.LOST, f"left at a device that went: {len(lost)}")


def _files_here(someone: Someone) -> int:
    rows = someone.reader.rows("SELECT 1 FROM cache.file WHERE state = 'here'")
    return len(rows)

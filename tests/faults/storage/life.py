"""One person's life on one device, act by act, and what may never be lost of it."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, cast

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.device.attempts import Attempts
from kiosk.domain import InmateId, KnownFailure, Payment, Sha256
from kiosk.session.standing import Standing
from kiosk.session.vaults import Fresh, Vaults
from kiosk.sync.engine import Engine, Heard
from kiosk.sync.line import Line
from kiosk.sync.tokens import CentralClock, DeviceTokens, SessionTokens, vault_claim
from kiosk.vault import feed, outbox, shelf
from kiosk.vault.connection import VaultFailureError
from kiosk.vault.database import OpenVault
from kiosk.vault.files import FileDamagedError, FileMissingError
from kiosk.vault.keys import DataKey, HeaderDamagedError
from tests.faults.campaign import Kind, Violation
from tests.faults.storage.paper import SELF, TIES, PaperCentral
from tests.unit.kiosk.world import CHEAP, SECRET, SHARE, Clock, Desk, Ids

NUMBER = "1001"
ACTS = (
    "type", "type", "send", "send", "mute", "sync", "news", "news", "news", "copy", "evict",
    "reopen", "change_pin", "outdate", "wrong_pin", "right_pin", "hear",
)  # fmt: skip
COPYING = ("copy", "sync", "news")
STEPS = 60
QUOTA = 400_000
WORDS = ("Dear Maria", " how are you", " I think of you", " the weather", " soon", " a kiss")


class DeviceClock:
    """The device's clock for wrong tries."""

    def running(self) -> float:
        return 5000.0

    def boot(self) -> str:
        return "boot"


@dataclass
class Held:
    """What can be seen of a vault: what it holds now, it must hold after a fault."""

    drafts: dict[str, str] = field(default_factory=dict)
    versions: set[str] = field(default_factory=set)
    queued: dict[str, str] = field(default_factory=dict)  # id to the text of its arguments
    receipts: dict[str, str] = field(default_factory=dict)
    photos: set[Sha256] = field(default_factory=set)
    seq: int = 0


@dataclass
class Outside:
    """What is kept beside the vault: PINs, wrong tries, what central said of the device."""

    pin: str = "493817"
    pin_version: int = 1
    opens: bool = True  # by PIN, not only by central's share
    made: bool = False
    wrong: int = 0
    policy_version: int = 0
    shut_out: set[str] = field(default_factory=set)


class Life:
    """A device's state folder with one vault in it, and everything that runs on them."""

    def __init__(self, root: Path, central: PaperCentral, rng: Random) -> None:
        self.root, self.central, self.rng = root, central, rng
        self.clock, self.ids = Clock(), Ids()
        self.signing = Ed25519PrivateKey.from_private_bytes(rng.randbytes(32))
        self.vaults = Vaults(root / "vaults", SECRET, CHEAP)
        self.folder = self.vaults.folder(NUMBER)
        self.held = Held()
        self.outside = Outside()
        self.going = ""  # the act that is under way
        self.next: Outside = self.outside  # as it is once that act is done
        self.writing: dict[str, str] = {}  # a draft on its way: tie to text
        self.vault: OpenVault | None = None
        self.past: list[Held] = []  # after each act
        self.outsides = [self.outside]  # likewise
        self.copied = 0  # which of these the copy of vault.db is not older than

    # --- in and out ---

    def create(self) -> None:
        """The first sign-in."""
        self.next = _with(self.outside, made=True)
        inside = self.outside
        fresh = Fresh(
            self.folder, InmateId("inmate-1"), inside.pin, inside.pin_version, SHARE, self.signing
        )
        self._begin(self.vaults.create(fresh))

    def open(self) -> None:
        """A later sign-in, by PIN or by central's share."""
        key = self.key()
        self._begin(self.vaults.open(self.folder, key))

    def move(self, root: Path) -> None:
        """Go on in another state folder."""
        self.root = root
        self.vaults = Vaults(root / "vaults", SECRET, CHEAP)
        self.folder = self.vaults.folder(NUMBER)

    def opens(self, state: Outside) -> bool:
        """Whether the vault opens by this PIN."""
        return isinstance(self.vaults.unlock(self.folder, state.pin), DataKey)

    def header_gone(self) -> bool:
        """Whether the vault's header is missing, or is not one of this device."""
        try:
            return self.vaults.header(self.folder) is None
        except HeaderDamagedError:
            return True

    def key(self) -> DataKey:
        key = self.vaults.unlock(self.folder, self.outside.pin)
        if not isinstance(key, DataKey):
            self.next = _with(self.next, opens=True)
            found = self.vaults.recover(
                self.folder, SHARE, self.outside.pin, self.outside.pin_version
            )
            if not isinstance(found, DataKey):
                raise Violation(Kind.LOST, "neither PIN nor share opens the vault")
            key = found
        return key

    def _begin(self, vault: OpenVault) -> None:
        self.vault = vault
        try:
            self._run(vault)
        except BaseException:
            self.close()
            raise

    def _run(self, vault: OpenVault) -> None:
        self.reader = vault.reader()
        time = CentralClock(self.clock.now)
        devices = DeviceTokens(self.central, lambda _: "assertion", time)
        claim = vault_claim(self.signing, "inmate-1", "d")
        line = Line(
            vault=vault,
            reader=self.reader,
            client=self.central,
            tokens=SessionTokens(self.central, devices, claim, time),
            central_key=self.central.key.public_key(),
            now=self.clock.now,
            new_id=self.ids,
            opened_at=self.clock.now(),
        )
        heard = Heard(lambda _: None, lambda _: None)
        self.engine = Engine(
            line, devices, heard, monotonic=self.clock.monotonic, rng=self.rng, quota=QUOTA
        )  # fmt: skip
        self.desk = Desk(vault, self.clock, self.ids)

    def close(self) -> None:
        """Whatever became of it: let go of everything."""
        vault, self.vault = self.vault, None
        if vault is None:
            return
        for part in ("desk", "reader"):
            held = self.__dict__.pop(part, None)
            with suppress(BaseException):
                (held.box if part == "desk" else held).close()
        with suppress(BaseException):
            vault.close()

    # --- acts ---

    def act(self, name: str) -> None:
        """Carry out one act, and note what is sure from then on."""
        self.going, self.next, self.writing = name, self.outside, {}
        failure = getattr(self, name)()
        if failure is not None:
            raise VaultFailureError(failure)
        self.outside = self.next
        self.look()
        if name in COPYING:
            self.copied = max(0, len(self.past) - 1)  # within a sync, it may be made early
        self.past.append(self.held)
        self.outsides.append(self.outside)
        if name == "type" and not self.writing.items() <= self.held.drafts.items():
            raise Violation(Kind.LOST, f"{self.writing} was said to be kept: {self.held.drafts}")
        self.going = ""

    def failed(self) -> None:
        """The act that was under way was not done, or was and could not say so: find out."""
        sure, maybe = self.outside, self.next
        made = self.vaults.header(self.folder) is not None
        state = sure
        if made and maybe.opens == self.opens(maybe) and maybe != sure:
            state = maybe
        counts = self.attempts()._counts.values()
        said = self.standing()._said
        self.outside = self.next = _with(
            state,
            made=made,
            wrong=max((count.wrong for count in counts), default=0),
            policy_version=said.notice.version if said is not None else 0,
        )
        if self.outside.wrong not in (sure.wrong, maybe.wrong):
            raise Violation(Kind.LOST, "wrong tries")
        self.look()
        self.going = ""

    def type(self) -> KnownFailure | None:
        tie = self.rng.choice(TIES)
        held = self.held.drafts.get(tie, "")
        text = held[: self.rng.randrange(40)] + self.rng.choice(WORDS)
        self.writing = {tie: text}
        return cast("KnownFailure | None", self.desk.act("save_draft", tie, text, Payment.COD))

    def send(self) -> KnownFailure | None:
        tie = self.rng.choice(TIES)
        text = (self.held.drafts.get(tie) or "Hello") + "."
        self.writing = {tie: text}
        failure = self.desk.act("send", tie, text, Payment.COD, 50)
        return None if failure is KnownFailure.NOT_CONNECTED else failure

    def mute(self) -> KnownFailure | None:
        act = self.rng.choice(("mute", "unmute"))
        return cast("KnownFailure | None", self.desk.act(act, self.rng.choice(TIES)))

    def sync(self) -> None:
        self.clock.advance(100)  # pictures that could not be had are tried again
        self.engine.step(asked=True)
        for _ in range(STEPS):
            if self.engine.step() > 0:
                break
        self.desk.settle()

    def news(self) -> None:
        for _ in range(self.rng.randint(1, 3)):
            central = self.central
            self.rng.choice((central.photo, central.message, central.withdraw, central.draft))()
        self.sync()

    def copy(self) -> None:
        self.running.copy().result()

    def evict(self) -> None:
        shelf.make_room(self.running, 100_000, 150_000, Sha256(""))

    def reopen(self) -> None:
        if self.vault is not None:
            self.desk.box.close()
            self.reader.close()
            self.running.close()
            self.vault = None
        self.open()

    def change_pin(self) -> None:
        old = self.outside
        pin = f"{self.rng.randrange(10**6):06d}"
        self.next = _with(old, pin=pin, pin_version=old.pin_version + 1, opens=True)
        self.vaults.recover(self.folder, SHARE, pin, old.pin_version + 1)
        self.next = _with(self.next, shut_out=old.shut_out | ({old.pin} - {pin}))

    def outdate(self) -> None:
        self.next = _with(self.outside, opens=False)
        self.vaults.outdate("inmate-1", self.outside.pin_version + 1)

    def wrong_pin(self) -> None:
        attempts = self.attempts()
        self.next = _with(self.outside, wrong=self.outside.wrong + 1)
        if attempts.begin(NUMBER) > 0:
            self.next = self.outside

    def right_pin(self) -> None:
        self.next = _with(self.outside, wrong=0)
        self.attempts().right(NUMBER)

    def hear(self) -> None:
        version = self.outside.policy_version + 1
        self.next = _with(self.outside, policy_version=version)
        notice = msgspec.structs.replace(SELF.notice, version=version)
        self.standing().keep(msgspec.structs.replace(SELF, notice=notice))

    def attempts(self) -> Attempts:
        return Attempts(self.root / "attempts", b"key of wrong tries", cast("Any", DeviceClock()))

    def standing(self) -> Standing:
        return Standing(self.root / "standing.json", b"key of central's word")

    @property
    def running(self) -> OpenVault:
        if self.vault is None:
            raise RuntimeError("no vault is open")
        return self.vault

    # --- looking ---

    def look(self) -> None:
        """Note what the vault holds now."""
        if self.vault is not None:
            self.held = self.seen()

    def seen(self) -> Held:
        """What the vault holds now."""
        rows = self.reader.rows
        return Held(
            drafts=dict(cast("Any", rows("SELECT connection, body FROM main.draft"
                                         " WHERE discarded = 0"))),
            versions={cast(str, row[0]) for row in rows("SELECT body FROM main.draft_version")},
            queued=dict(cast("Any", rows("SELECT id, args FROM main.outbox"))),
            receipts=dict(cast("Any", rows("SELECT id, signed FROM main.receipt"))),
            photos={Sha256(cast(str, row[0])) for row in rows(
                "SELECT sha256 FROM cache.file WHERE state = 'here'")},
            seq=feed.position(self.reader).seq,
        )  # fmt: skip

    def unsettled(self) -> int:
        return outbox.unsettled(self.reader)

    def photo(self, sha256: Sha256) -> bytes | None:
        """The bytes of a picture as a screen gets them; None where it is to be fetched again."""
        try:
            return self.running.files.read(sha256)
        except (FileMissingError, FileDamagedError):
            return None

    def shown_wrong(self) -> list[Sha256]:
        """Pictures whose bytes are not those of their name."""
        wrong = []
        for sha in self.seen().photos:
            data = self.photo(sha)
            if data is not None and hashlib.sha256(data).hexdigest() != sha:
                wrong.append(sha)
        return wrong

    def reached(self) -> int:
        """Up to which change the feed was read, by the cursor."""
        return int(feed.position(self.reader).cursor or "0")

    def facts(self) -> dict[tuple[str, str], int]:
        """The rows of central's feed that are here, by their revision."""
        rows = self.reader.rows("SELECT type, id, rev FROM cache.item WHERE deleted = 0")
        return {(cast(str, row[0]), cast(str, row[1])): cast(int, row[2]) for row in rows}


def _with(outside: Outside, **fields: Any) -> Outside:
    return Outside(**{**outside.__dict__, **fields})

"""Daniel's Thursday, as rows of central's feed: what the drawn screens tell."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from itertools import chain
from pathlib import Path

import msgspec
from PIL import Image

from kiosk.domain import Notice, Policy, Services, Tariff, VisitRules
from kiosk.sync.protocol import (
    Change,
    WireConnection,
    WireLedgerLine,
    WireMessage,
    WirePhoto,
    WireProfile,
    WireRejection,
    WireRendition,
    WireState,
    WireVisit,
)
from tests.pictures.handbook import PAGES

NOW = datetime(2026, 11, 19, 14, 7, tzinfo=timezone(timedelta(hours=-6)))
PHOTOGRAPHS = Path(__file__).resolve().parents[2] / "central" / "demo" / "photographs"
INMATE = "inmate-daniel"
POLICY = Policy(
    facility_name="Cedar Ridge",
    device_name="Kiosk A",
    inmate_noun="inmate",
    tariff=Tariff(message=50, photo=100),
    services=Services(),
    notice=Notice(
        1,
        "Messages and photos on this device are read and looked at by staff before they reach "
        "you or your family.\n\nStaff may keep copies. Letters to your lawyer do not belong "
        "here: ask staff how to send them.\n\nYou can look at everything that was delivered as "
        "often as you like. That costs nothing.",
        "El personal lee y mira los mensajes y las fotos de este aparato antes de que te lleguen "
        "a ti o a tu familia.\n\nEl personal puede guardar copias. Las cartas a tu abogado no van "
        "aquí: pregunta al personal cómo enviarlas.\n\nPuedes mirar todo lo que te llegó las "
        "veces que quieras. Eso no cuesta nada.",
    ),
    message_limit=5000,
    visits=VisitRules(
        50,
        12,
        "Be at the kiosk 5 minutes before it begins.\nWear your shirt. Sit so that your face can "
        "be seen.\nStaff can watch a visit and stop it.",
        "Ven al aparato 5 minutos antes.\nUsa tu camisa. Siéntate de modo que se vea tu cara.\n"
        "El personal puede mirar una visita y pararla.",
    ),
    pages=PAGES,
)
PEOPLE = {
    "rosa": "Rosa",
    "mateo": "Mateo",
    "june": "Grandma June",
    "ray": "Uncle Ray",
    "elena": "Pastor Elena",
    "marcus": "Marcus Bell",
}


def at(month: int, day: int, clock: str, year: int = 2026) -> datetime:
    """A moment on the kiosk's clock."""
    hour, minute = clock.split(":")
    return datetime(year, month, day, int(hour), int(minute), tzinfo=NOW.tzinfo)


@dataclass(frozen=True)
class Picture:
    """A photograph of the story."""

    file: str
    person: str
    when: datetime
    caption: str = ""
    seen: bool = True
    favourite: bool = False


ALBUM = (
    Picture("raccoon-in-the-leaves", "rosa", at(11, 19, "12:40"), "Look who was on our porch",
            seen=False),
    Picture("cup-of-coffee", "rosa", at(11, 19, "09:12"), "Your favorite cup", seen=False,
            favourite=True),
    Picture("boats-in-nagasaki", "mateo", at(11, 18, "18:30"), "Found in a book", seen=False),
    Picture("two-dogs-at-the-door", "june", at(11, 18, "08:02"), "They wait for you", seen=False),
    Picture("sheep-in-march", "ray", at(11, 17, "20:15"), seen=False),
    Picture("pink-tulips", "june", at(11, 17, "10:40"), "From my garden", seen=False),
    Picture("sunset-over-the-city", "mateo", at(11, 17, "09:05"), seen=False),
    Picture("tortoiseshell-cat", "rosa", at(10, 30, "16:00"), "Sofia's new friend"),
    Picture("dandelions-at-sunset", "rosa", at(10, 25, "15:10"), "The field behind our house",
            favourite=True),
    Picture("otter-in-the-sun", "mateo", at(10, 20, "11:00")),
    Picture("seedlings-in-the-greenhouse", "june", at(10, 12, "12:12"), "Tomatoes, almost"),
    Picture("panda-at-the-zoo", "rosa", at(9, 28, "14:30"), "Sofia laughed all day"),
    Picture("white-callas", "june", at(9, 14, "09:30")),
    Picture("old-alpine-landscape", "elena", at(8, 22, "19:00")),
    Picture("couple-on-sunny-steps", "mateo", at(8, 2, "13:00"), "Mom and Dad, 1986"),
    Picture("first-snow", "ray", at(12, 20, "08:00", 2025), "First snow"),
    Picture("heron-thinking", "ray", at(6, 3, "07:00", 2025)),
)  # fmt: skip


def renditions(file: str) -> dict[str, bytes]:
    """The sizes central makes of a photograph, as small as the screens need."""
    made = {}
    with Image.open(PHOTOGRAPHS / f"{file}.jpg") as image:
        for name, side in (("thumb", 480), ("screen", 1200)):
            copy = image.convert("RGB")
            copy.thumbnail((side, side))
            out = io.BytesIO()
            copy.save(out, "JPEG", quality=82)
            made[name] = out.getvalue()
    return made


@dataclass(frozen=True)
class Files:
    """The bytes of all pictures, by their hash."""

    by_hash: dict[str, bytes]
    by_file: dict[str, dict[str, WireRendition]]


@cache
def files() -> Files:
    """Make the renditions of the whole album."""
    by_hash: dict[str, bytes] = {}
    by_file: dict[str, dict[str, WireRendition]] = {}
    for picture in ALBUM:
        sizes = {}
        for name, data in renditions(picture.file).items():
            sha = hashlib.sha256(data).hexdigest()
            with Image.open(io.BytesIO(data)) as image:
                sizes[name] = WireRendition(sha, len(data), *image.size)
            by_hash[sha] = data
        sizes["full"] = sizes["screen"]
        by_file[picture.file] = sizes
    return Files(by_hash, by_file)


class Feed:
    """Numbers rows as central does."""

    def __init__(self) -> None:
        self.changes: list[Change] = []

    def add(self, kind: str, item: str, data: msgspec.Struct) -> None:
        seq = len(self.changes) + 1
        raw = msgspec.Raw(msgspec.json.encode(data))
        self.changes.append(Change(seq, kind, item, 1, data=raw))


def nothing() -> list[Change]:
    """The feed of somebody to whom nothing has come yet."""
    feed = Feed()
    feed.add("profile", INMATE, WireProfile("204471", "Daniel", "Reyes", 0))
    return feed.changes


def add_people(feed: Feed) -> None:
    """Those he is connected with, one who asks, one he has blocked."""
    for key, name in PEOPLE.items():
        feed.add("connection", key, WireConnection(
            f"contact-{key}", name, "approved", key == "marcus", at(3, 2, "10:00", 2025),
            "", at(3, 3, "09:00", 2025)))  # fmt: skip
    feed.add(
        "connection",
        "teresa",
        WireConnection(
            "contact-teresa",
            "Teresa Whitfield",
            "requested",
            muted=False,
            requested_at=at(11, 17, "11:20"),
            request_text="Hi Daniel, it’s Tere from Lincoln High. Your grandma told me how to find "
            "you. I would like to write and send pictures of the old crew.",
        ),
    )
    feed.add(
        "connection",
        "glen",
        WireConnection(
            "contact-glen",
            "Glen Porter",
            "blocked",
            muted=False,
            requested_at=at(5, 2, "10:00"),
            request_text="",
            decided_at=at(5, 3, "09:00"),
        ),
    )


def story(made: Files) -> list[Change]:
    """All rows of Daniel's feed."""
    feed = Feed()
    feed.add("profile", INMATE, WireProfile("204471", "Daniel", "Reyes", 120))
    add_people(feed)
    for number, picture in enumerate(ALBUM):
        item = f"photo-{number:02}"
        feed.add("photo", item, WirePhoto(
            picture.person, picture.caption, picture.when - timedelta(hours=3), picture.when,
            "delivered", made.by_file[picture.file]))  # type: ignore[arg-type]  # fmt: skip
        fields = {"seen": picture.seen, "favourite": picture.favourite, "rotation": 0}
        feed.add("state", f"mark/{item}", WireState("mark", item, 1, fields))
    for item, message in chain(with_rosa(), others()):
        feed.add("message", item, message)
        if message.direction == "in":
            seen = {"seen": message.sent_at < at(11, 18, "00:00")}
            feed.add("state", f"mark/{item}", WireState("mark", item, 1, seen))
    for item, met in visits():
        feed.add("visit", item, met)
    for number, line in enumerate(ledger()):
        feed.add("ledger", f"line-{number:02}", line)
    return feed.changes


def visit(person: str, when: datetime, state: str, minutes: int = 30, **more: object) -> WireVisit:
    """A video visit with somebody; the contact has paid 50 credits a minute."""
    given = {
        "connection": person,
        "starts_at": when,
        "ends_at": when + timedelta(minutes=minutes),
        "state": state,
        "price": 50 * minutes,
        "refunded": 0,
        "approved_at": when - timedelta(days=5),
        **more,
    }
    return msgspec.convert(given, WireVisit)


def visits() -> Iterator[tuple[str, WireVisit]]:
    """Saturday with June, and what was before."""
    yield "v1", visit("june", at(11, 21, "13:30"), "accepted")
    yield "v2", visit("rosa", at(11, 7, "10:00"), "past")
    off = {"refunded": 750, "cancelled_by": "facility"}
    reason = "Video visits do not work at the moment."
    yield "v3", visit("ray", at(11, 3, "17:00"), "cancelled", 15, reason=reason, **off)
    yield "v4", visit("elena", at(10, 30, "09:15"), "declined", 15, refunded=750)


def _in(person: str, body: str | None, when: datetime, payment: str = "prepaid") -> WireMessage:
    state = "opened" if body is not None and when < at(11, 18, "00:00") else "delivered"
    return _message(person, "in", payment, state, when, body, approved=when, delivered=when)


def _out(
    person: str,
    body: str,
    when: datetime,
    state: str,
    *,
    opened: datetime | None = None,
    rejection: WireRejection | None = None,
) -> WireMessage:
    later = when + timedelta(hours=2) if state in ("delivered", "opened") else None
    made = _message(person, "out", "prepaid", state, when, body, approved=later, delivered=later)
    return msgspec.structs.replace(made, opened_at=opened, rejection=rejection)


def _message(
    person: str,
    way: str,
    payment: str,
    state: str,
    when: datetime,
    body: str | None,
    *,
    approved: datetime | None,
    delivered: datetime | None,
) -> WireMessage:
    return msgspec.convert(
        {
            "connection": person,
            "direction": way,
            "payment": payment,
            "price": 50,
            "state": state,
            "sent_at": when,
            "reviewed": True,
            "body": body,
            "approved_at": approved,
            "delivered_at": delivered,
        },
        WireMessage,
    )


def with_rosa() -> Iterator[tuple[str, WireMessage]]:
    """What was written with Rosa, and what became of it."""
    no = WireRejection(
        "It passes on a message for another inmate (mail rule 6).", "Mailroom officer",
        at(11, 16, "09:15"), 50, at(11, 30, "23:59"),
    )  # fmt: skip
    yield (
        "m01",
        _in(
            "rosa",
            "We drove by the river today. Sofia asked if you know how to fish.",
            at(11, 13, "17:40"),
        ),
    )
    yield (
        "m02",
        _out(
            "rosa",
            "Ask Marcus to tell Ty’s mother he is doing fine.",
            at(11, 15, "19:00"),
            "rejected",
            rejection=no,
        ),
    )
    yield (
        "m03",
        _out(
            "rosa",
            "Tell Sofia I will be the quietest listener in the room.",
            at(11, 17, "14:02"),
            "opened",
            opened=at(11, 18, "08:15"),
        ),
    )
    yield (
        "m04",
        _in("rosa", "Sofia has a loose tooth! She can’t wait for Saturday.", at(11, 19, "10:58")),
    )
    yield "m05", _in("rosa", None, at(11, 19, "11:05"), "cod")
    yield (
        "m06",
        _out(
            "rosa",
            "Can you send me one of the garden with the new fence?",
            at(11, 19, "14:03"),
            "waiting",
        ),
    )


def others() -> Iterator[tuple[str, WireMessage]]:
    """What was written with everybody else."""
    yield (
        "m10",
        _in(
            "mateo",
            "The truck passed inspection! Dad would be so proud of that old thing.",
            at(11, 18, "16:20"),
        ),
    )
    yield (
        "m11",
        _out(
            "june",
            "Your cinnamon rolls are the first thing I want, Grandma.",
            at(11, 17, "09:00"),
            "opened",
            opened=at(11, 17, "19:00"),
        ),
    )
    yield "m12", _out("ray", "Did the rain help the tomatoes any?", at(11, 17, "08:20"), "waiting")
    yield "m13", _in("elena", "We prayed for you on Sunday.", at(11, 12, "12:00"))
    yield (
        "m14",
        _out(
            "marcus",
            "Send me the address of that shop again?",
            at(11, 9, "18:00"),
            "not_delivered",
        ),
    )


def ledger() -> Iterator[WireLedgerLine]:
    """The account, oldest first."""
    rows = (
        ("gift", 150, at(11, 13, "10:00"), "Rosa", "", ""),
        ("message.open", -50, at(11, 14, "12:00"), "Mateo", "message", ""),
        ("message.send", -50, at(11, 15, "19:00"), "Rosa", "message", "m02"),
        ("refund", 50, at(11, 16, "09:15"), "Rosa", "message", "m02"),
        ("message.send", -50, at(11, 17, "14:02"), "Rosa", "message", "m03"),
        ("gift", 100, at(11, 18, "15:00"), "Grandma June", "", ""),
        ("message.send", -50, at(11, 19, "14:03"), "Rosa", "message", "m06"),
    )
    balance = 20
    for kind, amount, when, who, about_type, about in rows:
        balance += amount
        yield WireLedgerLine(kind, amount, balance, when, who, about_type, about)  # type: ignore[arg-type]

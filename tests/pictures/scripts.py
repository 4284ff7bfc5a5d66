"""People who write in other scripts, and those who try to do harm with what they write."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from kiosk.domain import ConnectionId, Payment, PhotoFilter, PhotoId
from kiosk.sync.protocol import WireConnection, WirePhoto
from kiosk.views import router
from tests.pictures import story
from tests.pictures.scenes import drawn
from tests.pictures.stage import Stage, go
from tests.pictures.visits import tell

AT = story.at(11, 19, "08:00")
SCRIPTS = {
    "rania": (
        "رانيا الحسيني",
        "صباح الخير يا أخي.\nJust so you know: سآتي يوم السبت عند 14:30 إن شاء الله 🙏",
    ),
    "dana": ("דנה כהן", "שבת שלום! סבתא שואלת אם קיבלת את 3 התמונות (מהחתונה)."),
    "ming": (
        "王小明",
        "爸爸，我考了第一名！老師說：「很好」。媽媽做了你最喜歡的紅燒肉，我們都很想你。",
    ),
    "linh": (
        "Nguyễn Thị Mỹ Linh",
        "Mẹ khỏe rồi con ạ. Cả nhà đều nhớ con nhiều lắm, sẽ gọi vào tối thứ Bảy.",
    ),
    "fabi": (
        "Fabiola Jean-Baptiste",
        "Bonjou frè m! Manman voye yon gwo bo pou ou. N ap lapriyè pou ou chak swa.",
    ),
    "joy": ("🌻 Joy 👩‍👩‍👧", "😂😂 She did it!!! ❤️👍🏽🇭🇹 🎂🎉 1️⃣ down, 2️⃣ to go 👨‍👩‍👧‍👦"),
}
ZALGO = "".join(
    letter + "\u0335\u0301\u0302\u0303\u0308\u030a\u0323\u0328\u0331" * 8 for letter in "Zalgo"
)
HARM = {
    "turned": (
        "Rosa\u202e elosnoC ffatS",
        "You owe \u202e001 stiderc\u202c now \u2066\u2067\u2068",
    ),
    "piled": (ZALGO, ZALGO + " and o" + "\u0301" * 30_000),
    "lines": (
        "Ray\u2028Balance: 0 credits\u2029Sign out",
        "one\u2028two\u2029three\x85four\vfive",
    ),
    "hidden": (
        "\u3164\u200b\u2060\u2800",
        "\ufeff\u00ad\u200b\U000e0048\U000e0049\u200d\u200d\u200d!",
    ),
    "long": ("W" * 60, "W" * 3000),
}


def people(of: dict[str, tuple[str, str]]) -> Iterator[tuple[str, msgspec.Struct]]:
    """Somebody for each, who is connected, wrote and sent a photo; the first also asks."""
    for number, (key, (name, words)) in enumerate(of.items()):
        when: datetime = AT - timedelta(minutes=number)
        yield key, WireConnection(
            f"contact-{key}", name, "approved", muted=False, requested_at=AT, request_text=words
        )  # fmt: skip
        yield f"message-{key}", story._in(key, words, when)
        rendition = story.files().by_file[story.ALBUM[number].file]
        yield f"photo-{key}", WirePhoto(
            key, words.split("\n")[0][:90], when, when, "delivered", rendition)  # type: ignore[arg-type]  # fmt: skip
    name, words = of[next(iter(of))]
    yield (
        "asks",
        WireConnection(
            "contact-asks", name, "requested", muted=False, requested_at=AT, request_text=words
        ),
    )


def _shown(made: Stage, of: dict[str, tuple[str, str]], place: router.Place) -> None:
    made.sign_in()
    tell(made, *people(of))
    go(made, place)


@drawn
def scripts_home(made: Stage) -> None:
    _shown(made, SCRIPTS, router.HOME)


@drawn
def scripts_messages(made: Stage) -> None:
    _shown(made, SCRIPTS, router.Messages())


@drawn
def scripts_people(made: Stage) -> None:
    _shown(made, SCRIPTS, router.People())


@drawn
def scripts_conversation(made: Stage) -> None:
    _shown(made, SCRIPTS, router.Conversation(ConnectionId("rania")))


@drawn
def scripts_photos(made: Stage) -> None:
    _shown(made, SCRIPTS, router.Photos())


@drawn
def scripts_photo(made: Stage) -> None:
    _shown(made, SCRIPTS, router.PhotoAt(PhotoId("photo-dana"), PhotoFilter()))


@drawn
def scripts_write(made: Stage) -> None:
    made.sign_in()
    tell(made, *people(SCRIPTS))
    rania = ConnectionId("rania")
    made.mailbox.save_draft(rania, SCRIPTS["rania"][1], Payment.PREPAID)
    go(made, router.Write(rania))


@drawn
def harm_messages(made: Stage) -> None:
    _shown(made, HARM, router.Messages())


@drawn
def harm_people(made: Stage) -> None:
    _shown(made, HARM, router.People())


@drawn
def harm_conversation(made: Stage) -> None:
    _shown(made, HARM, router.Conversation(ConnectionId("piled")))

"""Which screens are held against approved pictures, and how two pictures are compared."""

from pathlib import Path

from PIL import Image, ImageChops
from PySide6.QtGui import QImage

from tests.pictures.drawing import Appearance

APPROVED = Path(__file__).resolve().parent / "approved"
VISIBLE = 24  # of 255: how far a colour must be off to be seen
LOOKS: dict[str, tuple[str, Appearance]] = {
    "waiting": ("waiting", Appearance()),
    "sign-in-wrong-es-150": ("sign-in-wrong", Appearance(language="es", percent=150)),
    "home": ("home", Appearance()),
    "home-upright-es": ("home", Appearance("800", "es")),
    "photos-dark": ("photos", Appearance(theme="dark")),
    "photo": ("photo", Appearance()),
    "messages": ("messages", Appearance()),
    "conversation-es-150": ("conversation", Appearance(language="es", percent=150)),
    "write": ("write", Appearance()),
    "people": ("people", Appearance()),
    "credits-dark": ("credits", Appearance(theme="dark")),
    "help": ("help", Appearance()),
    "practice": ("practice", Appearance()),
    "practice-photo-upright-es-200": (
        "practice-photo",
        Appearance("800", "es", percent=200),
    ),
    "settings-contrast-125": ("settings", Appearance(theme="contrast", percent=125)),
    "scripts-messages": ("scripts-messages", Appearance()),
    "scripts-write-dark": ("scripts-write", Appearance(theme="dark")),
    "sign-in-upright-es": ("sign-in-wrong", Appearance("800", "es")),
    "change-pin-large-es-200": ("change-pin", Appearance("1920", "es", "dark", 200)),
    "visits-asked-contrast": ("visits-asked", Appearance(theme="contrast", percent=125)),
    "search-person-es-125": ("search-person", Appearance(language="es", percent=125)),
}


def pillow(image: QImage) -> Image.Image:
    """The picture for comparing."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    size = (plain.width(), plain.height())
    line = plain.bytesPerLine()
    return Image.frombytes("RGB", size, bytes(plain.constBits()), "raw", "RGB", line)


def difference(one: QImage, other: QImage) -> float:
    """The share of points whose colour is visibly different; 1 where the sizes differ."""
    return share_apart(pillow(one), pillow(other))


def share_apart(one: Image.Image, other: Image.Image) -> float:
    """The share of points that differ visibly; 1 where the sizes differ."""
    if one.size != other.size:
        return 1.0
    apart = ImageChops.difference(one, other).convert("L")
    seen = apart.point(lambda value: 255 if value > VISIBLE else 0)
    return seen.histogram()[255] / (one.width * one.height)

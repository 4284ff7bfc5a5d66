"""Making the three sizes of a photo from what was uploaded."""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass

from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from central.refusals import Refused

LARGEST_UPLOAD = 20 * 1024 * 1024  # bytes
MOST_PIXELS = 64_000_000
LONGEST_SIDE = 20_000
FORMATS = ("JPEG", "PNG", "WEBP")
SIDES = {"thumb": 320, "screen": 1920, "full": 4096}
QUALITY = {"thumb": 80, "screen": 85, "full": 88}
TURNS = {  # EXIF 2.32, tag 0x0112: what makes a picture upright
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Made:
    """One size: baseline JPEG bytes and its pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """What an upload turned out to be, and its sizes by name."""

    format: str
    sizes: dict[str, Made]


def make(data: bytes) -> Picture:
    """Check an upload by its content and make its sizes, upright, in sRGB, without metadata.

    Refuses empty, too-large (limit in bytes), not-a-picture, too-many-pixels (limit).
    """
    if not data:
        raise Refused("empty")
    if len(data) > LARGEST_UPLOAD:
        raise Refused("too-large", limit=LARGEST_UPLOAD)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's remarks on odd but readable files
            return _make(data)
    except Image.DecompressionBombError as error:
        raise Refused("too-many-pixels", limit=MOST_PIXELS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Refused("not-a-picture") from error


def _make(data: bytes) -> Picture:
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        kind = str(image.format)
        if image.width * image.height > MOST_PIXELS or max(image.size) > LONGEST_SIDE:
            raise Refused("too-many-pixels", limit=MOST_PIXELS)
        image.load()
        plain = _flat(_in_srgb(_upright(image)))
    sizes: dict[str, Made] = {}
    for name in ("full", "screen", "thumb"):  # each from the next larger, for speed
        plain.thumbnail((SIDES[name], SIDES[name]), Image.Resampling.LANCZOS)
        sizes[name] = Made(_jpeg(plain, QUALITY[name]), plain.width, plain.height)
    return Picture(kind, sizes)


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera was held; one that says so in a broken way is left as it is.

    Pillow's own function writes all the metadata anew to change this field, and fails at what
    cameras and hands have put there.
    """
    try:
        held = image.getexif().get(ExifTags.Base.Orientation)
    except (OSError, SyntaxError, ValueError, TypeError, LookupError, struct.error):
        return image
    turn = TURNS.get(held) if isinstance(held, int) else None
    return image if turn is None else image.transpose(turn)


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "CMYK", "L"}:
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image  # a broken profile is no reason to refuse the picture
    return image if converted is None else converted


def _flat(image: Image.Image) -> Image.Image:
    """RGB on white, in a fresh image that carries nothing but pixels."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        clear = image.convert("RGBA")
        ground = Image.new("RGB", clear.size, "white")
        ground.paste(clear, mask=clear.getchannel("A"))
        return ground
    plain = Image.new("RGB", image.size)
    plain.paste(image.convert("RGB"))
    return plain


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, progressive=False, optimize=True)
    return out.getvalue()

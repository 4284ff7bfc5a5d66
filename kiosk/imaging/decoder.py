"""The sealed child process: JPEG bytes in, pixels of a checked size out."""

from __future__ import annotations

import io
import mmap
import os
import struct
import warnings
from enum import IntEnum
from typing import TYPE_CHECKING

from kiosk.imaging.sealing import seal

if TYPE_CHECKING:
    from PIL.Image import Image

CHANNEL = 0  # our end of the socket pair
HELLO = struct.Struct("<I")  # the seals
REQUEST = struct.Struct("<III")  # bytes that follow; width and height to fit into, 0: as stored
ANSWER = struct.Struct("<III")  # Outcome, width, height; pixels lie in the shared memory

MAX_BYTES = 24 * 1024 * 1024
MAX_SIDE = 4096  # pixels; central's largest rendition (SYNC.md "Photos")
PIXEL_BYTES = 4  # blue, green, red, unused: QImage's Format_RGB32 on little-endian machines
ARENA_BYTES = MAX_SIDE * MAX_SIDE * PIXEL_BYTES
BAND = 256  # rows converted at once, to keep memory low


class Outcome(IntEnum):
    """How a picture came out."""

    SHOWN = 0
    DAMAGED = 1  # a JPEG that breaks off or does not decode
    REFUSED = 2  # not a JPEG, or larger than central makes them


class Refused(Exception):  # noqa: N818 - an answer, not an error
    """Not a picture that central would make."""


def fit(width: int, height: int, box: tuple[int, int]) -> tuple[int, int]:
    """The size in pixels that fills the box without cropping; never larger than the picture."""
    if not box[0] or not box[1]:
        return width, height
    scale = min(1.0, box[0] / width, box[1] / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def decode(data: bytes, box: tuple[int, int]) -> Image:
    """The first frame of a JPEG, scaled to fit; raises Refused, or what Pillow raises."""
    from PIL import JpegImagePlugin
    from PIL.Image import Resampling

    if data[:3] != b"\xff\xd8\xff":
        raise Refused
    # The class itself, not Image.open: no other format is tried, whatever the bytes say.
    picture: Image = JpegImagePlugin.JpegImageFile(io.BytesIO(data))
    width, height = picture.size
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise Refused
    size = fit(width, height, box)
    if size != (width, height):
        picture.draft("RGB", size)
    picture.load()
    if picture.mode != "RGB":
        picture = picture.convert("RGB")
    if picture.size != size:
        picture = picture.resize(size, Resampling.HAMMING)
    return picture


def lay_out(picture: Image, arena: mmap.mmap) -> None:
    """Write the pixels into the shared memory, row by row without padding."""
    width, height = picture.size
    at = 0
    for top in range(0, height, BAND):
        band = picture.crop((0, top, width, min(top + BAND, height)))
        pixels = band.tobytes("raw", "BGRX")
        arena[at : at + len(pixels)] = pixels
        at += len(pixels)


def answer(data: bytes, box: tuple[int, int], arena: mmap.mmap) -> bytes:
    """Decode one picture into the shared memory and pack the answer to it."""
    try:
        picture = decode(data, box)
        lay_out(picture, arena)
    except (Refused, MemoryError):
        return ANSWER.pack(Outcome.REFUSED, 0, 0)
    except Exception:  # noqa: BLE001 - whatever a hostile file provokes in the decoder
        return ANSWER.pack(Outcome.DAMAGED, 0, 0)
    return ANSWER.pack(Outcome.SHOWN, *picture.size)


def read_exactly(count: int) -> bytes:
    """Read so many bytes from the channel; fewer when the parent is gone."""
    parts = bytearray()
    while len(parts) < count:
        part = os.read(CHANNEL, min(count - len(parts), 1 << 20))
        if not part:
            break
        parts += part
    return bytes(parts)


def serve(arena: mmap.mmap) -> None:
    """Answer requests until the parent closes the channel."""
    while True:
        head = read_exactly(REQUEST.size)
        if len(head) < REQUEST.size:
            return
        count, width, height = REQUEST.unpack(head)
        if count > MAX_BYTES:  # the parent never sends this
            return
        data = read_exactly(count)
        if len(data) < count:
            return
        os.write(CHANNEL, answer(data, (width, height), arena))


def warm_up(arena: mmap.mmap) -> None:
    """Import all that decoding needs, by decoding: afterwards nothing can be imported."""
    from PIL import Image, TiffImagePlugin  # noqa: F401 - EXIF blocks are TIFF; imported late

    sample = io.BytesIO()
    Image.new("CMYK", (64, 48)).save(sample, "JPEG")
    answer(sample.getvalue(), (16, 16), arena)
    answer(b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00MM\x00*\x00\x00\x00\x08", (0, 0), arena)


def main(arena_fd: int) -> None:
    """Run the child: `arena_fd` is the shared memory, standard input the channel."""
    warnings.simplefilter("ignore")  # to show one Python would open its source file
    arena = mmap.mmap(arena_fd, ARENA_BYTES)
    os.close(arena_fd)
    warm_up(arena)
    os.write(CHANNEL, HELLO.pack(seal()))
    serve(arena)

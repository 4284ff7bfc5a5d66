"""The sealed decoder: what it shows, what it refuses, what it survives, what it cannot do."""

import io
import json
import os
import random
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from kiosk.imaging import child, decoder
from kiosk.imaging.child import Decoder, DecoderGone, Pixels
from kiosk.imaging.decoder import Outcome
from kiosk.imaging.sealing import Seal

ROOT = Path(__file__).parents[4]


def jpeg(size: tuple[int, int] = (640, 480), mode: str = "RGB", **options: Any) -> bytes:
    """A picture with a red left half, a blue right half."""
    picture = Image.new("RGB", size, (230, 20, 30))
    picture.paste((20, 30, 230), (size[0] // 2, 0, *size))
    out = io.BytesIO()
    picture.convert(mode).save(out, "JPEG", **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def sealed() -> Iterator[Decoder]:
    made = Decoder()
    made.start()
    yield made
    made.close()


def shown(made: Decoder, data: bytes, box: tuple[int, int] = (0, 0)) -> Pixels:
    got = made.decode(data, box)
    assert isinstance(got, Pixels), got
    return got


def colour(pixels: Pixels, x: int, y: int) -> tuple[int, int, int]:
    at = (y * pixels.width + x) * 4
    blue, green, red = pixels.data[at : at + 3]
    return red, green, blue


def near(got: tuple[int, int, int], want: tuple[int, int, int], by: int = 24) -> bool:
    return all(abs(one - two) <= by for one, two in zip(got, want, strict=True))


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("box", [(0, 0), (200, 200), (1000, 1000)])
def test_shows_every_kind_of_jpeg(sealed: Decoder, mode: str, box: tuple[int, int]) -> None:
    got = shown(sealed, jpeg(mode=mode), box)
    assert (got.width, got.height) == ((200, 150) if box[0] == 200 else (640, 480))
    assert len(got.data) == got.width * got.height * 4
    if mode == "RGB":
        middle = got.height // 2
        assert near(colour(got, 5, middle), (230, 20, 30))
        assert near(colour(got, got.width - 5, middle), (20, 30, 230))
    sealed.release(got)


@pytest.mark.parametrize(
    "options",
    [{"progressive": True}, {"quality": 100, "subsampling": 0}, {"restart_marker_rows": 1}],
)
def test_shows_other_codings(sealed: Decoder, options: dict[str, Any]) -> None:
    sealed.release(shown(sealed, jpeg(**options)))


def test_shows_a_picture_with_exif_and_profile(sealed: Decoder) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "maker"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    got = shown(sealed, jpeg(exif=exif, icc_profile=profile, comment=b"hello"))
    assert (got.width, got.height) == (640, 480)
    sealed.release(got)


def test_shows_the_largest_rendition_and_gives_its_memory_back(sealed: Decoder) -> None:
    got = shown(sealed, jpeg((4096, 4096), "CMYK"))
    assert (got.width, got.height) == (4096, 4096)
    assert near(colour(got, 4095, 4095), (20, 30, 230), by=60)
    sealed.release(got)
    assert not any(sealed._arena[4096 * 4096 * 3 : 4096 * 4096 * 3 + 4096])


def test_a_sliver_keeps_at_least_one_pixel(sealed: Decoder) -> None:
    got = shown(sealed, jpeg((4000, 2)), (100, 100))
    assert (got.width, got.height) == (100, 1)
    sealed.release(got)


def with_size(width: int, height: int) -> bytes:
    """A JPEG whose header claims another size."""
    data = bytearray(jpeg((64, 64)))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def other(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (32, 32)).save(out, kind)
    return out.getvalue()


REFUSED = {
    "nothing": b"",
    "text": b"hello, this is not a picture",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    "png": other("PNG"),
    "gif": other("GIF"),
    "webp": other("WEBP"),
    "tiff": other("TIFF"),
    "bomb": with_size(65535, 65535),
    "wide bomb": with_size(65535, 1),
    "just too wide": with_size(4097, 64),
    "no height": with_size(64, 0),
    "too many bytes": jpeg((16, 16)) + bytes(decoder.MAX_BYTES),
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED.keys())
def test_refuses_what_central_never_makes(sealed: Decoder, data: bytes) -> None:
    sealed.start()
    before = sealed.pid
    assert sealed.decode(data, (320, 320)) in (Outcome.REFUSED, Outcome.DAMAGED)
    assert sealed.pid == before


@pytest.mark.parametrize("kept", [4, 20, 200, 700, 0.5, 0.9])
def test_a_cut_off_picture_is_damaged(sealed: Decoder, kept: float) -> None:
    data = jpeg(quality=95)
    count = int(len(data) * kept) if isinstance(kept, float) else kept
    assert sealed.decode(data[:count], (0, 0)) is Outcome.DAMAGED


def test_a_claimed_size_with_little_data_behind_it_stays_in_bounds(sealed: Decoder) -> None:
    got = shown(sealed, with_size(4096, 4096), (300, 300))  # libjpeg fills the rest with grey
    assert (got.width, got.height) == (300, 300)
    sealed.release(got)


def test_an_exif_loop_and_a_broken_profile_do_no_harm(sealed: Decoder) -> None:
    pointer = b"\x00\x01\x87\x69\x00\x04\x00\x00\x00\x01\x00\x00\x00\x08"  # back to itself
    loop = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08%b\x00\x00\x00\x08" % pointer
    profile = b"ICC_PROFILE\x00\x01\xff" + b"\xff" * 200
    data = jpeg()
    for name, payload in ((b"\xff\xe1", loop), (b"\xff\xe2", profile)):
        hostile = data[:2] + name + struct.pack(">H", len(payload) + 2) + payload + data[2:]
        got = sealed.decode(hostile, (100, 100))
        if isinstance(got, Pixels):
            sealed.release(got)
        else:
            assert got is Outcome.DAMAGED


def test_two_hundred_mutated_pictures_never_stop_it(sealed: Decoder) -> None:
    chance = random.Random(7)  # noqa: S311 - not for secrets
    seeds = [jpeg((160, 120)), jpeg((160, 120), progressive=True), jpeg((90, 160), "CMYK")]
    for _ in range(200):
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 12)):
            act = chance.randrange(3)
            at = chance.randrange(2, len(data) - 1)
            if act == 0:
                data[at] = chance.randrange(256)
            elif act == 1:
                del data[at : at + chance.randint(1, 40)]
            else:
                data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 20)))
        got = sealed.decode(bytes(data), (128, 128))
        if isinstance(got, Pixels):
            assert got.width <= 128
            assert got.height <= 128
            sealed.release(got)
    sealed.release(shown(sealed, seeds[0]))


# --- the seal ------------------------------------------------------------------------------

PROBE = """
import errno, json, os, socket, subprocess, sys
sys.path.insert(0, sys.argv[1])
from kiosk.imaging import decoder, sealing
import mmap
arena = mmap.mmap(-1, decoder.ARENA_BYTES)
decoder.warm_up(arena)
seals = sealing.seal()
def tried(act):
    try:
        act()
    except OSError as error:
        return errno.errorcode[error.errno]
    return "allowed"
tries = {
    "read a file": lambda: os.open("/etc/passwd", os.O_RDONLY),
    "write a file": lambda: os.open("/tmp/kiosk-probe", os.O_WRONLY | os.O_CREAT),
    "list a folder": lambda: os.listdir("/"),
    "look at a file": lambda: os.stat("/etc/passwd"),
    "open a socket": lambda: socket.socket(socket.AF_INET),
    "open a unix socket": lambda: socket.socket(socket.AF_UNIX),
    "start a process": lambda: os.execv("/bin/true", ["true"]),
    "fork": os.fork,
    "signal the parent": lambda: os.kill(os.getppid(), 0),
    "make a pipe": os.pipe,
    "map executable memory": lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC),
}
os.write(1, json.dumps({"seals": int(seals), **{k: tried(v) for k, v in tries.items()}}).encode())
os._exit(0)
"""


def test_the_sealed_process_can_open_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-c", PROBE, str(ROOT)], capture_output=True, timeout=30, check=True
    )
    got = json.loads(done.stdout)
    assert Seal(got.pop("seals")) == Seal.ALL
    assert set(got.values()) <= {"EPERM", "EACCES"}, got


def test_the_running_child_is_sealed(sealed: Decoder) -> None:
    assert sealed.start() == Seal.ALL
    status = Path(f"/proc/{sealed.pid}/status").read_text()
    assert "NoNewPrivs:\t1" in status
    assert "Seccomp:\t2" in status
    limits = Path(f"/proc/{sealed.pid}/limits").read_text()
    assert " ".join(limits.split("Max open files")[1].split()[:2]) == "0 0"
    environment = Path(f"/proc/{sealed.pid}/environ").read_bytes()
    assert b"PATH" not in environment
    assert b"HOME" not in environment


# --- a child that misbehaves ---------------------------------------------------------------


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def in_place_of_the_decoder(monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """Start this program instead of the real child."""
    program = f"import os, struct, sys, time\nfd = int(sys.argv[1])\n{body}"
    monkeypatch.setattr(child, "command", lambda fd: [sys.executable, "-I", "-c", program, str(fd)])


HELLO = "os.write(0, struct.pack('<I', 15)); os.read(0, 12)\n"


@pytest.mark.parametrize(
    "answer",
    ["(0, 9999, 9999)", "(0, 0, 5)", "(7, 1, 1)", "(0, 200, 101)"],
    ids=["too large", "empty", "no such outcome", "larger than asked"],
)
def test_a_lying_child_is_replaced(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    body = f"{HELLO}os.write(0, struct.pack('<III', *{answer})); time.sleep(60)"
    in_place_of_the_decoder(monkeypatch, body)
    made = Decoder()
    made.start()
    pid = made.pid
    assert pid
    assert made.decode(b"x", (200, 100)) is Outcome.REFUSED
    assert made.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    made.close()


def test_a_stalled_child_is_ended_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "PICTURE_SECONDS", 0.2)
    in_place_of_the_decoder(monkeypatch, f"{HELLO}time.sleep(60)")
    made = Decoder()
    assert made.decode(b"x", (0, 0)) is Outcome.REFUSED
    assert made.pid is None
    made.close()


def test_a_killed_child_is_replaced_and_the_next_picture_shows() -> None:
    made = Decoder()
    made.start()
    first = made.pid
    assert first
    os.kill(first, 9)
    assert made.decode(jpeg(), (0, 0)) is Outcome.REFUSED
    made.release(shown(made, jpeg()))
    assert made.pid != first
    made.close()


def test_dying_again_and_again_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    in_place_of_the_decoder(monkeypatch, HELLO)
    clock = Clock()
    made = Decoder(clock)
    for _ in range(child.MOST_DEATHS):
        assert made.decode(b"x", (0, 0)) is Outcome.REFUSED
    with pytest.raises(DecoderGone):
        made.decode(b"x", (0, 0))
    clock.now += child.DEATH_SECONDS + 1
    assert made.decode(b"x", (0, 0)) is Outcome.REFUSED
    made.close()


def test_a_child_that_never_comes_up_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    in_place_of_the_decoder(monkeypatch, "sys.exit(3)")
    made = Decoder()
    with pytest.raises(DecoderGone):
        made.start()
    made.close()


def test_a_child_that_has_worked_long_is_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "WORK_SECONDS", 0.0)
    made = Decoder()
    made.release(shown(made, jpeg()))
    first = made.pid
    made.release(shown(made, jpeg()))
    assert made.pid not in (None, first)
    made.close()


def test_closing_leaves_no_process() -> None:
    made = Decoder()
    made.start()
    pid = made.pid
    assert pid
    made.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)

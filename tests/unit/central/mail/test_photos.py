from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image, ImageCms, ImageOps

from central.mail import media, photos, renditions
from central.mail.models import Photo, Rendition
from central.refusals import Refused
from tests import rows, seed

GPS = 0x8825
ORIENTATION = 0x0112


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_three_baseline_jpegs_of_the_right_sizes(kind: str) -> None:
    made = renditions.make(encoded(Image.new("RGB", (5000, 2500), "teal"), kind))
    assert made.format == kind
    assert {name: (one.width, one.height) for name, one in made.sizes.items()} == {
        "full": (4096, 2048),
        "screen": (1920, 960),
        "thumb": (320, 160),
    }
    for one in made.sizes.values():
        image = opened(one.data)
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (one.width, one.height))
        assert "progressive" not in image.info


def test_small_pictures_stay_small_and_odd_ones_work() -> None:
    for size in ((1, 1), (1, 3000), (640, 480)):
        full = renditions.make(encoded(Image.new("L", size, 90), "PNG")).sizes["full"]
        assert (full.width, full.height) == size
    for mode in ("RGBA", "P", "LA", "1", "I;16", "CMYK"):
        kind = "JPEG" if mode == "CMYK" else "PNG"
        renditions.make(encoded(Image.new(mode, (30, 20)), kind))
    clear = renditions.make(encoded(Image.new("RGBA", (30, 20), (0, 0, 0, 0)), "PNG"))
    assert opened(clear.sizes["full"].data).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("orientation", range(10))
def test_every_way_of_holding_a_camera(orientation: int) -> None:
    image = Image.new("RGB", (64, 32), "red")
    image.paste("blue", (0, 0, 16, 16))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    data = encoded(image, "PNG", exif=exif)
    right = ImageOps.exif_transpose(opened(data)).convert("RGB")
    full = opened(renditions.make(data).sizes["full"].data)
    assert full.size == right.size
    for at in ((4, 4), (full.width - 5, 4), (4, full.height - 5)):
        red, _green, blue = full.getpixel(at)  # type: ignore[misc]
        assert (red > blue) == (right.getpixel(at) == (255, 0, 0))


def test_metadata_of_a_wrong_kind_are_no_reason_to_refuse() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x010E] = "a description"
    data = encoded(Image.new("RGB", (64, 32), "red"), "JPEG", exif=exif)
    wrong = data.replace(b"\x01\x0e\x00\x02", b"\x01\x1a\x00\x02")  # a resolution in letters
    assert wrong != data
    full = renditions.make(wrong).sizes["full"]
    assert (full.width, full.height) == (32, 64)


def test_no_metadata_leaves_and_orientation_is_applied() -> None:
    image = Image.new("RGB", (400, 200), "red")
    image.paste("blue", (0, 0, 200, 200))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x010E] = "planted description"
    exif[GPS] = {1: "N", 2: (52.0, 1.0, 2.0)}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = encoded(image, "JPEG", exif=exif, icc_profile=profile, comment=b"planted comment")
    assert b"planted description" in data
    for one in renditions.make(data).sizes.values():
        assert b"planted" not in one.data
        made = opened(one.data)
        assert not made.getexif()
        assert not {"icc_profile", "comment", "exif"} & set(made.info)
        assert made.height == 2 * made.width
        red, _, blue = made.resize((1, 8)).tobytes()[:3]
        assert blue > 200
        assert red < 60


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"x" * (20 * 1024 * 1024 + 1), "too-large"),
        (b"GIF89a not this", "not-a-picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not-a-picture"),
        (encoded(Image.new("RGB", (9, 9)), "GIF"), "not-a-picture"),
        (encoded(Image.new("RGB", (9, 9)), "BMP"), "not-a-picture"),
        (encoded(Image.new("RGB", (900, 900), "red"), "JPEG")[:900], "not-a-picture"),
        (encoded(Image.new("RGB", (900, 900), "red"), "PNG")[:-40], "not-a-picture"),
        (encoded(Image.new("1", (9000, 9000)), "PNG"), "too-many-pixels"),
        (encoded(Image.new("1", (20_001, 2)), "PNG"), "too-many-pixels"),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes, code: str) -> None:
    with refused(code):
        renditions.make(data)


def test_a_photo_is_charged_reviewed_delivered(pair: SimpleNamespace) -> None:
    sent = seed.photo(pair.connection, "The dog", approve=False)["id"]
    assert seed.balance(pair.contact) == 1900
    found = rows.inmate(pair.inmate).feed.filter(type="photo")
    assert not found.exists()
    assert [row["id"] for row in seed.waiting()] == [sent]
    seed.approve(sent)
    data: dict[str, Any] = found.get().data or {}
    assert data["caption"] == "The dog"
    for name, facts in data["renditions"].items():
        stored = media.read(facts["sha256"])
        assert len(stored) == facts["size"]
        assert opened(stored).size == (facts["width"], facts["height"]), name
    original = Photo.objects.get(pk=sent)
    assert media.original(original) == rows.picture()
    assert original.original not in {facts["sha256"] for facts in data["renditions"].values()}


def test_a_rejected_photo_is_refunded_once(pair: SimpleNamespace) -> None:
    sent = seed.photo(pair.connection, approve=False)["id"]
    assert seed.reject(sent, "sexual")["refunded"] == 100
    assert seed.balance(pair.contact) == 2000
    with refused("already-decided"):
        seed.reject(sent)
    assert not rows.inmate(pair.inmate).feed.filter(type="photo").exists()


def test_refusals_charge_nothing(pair: SimpleNamespace) -> None:
    tie, data = rows.connection(pair.connection), rows.picture()
    with refused("price-changed"):
        photos.send_photo(tie, data, expected_price=90)
    with refused("too-long"):
        photos.send_photo(tie, data, caption="x" * 301, expected_price=100)
    with refused("not-a-picture"):
        photos.send_photo(tie, b"no", expected_price=100)
    seed.change_facility(photo_price=2001)
    with refused("too-few-credits"):
        photos.send_photo(rows.connection(pair.connection), data, expected_price=2001)
    assert seed.balance(pair.contact) == 2000
    assert not Photo.objects.exists()
    assert not Rendition.objects.exists()


def test_a_repeated_click_is_one_photo(pair: SimpleNamespace, others: SimpleNamespace) -> None:
    click = uuid4()
    given: dict[str, Any] = {"expected_price": 100, "photo_id": click}
    for _ in range(2):
        photos.send_photo(rows.connection(pair.connection), rows.picture(), **given)
    assert seed.balance(pair.contact) == 1900
    with refused("not-allowed"):
        photos.send_photo(rows.connection(others.connection), rows.picture(), **given)

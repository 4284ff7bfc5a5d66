"""The demo's photographs: enough of them, all distinct, the same each time, each one attributed."""

import hashlib
import io
import tomllib
from itertools import islice

import pytest
from PIL import Image

from central.demo import variations
from central.demo.variations import FOLDER, DemoPhotograph, bases, boxes, photographs, recipes

THEMES = {"family", "pets", "garden", "food", "travel", "space", "history"}
LONGEST_SIDE = 1600
MOST_BYTES = 14_000_000


@pytest.fixture(scope="module")
def pictures() -> list[DemoPhotograph]:
    return list(photographs(240, seed=1))


def fingerprint(jpeg: bytes) -> bytes:
    """The picture itself, small, so that two that look the same are the same."""
    with Image.open(io.BytesIO(jpeg)) as picture:
        shape = f"{picture.width / picture.height:.1f}".encode()
        return shape + picture.convert("RGB").resize((16, 16)).tobytes()


def test_240_pictures_are_distinct_to_the_eye_and_in_bytes(pictures: list[DemoPhotograph]) -> None:
    assert len(pictures) == 240
    assert len({hashlib.sha256(picture.jpeg).digest() for picture in pictures}) == 240
    assert len({fingerprint(picture.jpeg) for picture in pictures}) == 240
    assert len({picture.name for picture in pictures}) == 240


def test_the_same_seed_makes_the_same_pictures_and_another_seed_others(
    pictures: list[DemoPhotograph],
) -> None:
    start, stop = len(bases()) - 2, len(bases()) + 12
    assert list(islice(photographs(240, seed=1), start, stop)) == pictures[start:stop]
    assert list(islice(photographs(240, seed=2), start, stop)) != pictures[start:stop]


def test_every_picture_decodes_in_a_size_worth_showing(pictures: list[DemoPhotograph]) -> None:
    for made in pictures:
        with Image.open(io.BytesIO(made.jpeg)) as picture:
            picture.load()
            assert picture.format == "JPEG"
            assert picture.mode == "RGB"
            assert max(picture.size) <= LONGEST_SIDE
            assert min(picture.size) >= variations.LEAST_SIDE
            assert not picture.getexif()
        assert made.theme in THEMES
        assert made.caption_en
        assert made.caption_es


def test_the_originals_come_first_and_untouched(pictures: list[DemoPhotograph]) -> None:
    originals = pictures[: len(bases())]
    assert {made.name for made in originals} == {base.path.name for base in bases()}
    for made in originals:
        assert made.jpeg == (FOLDER / made.name).read_bytes()


def test_nothing_with_lettering_is_mirrored() -> None:
    lettered = [base for base in bases() if not base.mirror]
    assert lettered
    assert not any(recipe.mirrored for base in lettered for recipe in recipes(base, seed=1))


def test_nothing_whose_colours_matter_is_shown_in_black_and_white() -> None:
    coloured = [base for base in bases() if not base.grey]
    assert coloured
    tones = {recipe.tone for base in coloured for recipe in recipes(base, seed=1)}
    assert variations.Tone.GREY not in tones


def test_a_crop_stays_inside_and_keeps_the_focus() -> None:
    for base in bases():
        across, down = base.focus[0] * base.size[0], base.focus[1] * base.size[1]
        for left, top, right, bottom in boxes(base):
            assert 0 <= left <= across <= right <= base.size[0]
            assert 0 <= top <= down <= bottom <= base.size[1]


def test_the_first_variations_of_a_photograph_differ_in_crop_or_mirroring() -> None:
    for base in bases():
        first = recipes(base, seed=1)[:3]
        assert len({(made.box, made.mirrored) for made in first}) == len(first)


def test_more_than_can_be_made_is_refused_before_any_is_made() -> None:
    with pytest.raises(ValueError, match="pictures can be made"):
        photographs(1_000_000, seed=1)
    with pytest.raises(ValueError, match="pictures can be made"):
        photographs(-1, seed=1)
    assert list(photographs(0, seed=1)) == []


def test_every_file_is_described_and_attributed() -> None:
    files = {path.name for path in FOLDER.glob("*.jpg")}
    with (FOLDER / "photographs.toml").open("rb") as file:
        entries = tomllib.load(file)["photograph"]
    assert sorted(entry["file"] for entry in entries) == sorted(files)
    assert all(2 <= len(entry["en"]) == len(entry["es"]) <= 3 for entry in entries)
    rows = {}
    for line in (FOLDER / "ATTRIBUTION.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0].endswith(".jpg"):
            rows[cells[0]] = cells[1:]
    assert rows.keys() == files
    for cells in rows.values():
        assert len(cells) == 5
        assert all(cells)
        assert cells[3].startswith(("CC0 1.0", "CC BY 2.0", "CC BY 4.0", "Public domain"))


def test_the_folder_stays_small() -> None:
    assert len(bases()) >= 45
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= MOST_BYTES
    for base in bases():
        assert max(base.size) <= LONGEST_SIDE
        with Image.open(base.path) as picture:
            assert not picture.getexif()
            assert "icc_profile" not in picture.info

"""The demo's photographs, and as many natural variations of them as a rich history needs."""

from __future__ import annotations

import io
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import chain, islice, zip_longest
from pathlib import Path

from PIL import Image, ImageEnhance, ImageOps

FOLDER = Path(__file__).with_name("photographs")
ASPECTS = (None, 1.0, 4 / 5, 3 / 4, 4 / 3, 3 / 2, 16 / 9)  # width to height; None as it was taken
ZOOMS = (1.0, 0.85, 0.7)  # how much of the widest crop stays
LEAST_SIDE = 280  # pixels; a smaller crop would look broken full screen
LEAST_DIFFERENCE = 0.04  # of the longest side; crops closer than this are one crop
QUALITY = 82  # of JPEG, as the photographs themselves

Box = tuple[int, int, int, int]


class Tone(Enum):
    """How the light of a picture is changed."""

    NATURAL = "natural"
    WARM = "warm"
    COOL = "cool"
    GREY = "grey"
    BRIGHT = "bright"
    SOFT = "soft"


COLOUR_TONES = tuple(Tone)
MONOCHROME_TONES = (Tone.NATURAL, Tone.WARM, Tone.BRIGHT, Tone.SOFT)


@dataclass(frozen=True)
class DemoPhotograph:
    """A picture as a family would send it: its bytes, and one caption in two languages."""

    name: str
    jpeg: bytes
    theme: str
    caption_en: str
    caption_es: str


@dataclass(frozen=True)
class Base:
    """One photograph of the folder and what photographs.toml says of it.

    `focus` is the point a crop keeps, as fractions of width and height from the left top;
    `mirror` and `grey` say whether it may be mirrored and shown in black and white;
    `captions` are pairs of English and Spanish; `size` is in pixels.
    """

    path: Path
    theme: str
    focus: tuple[float, float]
    mirror: bool
    monochrome: bool
    grey: bool
    captions: tuple[tuple[str, str], ...]
    size: tuple[int, int]


@dataclass(frozen=True)
class Recipe:
    """What makes one variation: the part kept (pixels), its mirroring, its tone."""

    box: Box
    mirrored: bool
    tone: Tone


def photographs(count: int, seed: int) -> Iterator[DemoPhotograph]:
    """`count` distinct pictures, always the same for a seed: the untouched originals come first.

    Raises ValueError if fewer can be made.
    """
    everything = bases()
    kitchen = {base.path: recipes(base, seed) for base in everything}
    most = len(everything) + sum(map(len, kitchen.values()))
    if not 0 <= count <= most:
        raise ValueError(f"between 0 and {most} pictures can be made, not {count}")
    shuffled = list(everything)
    random.Random(f"{seed} order").shuffle(shuffled)
    rounds = zip_longest(*([(base, made) for made in kitchen[base.path]] for base in shuffled))
    varied = (pair for turn in rounds for pair in turn if pair is not None)
    return islice(chain(map(original, shuffled), _numbered(varied)), count)


@cache
def bases() -> tuple[Base, ...]:
    """Every photograph of the folder, in the order of photographs.toml."""
    with (FOLDER / "photographs.toml").open("rb") as file:
        entries = tomllib.load(file)["photograph"]
    found: list[Base] = []
    for entry in entries:
        path = FOLDER / entry["file"]
        with Image.open(path) as picture:
            size = picture.size
        captions = tuple(zip(entry["en"], entry["es"], strict=True))
        across, down = entry["focus"]
        mirror, grey = entry.get("mirror", True), entry.get("grey", True)
        monochrome = entry.get("monochrome", False)
        found.append(
            Base(path, entry["theme"], (across, down), mirror, monochrome, grey, captions, size)
        )
    return tuple(found)


def original(base: Base) -> DemoPhotograph:
    """The photograph as it lies in the folder, with its first caption."""
    english, spanish = base.captions[0]
    return DemoPhotograph(base.path.name, base.path.read_bytes(), base.theme, english, spanish)


def recipes(base: Base, seed: int) -> tuple[Recipe, ...]:
    """All variations of one photograph, the most unlike first; never the photograph itself."""
    chance = random.Random(f"{seed} {base.path.name}")
    mirrorings = (False, True) if base.mirror else (False,)
    cuts = [(box, mirrored) for box in boxes(base) for mirrored in mirrorings]
    tones = [
        tone
        for tone in (MONOCHROME_TONES if base.monochrome else COLOUR_TONES)
        if base.grey or tone is not Tone.GREY
    ]
    chance.shuffle(cuts)
    chance.shuffle(tones)
    itself = Recipe((0, 0, *base.size), mirrored=False, tone=Tone.NATURAL)
    every = (
        Recipe(box, mirrored, tones[(place + offset) % len(tones)])
        for offset in range(len(tones))
        for place, (box, mirrored) in enumerate(cuts)
    )
    return tuple(made for made in every if made != itself)


def boxes(base: Base) -> tuple[Box, ...]:
    """The parts of a photograph worth showing, in pixels: large enough, no two nearly the same."""
    width, height = base.size
    found: list[Box] = []
    for aspect in ASPECTS:
        wide, high = width, height
        if aspect is not None:
            wide, high = min(width, round(height * aspect)), min(height, round(width / aspect))
        for zoom in ZOOMS:
            box = _placed(base, round(wide * zoom), round(high * zoom))
            small = min(box[2] - box[0], box[3] - box[1]) < LEAST_SIDE
            if not small and not any(_alike(box, other) for other in found):
                found.append(box)
    return tuple(found)


def _alike(one: Box, other: Box) -> bool:
    """Whether two parts of a photograph would look the same side by side."""
    tolerance = LEAST_DIFFERENCE * max(one[2] - one[0], one[3] - one[1])
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


def _placed(base: Base, wide: int, high: int) -> Box:
    """A part of that size in pixels, around the focus as far as the edges allow."""
    left = round(min(max(base.focus[0] * base.size[0] - wide / 2, 0), base.size[0] - wide))
    top = round(min(max(base.focus[1] * base.size[1] - high / 2, 0), base.size[1] - high))
    return left, top, left + wide, top + high


def _numbered(pairs: Iterator[tuple[Base, Recipe]]) -> Iterator[DemoPhotograph]:
    """Each pair made into a picture; the captions of a photograph take turns."""
    made: dict[Path, int] = {}
    for base, recipe in pairs:
        number = made[base.path] = made.get(base.path, 1) + 1
        english, spanish = base.captions[(number - 1) % len(base.captions)]
        name = f"{base.path.stem}-{number}.jpg"
        yield DemoPhotograph(name, cooked(base, recipe), base.theme, english, spanish)


def cooked(base: Base, recipe: Recipe) -> bytes:
    """The JPEG that a recipe makes of a photograph."""
    with Image.open(base.path) as picture:
        part = picture.convert("RGB").crop(recipe.box)
    if recipe.mirrored:
        part = ImageOps.mirror(part)
    out = io.BytesIO()
    toned(part, recipe.tone).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def toned(picture: Image.Image, tone: Tone) -> Image.Image:
    """An RGB picture in another light."""
    match tone:
        case Tone.WARM:
            return _balanced(picture, 1.05, 0.90)
        case Tone.COOL:
            return _balanced(picture, 0.94, 1.06)
        case Tone.GREY:
            return ImageOps.grayscale(picture).convert("RGB")
        case Tone.BRIGHT:
            return ImageEnhance.Brightness(picture).enhance(1.12)
        case Tone.SOFT:
            return ImageEnhance.Contrast(ImageEnhance.Color(picture).enhance(0.8)).enhance(0.88)
        case Tone.NATURAL:
            return picture


def _balanced(picture: Image.Image, red: float, blue: float) -> Image.Image:
    """The picture with its red and blue light multiplied."""
    table = [min(255, round(level * by)) for by in (red, 1.0, blue) for level in range(256)]
    return picture.point(table)

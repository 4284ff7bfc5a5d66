"""A sheet for each screen: all its pictures, small, as approved; `python -m tests.pictures.sheets`.

Without `--compare` the sheets are drawn anew, to be looked at and committed.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import msgspec
from PIL import Image, ImageDraw, ImageFont
from PySide6.QtWidgets import QApplication

from tests.pictures.combinations import Shot, screens, shots
from tests.pictures.comparing import pillow, share_apart
from tests.pictures.drawing import draw

ROOT = Path(__file__).resolve().parents[2]
SHEETS, OUT = ROOT / "docs" / "pictures" / "screens", ROOT / "var" / "pictures"
INDEX = SHEETS / "index.json"
LONG_SIDE, GAP, WIDE, LABEL = 400, 12, 1660, 22  # pixels
MOST = 0.001  # the share of a small picture's points that may differ visibly
MEMORY = Path("/dev/shm")  # noqa: S108 # vaults for a picture need not reach a disk
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Cell:
    """Where a small picture stands on the sheet."""

    shot: Shot
    box: Box

    @property
    def name(self) -> str:
        """The scene and how it was drawn."""
        return f"{self.shot[0]} {self.shot[1].name}"


def small(picture: Image.Image) -> Image.Image:
    """As a sheet shows it."""
    share = LONG_SIDE / max(picture.size)
    size = (round(picture.width * share), round(picture.height * share))
    return picture.resize(size, Image.Resampling.LANCZOS)


def laid_out(drawn: list[tuple[Shot, Image.Image]]) -> tuple[list[Cell], int]:
    """Rows from left to right, and the height of the sheet."""
    cells, x, y, tall = list[Cell](), GAP, GAP, 0
    for shot, picture in drawn:
        if x + picture.width + GAP > WIDE or (tall and abs(picture.height - tall) > LONG_SIDE // 4):
            x, y, tall = GAP, y + tall + LABEL + GAP, 0
        cells.append(Cell(shot, (x, y, x + picture.width, y + picture.height)))
        x, tall = x + picture.width + GAP, max(tall, picture.height)
    return cells, y + tall + LABEL + GAP


def sheet(drawn: list[tuple[Shot, Image.Image]]) -> tuple[Image.Image, dict[str, Box]]:
    """The sheet, and where each picture stands on it."""
    cells, high = laid_out(drawn)
    made = Image.new("RGB", (WIDE, high), "#D8D8D8")
    pen = ImageDraw.Draw(made)
    font = ImageFont.truetype(
        str(ROOT / "resources" / "fonts" / "AtkinsonHyperlegibleNext_500Medium.ttf"), 13
    )
    for cell, (_shot, picture) in zip(cells, drawn, strict=True):
        made.paste(picture, cell.box[:2])
        pen.text((cell.box[0], cell.box[3] + 2), cell.name, "#101010", font)
    return made, {cell.name: cell.box for cell in cells}


def drawn_small(screen: str, keep: bool) -> list[tuple[Shot, Image.Image]]:
    """All pictures of a screen, in this process; with `keep` also large, into var/pictures."""
    app = QApplication.instance() or QApplication(["kiosk"])
    assert isinstance(app, QApplication)
    if MEMORY.is_dir():
        tempfile.tempdir = str(MEMORY)
    made = []
    for shot in shots(screen):
        picture = pillow(draw(app, *shot))
        if keep:
            picture.save(OUT / f"{shot[0]}-{shot[1].name}.jpg", quality=88)
        made.append((shot, small(picture)))
    return made


def approve(screen: str, keep: bool) -> dict[str, Box]:
    """Draw the sheet of a screen and write it."""
    made, boxes = sheet(drawn_small(screen, keep))
    made.save(SHEETS / f"{screen}.webp", quality=82, method=6)
    return boxes


def compare(screen: str, keep: bool) -> list[str]:
    """What of a screen does not look as its sheet does."""
    index = _index().get(screen, {})
    if not index:
        return [f"{screen}: not approved"]
    with Image.open(SHEETS / f"{screen}.webp") as opened:
        approved = opened.convert("RGB")
    found = []
    for cell, picture in zip(
        [Cell(shot, (0, 0, 0, 0)) for shot in shots(screen)],
        [picture for _shot, picture in drawn_small(screen, keep)],
        strict=True,
    ):
        box = index.pop(cell.name, None)
        if box is None:
            found.append(f"{cell.name}: not approved")
            continue
        share = share_apart(approved.crop(box), picture)
        if share > MOST:
            found.append(f"{cell.name}: {share:.2%} differs")
    return found + [f"{name}: approved, but drawn no more" for name in index]


def _index() -> dict[str, dict[str, Box]]:
    if not INDEX.exists():
        return {}
    return msgspec.json.decode(INDEX.read_bytes(), type=dict[str, dict[str, Box]])


def main() -> int:
    """Write the sheets, or hold today's pictures against them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("screens", nargs="*", help="all by default")
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--keep", action="store_true", help="the pictures large, in var/pictures")
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    wanted = asked.screens or list(screens())
    SHEETS.mkdir(parents=True, exist_ok=True)
    OUT.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(asked.processes, mp_context=get_context("spawn")) as pool:
        if asked.compare:
            answers = pool.map(compare, wanted, [asked.keep] * len(wanted))
            told = [line for lines in answers for line in lines]
            sys.stdout.write("".join(f"{line}\n" for line in told))
            return 1 if told else 0
        index = _index()
        boxes = pool.map(approve, wanted, [asked.keep] * len(wanted))
        for screen, found in zip(wanted, boxes, strict=True):
            index[screen] = found
            write_index({each: index[each] for each in screens() if each in index})
            sys.stdout.write(f"{screen}: {len(found)} pictures\n")
            sys.stdout.flush()
    return 0


def write_index(index: dict[str, dict[str, Box]]) -> None:
    """Where each picture stands, and a page that shows all sheets."""
    INDEX.write_text(json.dumps(index, indent=0, sort_keys=True) + "\n", "utf-8")
    lines = [
        "# Every screen, in every state",
        "One sheet a screen (`make pictures-sheets`): each state at 1280x800, light, English,",
        "100 % text; then a covering array: any two of size, language, theme and text size meet",
        "in one picture. `make pictures ALL=1` holds the screens against these sheets.",
    ]
    for screen in sorted(index):
        count = len(index[screen])
        lines += ["", f"## {screen} ({count} pictures)", f"![{screen}]({screen}.webp)"]
    (SHEETS / "README.md").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())

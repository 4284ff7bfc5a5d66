"""Where each photo of a grid stands: justified rows made from aspect ratios, nothing cropped."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

NARROWEST, WIDEST = 0.35, 5.0  # shapes beyond are shown whole inside a cell of this shape


@dataclass(frozen=True, slots=True)
class Cell:
    """A photo's place in the whole grid, in pixels."""

    index: int
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A group's heading: its words, how many photos follow, and its place."""

    text: str
    count: int
    top: int
    height: int
    first: int


@dataclass(frozen=True)
class Plan:
    """The whole grid; rows are ranges of cells in order from the top."""

    cells: tuple[Cell, ...]
    headings: tuple[Heading, ...]
    row_tops: tuple[int, ...]
    row_starts: tuple[int, ...]
    height: int

    def visible(self, top: int, bottom: int) -> Iterator[Cell]:
        """The cells of the rows that touch the band from top to bottom."""
        row = max(bisect_right(self.row_tops, top) - 1, 0)
        start = self.row_starts[row] if self.row_starts else 0
        for number in range(start, len(self.cells)):
            cell = self.cells[number]
            if cell.top > bottom:
                return
            if cell.top + cell.height >= top:
                yield cell

    def row_of(self, index: int) -> int:
        """The row that holds a photo."""
        return max(bisect_right(self.row_starts, index) - 1, 0)

    def neighbour(self, index: int, rows: int) -> int:
        """The photo above (-1) or below (1) the middle of this one."""
        row = self.row_of(index) + rows
        if not 0 <= row < len(self.row_starts):
            return index
        end = self.row_starts[row + 1] if row + 1 < len(self.row_starts) else len(self.cells)
        here = self.cells[index]
        middle = here.left + here.width // 2
        return min(
            range(self.row_starts[row], end),
            key=lambda n: abs(self.cells[n].left + self.cells[n].width // 2 - middle),
        )


def shape(aspect: float) -> float:
    """The aspect ratio (width by height) a cell is given."""
    return max(NARROWEST, min(WIDEST, aspect)) if aspect > 0 else 1.0


def rows_of(
    aspects: Sequence[float], width: int, low: int, high: int, gap: int
) -> list[tuple[int, int, float]]:
    """Split a group into rows: first, past the last, and the row's height in pixels.

    A row is as wide as the grid with a height of low to high where the shapes allow it;
    otherwise it stays short of the right edge, or, for one very wide photo, below low.
    """
    rows: list[tuple[int, int, float]] = []
    start, total = 0, 0.0
    for number, aspect in enumerate(aspects):
        total += aspect
        count = number + 1 - start
        height = (width - gap * (count - 1)) / total
        if height > high:
            continue
        before = count - 1
        if height < low and before:
            rows.append((start, number, float(high)))
            start, total = number, aspect
            height = width / aspect
            if height > high:
                continue
        rows.append((start, number + 1, height))
        start, total = number + 1, 0.0
    if start < len(aspects):
        rows.append((start, len(aspects), float(high)))
    return rows


def lay_out(
    groups: Sequence[tuple[str, Sequence[float]]],
    width: int,
    low: int,
    high: int,
    gap: int,
    heading: int,
) -> Plan:
    """Place all photos of all groups (heading, aspect ratios) in a grid `width` pixels wide."""
    cells: list[Cell] = []
    headings: list[Heading] = []
    tops: list[int] = []
    starts: list[int] = []
    top = 0
    for text, aspects in groups:
        headings.append(Heading(text, len(aspects), top, heading, len(cells)))
        top += heading
        shapes = [shape(aspect) for aspect in aspects]
        base = len(cells)
        for first, last, height in rows_of(shapes, width, low, high, gap):
            tops.append(top)
            starts.append(base + first)
            tall = max(round(height), 1)
            left = 0.0
            for number in range(first, last):
                wide = shapes[number] * height
                right = min(round(left + wide), width)
                cells.append(Cell(base + number, round(left), top, right - round(left), tall))
                left += wide + gap
            top += tall + gap
        top += gap
    return Plan(tuple(cells), tuple(headings), tuple(tops), tuple(starts), max(top - 2 * gap, 0))

"""Where the photos of a grid of any length stand: laid out where one looks, elsewhere estimated."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import overload

from kiosk.ui.grid_layout import Cell, Heading, Plan, lay_out

BLOCK = 240  # photos laid out at once; a month of more is several blocks
USUAL_ASPECT = 1.3


@dataclass(slots=True)
class _Block:
    """Neighbours that are laid out together; the first of a group carries its heading."""

    first: int
    count: int
    group: str
    members: int  # of the whole group; 0 where the heading stands above an earlier block
    height: int  # estimated until there is a plan, whose places are relative to the block
    plan: Plan | None = None


class LongPlan:
    """The whole grid, from groups (heading, number of photos) and the photos' shapes on demand.

    Looking at a place lays out what is there, which moves what is below it and changes `height`:
    `settle` does so around a view, and says where the view stands afterwards.
    """

    def __init__(
        self,
        groups: Sequence[tuple[str, int]],
        aspect: Callable[[int], float],
        width: int,
        rows: tuple[int, int],
        gap: int,
        heading: int,
    ) -> None:
        self._aspect, self._width, self._gap, self._heading = aspect, width, gap, heading
        self._low, self._high = rows
        self._blocks: list[_Block] = []
        first = 0
        for group, members in groups:
            for start in range(0, members, BLOCK):
                count = min(BLOCK, members - start)
                shown = members if start == 0 else 0
                height = self._estimate(count, headed=start == 0)
                self._blocks.append(_Block(first + start, count, group, shown, height))
            first += members
        self._firsts = [block.first for block in self._blocks]
        self._count = first
        self._tops = [0]
        self._stack()

    @property
    def height(self) -> int:
        """Of the whole grid, in pixels."""
        return max(self._tops[-1] - 2 * self._gap, 0)

    @property
    def cells(self) -> "Cells":
        """The places of all photos, by index."""
        return Cells(self)

    def __len__(self) -> int:
        return self._count

    def headings(self) -> Iterator[Heading]:
        """The headings in their order, where they stand as far as is known."""
        for number, block in enumerate(self._blocks):
            if block.members:
                top = self._tops[number]
                yield Heading(block.group, block.members, top, self._heading, block.first)

    def settle(self, top: int, view: int) -> int:
        """Lay out what a view at `top` shows, and one view each way; answers its new top."""
        if not self._blocks:
            return 0
        here = self._block_at(top)
        inside = top - self._tops[here]
        if self._blocks[here].plan is None:
            before = self._blocks[here].height
            self._lay(here)
            inside = round(inside * self._blocks[here].height / before)
        above = here
        while above > 0 and self._tops[above] > self._tops[here] + inside - view:
            above -= 1
            self._lay(above)
        below = here
        while self._tops[below + 1] < self._tops[here] + inside + 2 * view:
            below += 1
            if below == len(self._blocks):
                break
            self._lay(below)
        return self._tops[here] + inside

    def visible(self, top: int, bottom: int) -> Iterator[Cell]:
        """The cells of the rows that touch the band from top to bottom."""
        number = self._block_at(top)
        while number < len(self._blocks) and self._tops[number] <= bottom:
            plan, at = self._lay(number), self._tops[number]
            for cell in plan.visible(top - at, bottom - at):
                yield self._absolute(number, cell)
            number += 1

    def cell(self, index: int) -> Cell:
        """The place of one photo."""
        number = self._block_of(index)
        return self._absolute(number, self._lay(number).cells[index - self._firsts[number]])

    def neighbour(self, index: int, rows: int) -> int:
        """The photo above (-1) or below (1) the middle of this one."""
        number = self._block_of(index)
        plan, inside = self._lay(number), index - self._firsts[number]
        if 0 <= plan.row_of(inside) + rows < len(plan.row_starts):
            return self._firsts[number] + plan.neighbour(inside, rows)
        if not 0 <= number + rows < len(self._blocks):
            return index
        cell, other = plan.cells[inside], self._lay(number + rows)
        edge = other.row_tops[0 if rows > 0 else -1]
        middle = cell.left + cell.width // 2
        row = [each for each in other.cells if each.top == edge]
        nearest = min(row, key=lambda each: abs(each.left + each.width // 2 - middle))
        return self._firsts[number + rows] + nearest.index

    def row_of(self, index: int) -> int:
        """The row that holds a photo, counted within its block."""
        number = self._block_of(index)
        return self._lay(number).row_of(index - self._firsts[number])

    def _estimate(self, count: int, *, headed: bool) -> int:
        tall = (self._low + self._high) // 2
        in_row = max(1, round(self._width / (tall * USUAL_ASPECT + self._gap)))
        return self._heading * headed + -(-count // in_row) * (tall + self._gap) + self._gap

    def _lay(self, number: int) -> Plan:
        block = self._blocks[number]
        if block.plan is None:
            aspects = [self._aspect(block.first + each) for each in range(block.count)]
            heading = self._heading if block.members else 0
            groups = [(block.group, aspects)]
            block.plan = lay_out(groups, self._width, self._low, self._high, self._gap, heading)
            ends = number + 1 == len(self._blocks) or self._blocks[number + 1].members > 0
            # `lay_out` leaves out what stands below its last row
            block.height = block.plan.height + (2 if ends else 1) * self._gap
            self._stack()
        return block.plan

    def _stack(self) -> None:
        self._tops = [0, *accumulate(block.height for block in self._blocks)]

    def _block_at(self, top: int) -> int:
        return min(max(bisect_right(self._tops, top) - 1, 0), max(len(self._blocks) - 1, 0))

    def _block_of(self, index: int) -> int:
        return bisect_right(self._firsts, index) - 1

    def _absolute(self, number: int, cell: Cell) -> Cell:
        return replace(
            cell, index=cell.index + self._firsts[number], top=cell.top + self._tops[number]
        )


class Cells(Sequence[Cell]):
    """The places of all photos of a plan; what is looked at is laid out."""

    def __init__(self, plan: LongPlan) -> None:
        self._plan = plan

    def __len__(self) -> int:
        return len(self._plan)

    @overload
    def __getitem__(self, index: int) -> Cell: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Cell]: ...
    def __getitem__(self, index: int | slice) -> Cell | Sequence[Cell]:
        if isinstance(index, slice):
            return [self._plan.cell(each) for each in range(*index.indices(len(self)))]
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(index)
        return self._plan.cell(at)

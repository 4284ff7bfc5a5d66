"""The photos of a grid, each asked for when it is first looked at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

NEAR = 256  # how far from its old place a photo is looked for


@dataclass(frozen=True)
class GridItem:
    """One photo: its id, width by height, words for read-aloud, its month, its marks."""

    id: str
    aspect: float
    label: str | Callable[[], str]  # asked for when the keyboard comes to it
    group: str
    new: bool = False
    favorite: bool = False

    def words(self) -> str:
        """What is read aloud."""
        return self.label if isinstance(self.label, str) else self.label()


class GridItems:
    """Photos by index, in groups (heading, how many)."""

    def __init__(
        self,
        groups: Sequence[tuple[str, int]],
        source: Callable[[int], GridItem],
        aspect: Callable[[int], float] | None = None,
    ) -> None:
        self.groups = list(groups)
        self.count = sum(number for _, number in self.groups)
        self._source, self._aspect = source, aspect
        self._seen: dict[int, GridItem] = {}
        self._index: dict[str, int] = {}

    def __getitem__(self, index: int) -> GridItem:
        found = self._seen.get(index)
        if found is None:
            found = self._seen[index] = self._source(index)
            self._index[found.id] = index
        return found

    def aspect(self, index: int) -> float:
        """The shape of one photo, width by height."""
        return self._aspect(index) if self._aspect else self[index].aspect

    def index_of(self, item_id: str) -> int | None:
        """Where a photo stands that was looked at."""
        return self._index.get(item_id)

    def found(self, item_id: str, near: int) -> int:
        """Where a photo stands that stood at `near` before; 0 if it is not about there."""
        nearby = range(max(near - NEAR, 0), min(near + NEAR, self.count))
        by_distance = sorted(nearby, key=lambda index: abs(index - near)) if item_id else ()
        return next((index for index in by_distance if self[index].id == item_id), 0)

    def mark(self, index: int, new: bool | None, favorite: bool | None) -> None:
        """Change the marks of one photo; None leaves a mark as it is."""
        item = self[index]
        self._seen[index] = replace(
            item,
            new=item.new if new is None else new,
            favorite=item.favorite if favorite is None else favorite,
        )


def in_groups(items: Sequence[GridItem]) -> GridItems:
    """Photos that are all at hand; neighbours of the same group stand together."""
    held = list(items)
    runs = groupby(held, key=lambda item: item.group)
    return GridItems([(name, len(list(run))) for name, run in runs], held.__getitem__)

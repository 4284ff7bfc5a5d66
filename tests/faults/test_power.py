"""A small share of power cuts, from a fixed seed; and the disk that plays them has teeth."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from kiosk import durable
from tests.faults import campaign, power
from tests.faults.storage.medium import Medium

CASES = 25


@pytest.mark.logs("resync")
def test_nothing_sure_is_lost_in_a_power_cut() -> None:
    totals = campaign.run(power.case, "1", cases=CASES)
    assert totals.told == []


def test_the_real_central_hears_of_everything_once() -> None:
    power.with_central(Random(1))  # noqa: S311


def test_a_file_without_its_folder_synced_may_be_lost(tmp_path: Path) -> None:
    found = set()
    root = tmp_path / "root"
    root.mkdir()
    with Medium(root) as medium:
        durable.write_whole(root / "old", b"old")
        (root / "new").write_bytes(b"new words")
        for seed in range(40):
            image = tmp_path / str(seed)
            medium.image(image, Random(seed))  # noqa: S311
            assert (image / "old").read_bytes() == b"old"
            found.add((image / "new").read_bytes() if (image / "new").exists() else None)
    assert {None, b"", b"new words"} < found


def test_a_rename_is_whole_or_not_at_all(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    with Medium(root) as medium:
        durable.write_whole(root / "one", b"1")
        (root / "one").rename(root / "two")
        for seed in range(20):
            image = tmp_path / str(seed)
            medium.image(image, Random(seed))  # noqa: S311
            assert len(list(image.iterdir())) == 1

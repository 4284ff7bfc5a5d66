"""Vaults that nothing opens are put out of the way, each in a place of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk.session.vaults import Vaults
from tests.unit.kiosk.world import SECRET


@pytest.mark.logs("vault.set_aside")
def test_a_place_that_became_free_is_used_and_none_twice(tmp_path: Path) -> None:
    vaults = Vaults(tmp_path, SECRET)
    folder = vaults.folder("1001")
    for _ in range(3):
        folder.mkdir()
        (folder / "words").write_text("kept")
        vaults.set_aside(folder)
        shutil.rmtree(tmp_path / f"{folder.name}-set-aside0")
        folder.mkdir()
        (folder / "words").write_text("kept too")
        vaults.set_aside(folder)
        folder.mkdir()
        vaults.set_aside(folder)
    assert len(list(tmp_path.iterdir())) == 6

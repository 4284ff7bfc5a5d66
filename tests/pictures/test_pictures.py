"""A chosen few of the screens against the approved pictures in `approved/`.

To approve anew, after looking: `python -m tests.pictures --approve`.
"""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.pictures.comparing import APPROVED, LOOKS, difference
from tests.pictures.drawing import draw

MOST = 0.004  # the share of the picture's points that may differ visibly


@pytest.mark.parametrize("name", sorted(LOOKS))
def test_a_screen_looks_as_approved(qapp: QApplication, tmp_path: Path, name: str) -> None:
    approved = QImage(str(APPROVED / f"{name}.png"))
    assert not approved.isNull(), f"{name} is not approved"
    drawn = draw(qapp, *LOOKS[name])
    share = difference(drawn, approved)
    if share > MOST:
        drawn.save(str(tmp_path / f"{name}.png"))
    assert share <= MOST, f"{share:.2%} of {name} differs: see {tmp_path}"

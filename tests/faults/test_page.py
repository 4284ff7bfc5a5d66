"""The page of totals tells of every planted bug."""

from __future__ import annotations

import pytest

from tests.faults import page
from tests.faults.page import PAGE, between, bugs, table


def test_the_page_lists_the_planted_bugs_as_they_are() -> None:
    kept = PAGE.read_text()
    assert between(kept, "bugs", bugs()) == kept, "run make faults-page"


def test_a_class_is_a_row_with_all_that_was_found() -> None:
    entry = {"seeds": ["7", "8"], "cases": 1200, "lost": 0, "double": 1, "stuck": 2, "crashed": 3}
    assert table({"rot": entry})[-1] == "| rot | 7, 8 | 1,200 | 0 | 1 | 2 | 3 |"


def test_a_page_without_its_marks_is_not_written() -> None:
    with pytest.raises(ValueError, match=page.PAGE.name):
        between("# Faults\n", "totals", ["x"])

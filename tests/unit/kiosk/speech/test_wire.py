"""What the app and its voice say to each other comes over whole, in any cut; nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.speech.wire import LONGEST_LINE, Hush, Line, Lines, Said, Say, Voices, decode, encode

TEXTS = st.text(max_size=80)
LINES = st.one_of(
    st.builds(Say, st.integers(0, 9999), TEXTS, TEXTS, st.floats(-1, 1)),
    st.builds(Hush),
    st.builds(Voices, st.lists(TEXTS, max_size=3).map(tuple), st.booleans()),
    st.builds(Said, st.integers(0, 9999)),
)


@given(st.lists(LINES, max_size=5), st.integers(1, 40))
def test_lines_come_over_whole_however_they_are_cut(lines: list[Line], cut: int) -> None:
    raw, reader = b"".join(map(encode, lines)), Lines()
    got = [line for at in range(0, len(raw), cut) for line in reader.take(raw[at : at + cut])]
    assert got == lines


@pytest.mark.parametrize(
    "raw", [b"", b"nonsense", b"[]", b'{"is": "shout"}', b'{"is": "said"}', b'{"is": []}', b"1"]
)
def test_what_is_no_line_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError):
        decode(raw)


def test_a_line_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="without end"):
        Lines().take(b"x" * (LONGEST_LINE + 1))

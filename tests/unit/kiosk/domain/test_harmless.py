"""What is shown of people's own text turns, hides and covers nothing; the text itself stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import harmless
from kiosk.domain.harmless import FIRST_STRONG, MOST_MARKS, POP

TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HIDDEN = (
    "\u00ad\u200b\u2060\u2061\ufeff\ufff9\ufffb\ufffc\ufffe\U0001fffe\U000e0001\x00\x1b\x7f\x9b"
)
NASTY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            TURNING + HIDDEN + "\u200c\u200d\u2028\u2029\r\n\t\u3164\u0301\u0489א\ud800"
        ),
        st.sampled_from("\U0001f3f4\U000e0067\U000e0062\U000e007f\U0001f469\u200d\ufe0f"),
    ),
    max_size=60,
)


@given(NASTY)
def test_nothing_is_left_that_turns_hides_or_covers(written: str) -> None:
    shown = harmless.text(written)
    assert not set(shown) & set(TURNING + HIDDEN + "\r\u2028\u2029")
    assert "Cs" not in map(unicodedata.category, shown)
    marks = 0
    for char in shown:
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        assert marks <= MOST_MARKS
    shown.encode()  # goes to the screen and to the voice


@given(NASTY)
def test_what_was_made_harmless_stays_as_it_is(written: str) -> None:
    assert harmless.text(harmless.text(written)) == harmless.text(written)
    assert harmless.line(harmless.line(written)) == harmless.line(written)


@given(NASTY)
def test_a_line_is_one_line_with_something_to_see(written: str) -> None:
    shown = harmless.line(written)
    assert not {"\n", "\t"} & set(shown)
    assert "  " not in shown
    assert shown == shown.strip()
    assert not shown or any(unicodedata.category(char) not in ("Cf", "Zs") for char in shown)


@given(st.text(st.characters(categories=("L", "N", "P", "Sm", "Sc", "Zs")), max_size=40))
def test_letters_digits_and_signs_stay(written: str) -> None:
    assert harmless.text(written) == written


@pytest.mark.parametrize(
    "written",
    [
        "مرحبا يا أمي، كيف حالك؟",
        "می\u200cخواهم",
        "שָׁלוֹם אִמָּא",
        "媽媽，我愛你。",
        "Mẹ ơi, con nhớ mẹ nhiều lắm",
        "Mẹ ơi".encode().decode() + unicodedata.normalize("NFD", " nhiều lắm"),
        "Kè m ap bat pou ou",
        "नमस्ते क्\u200dष",
        "\U0001f469\u200d\U0001f680 \u2764\ufe0f \U0001f1ed\U0001f1f9 \U0001f44d\U0001f3fd",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 1\ufe0f\u20e3",
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "one\n\ntwo\tthree",
    ],
)
def test_writing_of_every_script_stays_whole(written: str) -> None:
    assert harmless.text(written) == written


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Rosa\u202e\u2066 evil\u200f", "Rosa evil"),
        ("o" + "\u0301" * 30_000 + "k", "o" + "\u0301" * MOST_MARKS + "k"),
        ("Ro\u200bs\u2060a\ufeff\u00ad", "Rosa"),
        ("a\u200d\u200d\u200d\u200db", "a\u200db"),
        ("Rosa\u2028Your balance: 0\u2029\x85", "Rosa Your balance: 0"),
        ("Ro\udc00sa", "Ro\ufffdsa"),
        ("Rosa" + "".join(chr(0xE0000 + ord(each)) for each in "hidden words"), "Rosa"),
        ("\u200d\u200b\u3164\u2800", ""),
        ("  Rosa \r\n Maria ", "Rosa Maria"),
    ],
)
def test_names_that_would_do_harm(written: str, shown: str) -> None:
    assert harmless.line(written) == shown


def test_a_flag_carries_no_more_than_its_letters() -> None:
    shown = harmless.text("\U0001f3f4" + "\U000e0061" * 100 + "x")
    assert shown == "\U0001f3f4" + "\U000e0061" * harmless.MOST_TAGS + "x"


def test_only_words_from_right_to_left_are_set_apart() -> None:
    assert harmless.isolated("Rosa Núñez 小明") == "Rosa Núñez 小明"
    assert harmless.isolated("رانيا") == f"{FIRST_STRONG}رانيا{POP}"
    assert harmless.isolated("2 דנה") == f"{FIRST_STRONG}2 דנה{POP}"

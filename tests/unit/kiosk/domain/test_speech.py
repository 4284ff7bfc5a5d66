"""What is said is cut into short pieces, and its language is guessed from its letters and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.speech import MOST_AT_ONCE, pieces_of, speakable, utterances
from kiosk.domain.tongues import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Sofia has a loose tooth! She can't wait for Saturday.", "en"),
        ("Hola papá, te extraño mucho. ¿Cuándo es la visita?", "es"),
        ("Mi amor, ya estoy aquí con la niña.", "es"),
        ("Bonjour mon amour, tu es dans mes pensées.", "fr"),
        ("Eu estou com saudade, não se preocupe.", "pt"),
        ("Bonjou cheri, mwen renmen ou anpil.", "ht"),
        ("Mẹ yêu con và nhớ con lắm.", "vi"),
        ("Ich liebe dich und du bist nicht allein.", "de"),
        ("أحبك يا أبي", "ar"),
        ("چطوری پدر؟", "fa"),
        ("אני אוהבת אותך", "he"),
        ("Я тебя люблю", "ru"),
        ("Я їду до тебе", "uk"),
        ("我很想你", "zh"),
        ("お父さん、元気?", "ja"),
        ("아빠 사랑해요", "ko"),
        ("Te quiero", "es"),
    ],
)
def test_a_text_tells_its_language(text: str, language: str) -> None:
    assert language_of(text, "en") == language
    assert language_of(text, "es") == language


@pytest.mark.parametrize("text", ["", "12:40", "Daniel", "😀😀", "ok 👍", "Ꮳ"])
def test_where_nothing_tells_it_is_the_language_of_the_screen(text: str) -> None:
    assert language_of(text, "en") == "en"
    assert language_of(text, "es") == "es"


def test_each_paragraph_has_its_own_language_and_a_short_one_that_of_the_whole() -> None:
    spanish, english = "Hola mi amor, te quiero mucho y te extraño.", "I will call you soon."
    said = utterances(f"{spanish}\nSofia\n{english}", "en", guess=True)
    assert [piece.language for piece in said] == ["es", "es", "en"]


def test_the_words_of_the_screen_are_never_guessed() -> None:
    said = utterances("Mamá", "en")
    assert [(piece.text, piece.language) for piece in said] == [("Mamá", "en")]


def test_sentences_go_together_as_far_as_they_fit() -> None:
    first, second = "A short one.", "x" * (MOST_AT_ONCE - 5) + "."
    assert pieces_of(f"{first} And one more. {second}") == [f"{first} And one more.", second]


def test_signs_without_a_sound_are_left_out() -> None:
    assert speakable("a\u202eb\u0007c \u200b d\n\n e") == "ab c d\n\ne"


@given(st.text(max_size=1500))
def test_no_piece_is_long_or_empty_and_no_letter_is_lost(text: str) -> None:
    pieces = pieces_of(text)
    assert all(piece.strip() and len(piece) <= MOST_AT_ONCE for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(speakable(text).split())


@given(st.text(max_size=300))
def test_every_text_has_some_language(text: str) -> None:
    assert language_of(text, "en").isalpha()

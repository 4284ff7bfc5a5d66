"""Every script is drawn with the bundled fonts alone, and runs the way it is written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.ui.bubbles import Bubble
from kiosk.ui.label import initials
from kiosk.ui.paragraph import Paragraph
from kiosk.ui.writing_area import WritingArea

SAMPLES = {
    "Latin": "Haitian Creole: Manman, mwen sonje ou anpil. Kè m ap bat. ¿Cómo estás, mijo? Ça va",
    "Vietnamese": "Mẹ ơi, con nhớ mẹ nhiều lắm. Ữ ữ Ặ ặ Ỗ ỗ Ợ ợ Ỷ ỷ Đ đ",
    "Arabic": "مرحبا يا أمي، كيف حالك؟ ٠١٢٣ ﷺ ـ پ چ گ ی ہ",
    "Hebrew": "שָׁלוֹם אִמָּא, מַה שְּׁלוֹמֵךְ? ך ם ן ף ץ",
    "Chinese": "妈妈，我很想你。媽媽我愛你！龘㐀「」《》",
    "Japanese": "お母さん、カタカナー。ｶﾅ",
    "Korean": "엄마 사랑해요 ㅋㅋ",
    "Cyrillic": "Привіт, мамо! Ђђ Ҷҷ",
    "Greek": "Γειά σου μαμά ἄ",
    "Hindi": "नमस्ते माँ, कैसी हो? क्षत्रिय",
    "Bengali": "মা, তুমি কেমন আছো?",
    "Gujarati": "મા, કેમ છો?",
    "Punjabi": "ਮਾਂ, ਤੁਸੀਂ ਕਿਵੇਂ ਹੋ?",
    "Tamil": "அம்மா, எப்படி இருக்கிறாய்?",
    "Telugu": "అమ్మా, ఎలా ఉన్నావు?",
    "Kannada": "ಅಮ್ಮ, ಹೇಗಿದ್ದೀಯ?",
    "Malayalam": "അമ്മേ, സുഖമാണോ?",
    "Sinhala": "අම්මා කොහොමද?",
    "Odia": "ମା, କେମିତି ଅଛ?",
    "Thai": "แม่ครับ คิดถึงมากที่สุด",
    "Lao": "ແມ່, ຄິດຮອດຫຼາຍ",
    "Khmer": "ម៉ាក់ ខ្ញុំនឹកអ្នកណាស់",
    "Burmese": "အမေ နေကောင်းလား",
    "Amharic": "እማዬ፣ እንዴት ነሽ?",
    "Armenian": "Մայրիկ, ինչպե՞ս ես",
    "Georgian": "დედა, როგორ ხარ?",
    "Cherokee": "ᎣᏏᏲ ᎡᏥ",
    "Inuktitut": "ᐊᓈᓇ ᖃᓄᐃᑉᐱᑦ",
    "Syriac": "ܫܠܡܐ ܐܡܐ",
    "NKo": "ߒ ߓߊ߫",
    "Signs": "♥ ★ ✓ → ♪ € ₹ ₫ ½ № ™ ∞ 𝓡𝓸𝓼𝓪 \ufffd",
    "Emoji": "😀 ❤️ 👩‍🚀 🇭🇹 👍🏽 👨‍👩‍👧‍👦 1️⃣ 🥹 🫶",
    "Flags": "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f 🇲🇽",
}
_LOOK = """
import sys
from PySide6.QtGui import QFontDatabase, QTextLayout
from PySide6.QtWidgets import QApplication
from kiosk.ui import fonts, theme
app = QApplication(["scripts"])
theme.apply_theme(app, theme.Look())
known = (*fonts.FAMILIES, "Sans Serif", "Serif", "Monospace")  # the last three are Qt's own words
strangers = {name for name in QFontDatabase.families() if not name.startswith(known)}
assert not strangers, strangers
for weight in (400, 700):
    for sample in sys.argv[1:]:
        layout = QTextLayout(sample, theme.font(20, weight))
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        runs = [(run.rawFont().familyName(), run.glyphIndexes()) for run in layout.glyphRuns()]
        assert runs, sample
        assert not [name for name, glyphs in runs if 0 in glyphs], (sample, runs)
"""


def test_no_script_needs_a_font_of_the_machine(tmp_path: Path) -> None:
    nothing = tmp_path / "fonts.conf"
    nothing.write_text("<fontconfig></fontconfig>")
    env = {**os.environ, "FONTCONFIG_FILE": str(nothing), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _LOOK, *SAMPLES.values()],
        env=env, capture_output=True, text=True, timeout=60, check=False,
        cwd=Path(__file__).resolve().parents[4],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not done.stderr


def _left_of_ink(shown: Paragraph, row: int) -> int:
    """The first column with a letter in a row of the text, in pixels."""
    image = shown.grab().toImage()
    paper = image.pixel(image.width() - 1, image.height() - 1)
    tall = image.height() // len(shown.text().split("\n"))
    rows = range(row * tall, (row + 1) * tall)
    return next(
        x for x in range(image.width()) if any(image.pixel(x, y) != paper for y in rows)
    )  # fmt: skip


def test_each_paragraph_runs_its_own_way(qapp: QApplication) -> None:
    shown = Paragraph("Hello\nשלום\nBye")
    shown.resize(400, shown.heightForWidth(400))
    assert _left_of_ink(shown, 0) < 10
    assert _left_of_ink(shown, 1) > 300
    assert _left_of_ink(shown, 2) < 10
    shown.deleteLater()


def test_what_was_found_is_marked_in_its_own_paragraph(qapp: QApplication) -> None:
    shown = Paragraph()
    shown.mark("one 😀 two\nthree", [(6, 9), (10, 15)])
    blocks = shown._laid(400).blocks
    spans = [[(each.start, each.length) for each in block.formats()] for block in blocks]
    assert spans == [[(7, 3)], [(0, 5)]]
    shown.deleteLater()


def test_a_bubble_is_as_narrow_as_words_from_right_to_left(qapp: QApplication) -> None:
    bubble = Bubble("שלום", mine=False)
    bubble.resize(700, bubble.heightForWidth(700))
    bubble.show()
    assert bubble._shape.width() < 150
    bubble.deleteLater()


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Rosa Núñez", "RN"),
        ("小明", "小"),
        ("\u2068دانا كريم\u2069", "د"),
        ("\u2068דנה כהן\u2069", "דכ"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("😀 Rosa", "R"),
        ("", "?"),
    ],
)
def test_a_face_has_letters_in_every_script(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_one_writes_from_the_right_where_the_script_does(qapp: QApplication) -> None:
    area = WritingArea()
    area.resize(600, 300)
    area.show()
    for text, low, high in (("שלום", 480, 552), ("Hello", 0, 1), ("- 12\nסבתא", 480, 552)):
        area.set_text(text)
        cursor = area.edit.textCursor()
        cursor.movePosition(cursor.MoveOperation.Start)
        area.edit.setTextCursor(cursor)
        assert low <= area.edit.cursorRect().left() <= high, text
    area.deleteLater()

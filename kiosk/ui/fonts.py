"""The bundled fonts: our own for Latin letters, Noto's for every other script and for emoji."""

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFontDatabase

from kiosk.ui.assets import resource

FAMILY = "Atkinson Hyperlegible Next"
EMOJI = "Noto Color Emoji"
_OWN = ("400Regular", "500Medium", "600SemiBold", "700Bold")
_WITH_BOLD = ("", "Arabic", "Hebrew")  # the others are made bold by Qt
_SCRIPTS = (
    "Armenian", "Bengali", "Canadian Aboriginal", "Cherokee", "Devanagari", "Ethiopic", "Georgian",
    "Gujarati", "Gurmukhi", "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "NKo", "Oriya",
    "Sinhala", "Syriac", "Tamil", "Telugu", "Thai",
)  # fmt: skip
_WIDE = ("SC", "KR", "Symbols", "Symbols2", "Math")  # Chinese and kana, Hangul, signs
_OTHERS = (*_SCRIPTS, *_WIDE)
FAMILIES = (  # in the order in which a character is looked for
    FAMILY,
    *(f"Noto Sans {script}".rstrip() for script in (*_WITH_BOLD, *_SCRIPTS, "SC", "KR")),
    EMOJI,
    *(f"Noto Sans {signs}" for signs in _WIDE[2:]),
)


class _State:
    """Fonts are loaded once a process."""

    loaded = False


def load() -> None:
    """Make the bundled fonts known to Qt; what the machine has installed does not matter."""
    if _State.loaded:
        return
    names = [f"AtkinsonHyperlegibleNext_{weight}.ttf" for weight in _OWN]
    names += [f"noto/NotoSans{script}-Bold.ttf" for script in _WITH_BOLD]
    names += [
        f"noto/NotoSans{script.replace(' ', '')}-Regular.ttf" for script in (*_WITH_BOLD, *_OTHERS)
    ]
    for name in (*names, "noto/NotoColorEmoji.ttf"):
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))
    QFontDatabase.setApplicationEmojiFontFamilies([EMOJI])
    # Qt tells of each family that it passes over on its way to the one that has the script
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    _State.loaded = True

"""The voices of an engine: one for each language, a plain one where there are many."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtTextToSpeech import QTextToSpeech, QVoice

_NEAREST = {"en": ("US", "GB"), "es": ("419", "MX", "US", "ES"), "pt": ("BR",), "fr": ("FR",)}
_PLAIN = ("English (America)", "Spanish (Latin America)")
_AS_SPOKEN = {"nb": "no", "cmn": "zh", "yue": "zh"}  # codes of engines, and those of texts
_VARIANT = "+"  # espeak-ng lists each language again in a hundred voices: "English+Grandma"


def by_language(engine: QTextToSpeech) -> dict[str, QLocale]:
    """Which locale of the engine reads a language, by its two letters."""
    found: dict[str, list[QLocale]] = {}
    for locale in engine.availableLocales():
        code, _, _territory = locale.name().partition("_")
        if code != "C":
            found.setdefault(_AS_SPOKEN.get(code, code), []).append(locale)
    return {
        code: min(locales, key=lambda each: _far(code, each)) for code, locales in found.items()
    }


def plain_voice(engine: QTextToSpeech) -> QVoice | None:
    """Of the voices for the engine's present locale the one without any colouring."""
    voices = [voice for voice in engine.availableVoices() if _VARIANT not in voice.name()]
    named = [voice for voice in voices if voice.name() in _PLAIN]
    return min(named or voices, key=lambda voice: len(voice.name()), default=None)


def _far(code: str, locale: QLocale) -> tuple[int, str]:
    """How far a locale is from the one wanted for its language."""
    territory = locale.name().partition("_")[2]
    wanted = _NEAREST.get(code, ())
    return (wanted.index(territory) if territory in wanted else len(wanted), locale.name())

"""Which language the screens speak: translators, number and date formats, and `tr`."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from kiosk.domain import harmless
from kiosk.ui.assets import resource

LANGUAGES: Final = {"en": "English", "es": "Español"}
_LOCALES: Final = {
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedStates),
    "es": QLocale(QLocale.Language.Spanish, QLocale.Country.Mexico),
}


class _Spoken:
    """The language in force."""

    code = "en"
    translator: QTranslator | None = None


def use_language(code: str) -> None:
    """Speak `en` or `es` from now on; screens made before keep their words until made anew."""
    code = code if code in LANGUAGES else "en"
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError("a language needs an application")
    if _Spoken.translator is not None:
        app.removeTranslator(_Spoken.translator)
    translator = QTranslator(app)
    if not translator.load(str(resource("translations", f"{code}.qm"))):
        raise RuntimeError(f"translations/{code}.qm cannot be read")
    app.installTranslator(translator)
    _Spoken.code, _Spoken.translator = code, translator


def language() -> str:
    """The code of the language in force."""
    return _Spoken.code


def locale() -> QLocale:
    """How the language in force writes numbers and dates."""
    return _LOCALES[_Spoken.code]


def tr(text: str, note: str = "", n: int = -1) -> str:
    """A text of the screens in the language in force; `%n` stands for `n`, in its plural."""
    return QCoreApplication.translate("", text, note, n)


def number(value: int) -> str:
    """A whole number with the language's thousands mark: 4,827."""
    return locale().toString(value)


def plain(text: str) -> str:
    """People's own text as it may be shown: it turns, hides and covers nothing."""
    return harmless.text(text)


def one_line(text: str, most: int = 300) -> str:
    """The beginning of a text on one line, for a row that shortens it."""
    return harmless.isolated(harmless.line(text[: most * 4])[:most])

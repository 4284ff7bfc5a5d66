"""What the person, or the device at rest, has chosen of language, theme and text size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QApplication

from kiosk.domain import Settings
from kiosk.ui.theme import Look, TextSize, Theme, apply_theme
from kiosk.views.language import LANGUAGES, language, tr, use_language


def theme_word(theme: Theme) -> str:
    """A theme's name."""
    return {
        Theme.LIGHT: tr("Light"),
        Theme.DARK: tr("Dark"),
        Theme.CONTRAST: tr("High contrast"),
    }[theme]


def percent_word(percent: int) -> str:
    """150 %."""
    return tr("{percent} %").format(percent=percent)


class Looks:
    """Applies choices to the whole app; `respoken` is called when the language has changed."""

    def __init__(self, app: QApplication, code: str, look: Look) -> None:
        self._app = app
        self._look = look
        self.respoken: Callable[[], None] = lambda: None
        use_language(code)
        apply_theme(app, look)

    @property
    def look(self) -> Look:
        """Theme, text size and motion in force."""
        return self._look

    def set_look(self, look: Look) -> None:
        """Show everything in another theme or size."""
        if look != self._look:
            self._look = look
            apply_theme(self._app, look)

    def speak(self, code: str) -> None:
        """Say everything in another language."""
        if code in LANGUAGES and code != language():
            use_language(code)
            self.respoken()

    def next_language(self, offered: tuple[str, ...]) -> None:
        """The next of the languages offered."""
        codes = [code for code in offered if code in LANGUAGES] or list(LANGUAGES)
        at = codes.index(language()) if language() in codes else -1
        self.speak(codes[(at + 1) % len(codes)])

    def next_theme(self) -> None:
        """Light, dark, high contrast, and around."""
        themes = list(Theme)
        at = themes.index(self._look.theme)
        self.set_look(replace(self._look, theme=themes[(at + 1) % len(themes)]))

    def next_size(self) -> None:
        """The next larger text, and from the largest back to the normal one."""
        sizes = [int(size) for size in TextSize]
        at = sizes.index(self._look.text_percent)
        self.set_look(replace(self._look, text_percent=sizes[(at + 1) % len(sizes)]))

    def take(self, settings: Settings) -> None:
        """Follow a person's settings; what they never chose stays as the device has it."""
        look = self._look
        if settings.theme in set(Theme):
            look = replace(look, theme=Theme(settings.theme))
        if settings.text_percent in set(TextSize):
            look = replace(look, text_percent=settings.text_percent)
        self.set_look(replace(look, reduce_motion=settings.reduce_motion))
        self.speak(settings.language or language())

    def give(self, settings: Settings) -> Settings:
        """The settings with the choices in force."""
        return replace(
            settings,
            language=language(),
            theme=self._look.theme.value,
            text_percent=self._look.text_percent,
            reduce_motion=self._look.reduce_motion,
        )

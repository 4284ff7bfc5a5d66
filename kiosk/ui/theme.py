"""The one place that knows how the app looks: theme, text size, fonts, colours and sizes."""

from dataclasses import asdict, dataclass
from functools import lru_cache
from string import Template
from typing import Literal

import qdarktheme
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.ui import fonts
from kiosk.ui.assets import resource
from kiosk.ui.tokens import (
    PHOTO_MARK,
    RADIUS,
    RADIUS_PHOTO,
    RADIUS_TAIL,
    S4,
    S8,
    S12,
    S16,
    S24,
    S40,
    SCRIM,
    SHADOW,
    TOKENS,
    VEIL,
    TextSize,
    Theme,
    Tokens,
    on_stage,
)

__all__ = [
    "PHOTO_MARK",
    "RADIUS",
    "RADIUS_PHOTO",
    "RADIUS_TAIL",
    "S4",
    "S8",
    "S12",
    "S16",
    "S24",
    "S40",
    "SCRIM",
    "SHADOW",
    "VEIL",
    "Look",
    "TextSize",
    "Theme",
    "Tokens",
    "apply_theme",
    "current",
    "font",
    "half",
    "px",
    "repolish",
    "secondary_size",
    "set_stage",
    "target",
    "theme_signals",
    "tokens",
    "tokens_for",
]  # fmt: skip


@dataclass(frozen=True)
class Look:
    """What a person, or a device at rest, has chosen."""

    theme: Theme = Theme.LIGHT
    text_percent: int = int(TextSize.NORMAL)
    reduce_motion: bool = False
    touch: Literal["kiosk", "tablet"] = "kiosk"


class _ThemeSignals(QObject):
    """Says that colours or sizes have changed; painted widgets repaint on it."""

    changed = Signal()


class _State:
    """The look in force."""

    look = Look()


theme_signals = _ThemeSignals()


def current() -> Look:
    """The look in force."""
    return _State.look


def tokens() -> Tokens:
    """The colours in force."""
    return TOKENS[_State.look.theme]


def tokens_for(widget: QWidget) -> Tokens:
    """The colours for a widget: those of the photo stage when it, or a parent, stands on it."""
    at: QWidget | None = widget
    while at is not None:
        stage = at.property("stage")
        if stage is not None:
            return _stage_tokens(_State.look.theme) if stage else tokens()
        at = at.parentWidget()
    return tokens()


def set_stage(widget: QWidget, on: bool) -> None:
    """Put a widget and all in it on the photo stage (dark in every theme), or take it off."""
    widget.setProperty("stage", on)
    for part in (widget, *widget.findChildren(QWidget)):
        repolish(part)


def repolish(widget: QWidget) -> None:
    """Let the style sheet see a property that has changed; the widget keeps its font."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        kept = widget.font()
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.setFont(kept)
    widget.update()


@lru_cache(maxsize=4)
def _stage_tokens(theme: Theme) -> Tokens:
    return on_stage(TOKENS[theme])


def px(n: float) -> int:
    """`n` pixels grown by the text size: for letters and for what must hold them."""
    return round(n * _State.look.text_percent / 100)


def half(n: float) -> int:
    """`n` pixels grown at half the pace of the text: for bars, targets and rail icons."""
    return round(n * (100 + (_State.look.text_percent - 100) / 2) / 100)


def target() -> int:
    """The least height and width of anything one touches, in pixels."""
    return half(64 if _State.look.touch == "kiosk" else 56)


def secondary_size() -> int:
    """The size of secondary text before scaling: larger on a wall, where one stands further off."""
    return 18 if _State.look.touch == "kiosk" else 16


def font(size: float, weight: int = 400, tabular: bool = False) -> QFont:
    """The app's font at `size` pixels times the text size; tabular digits for columns."""
    made = QFont()
    made.setFamilies(fonts.FAMILIES)
    made.setPixelSize(max(1, px(size)))
    made.setWeight(QFont.Weight(weight))
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def apply_theme(app: QApplication, look: Look) -> None:
    """Give the whole application this look and tell every widget."""
    fonts.load()
    _State.look = look
    colours = tokens()
    app.setPalette(_palette(colours))
    app.setFont(font(20))
    app.setStyleSheet(_base_sheet(look.theme) + _own_sheet(colours))
    theme_signals.changed.emit()


@lru_cache(maxsize=3)
def _base_sheet(theme: Theme) -> str:
    colours = TOKENS[theme]
    base = "light" if theme is Theme.LIGHT else "dark"
    sheet: str = qdarktheme.load_stylesheet(  # type: ignore[attr-defined]  # no __all__ there
        base,
        custom_colors={
            "background": colours.paper,
            "foreground": colours.ink,
            "primary": colours.primary,
            "border": colours.edge,
        },
    )
    return sheet


def _own_sheet(colours: Tokens) -> str:
    values = {key: str(value) for key, value in asdict(colours).items() if key != "avatars"}
    sizes = {
        "radius": RADIUS,
        "target": target(),
        "body": px(20),
        "writing": px(22),
        "bar": px(8),
        "field_padding": 16,
    }
    template = Template(resource("qss", "kiosk.qss").read_text(encoding="utf-8"))
    return template.substitute(values, **{key: f"{value}px" for key, value in sizes.items()})


def _palette(colours: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for name, value in (
        (role.Window, colours.paper),
        (role.WindowText, colours.ink),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.well),
        (role.Text, colours.ink),
        (role.Button, colours.surface),
        (role.ButtonText, colours.ink),
        (role.BrightText, colours.danger),
        (role.Highlight, colours.primary),
        (role.HighlightedText, colours.on_primary),
        (role.PlaceholderText, colours.quiet),
        (role.Link, colours.primary),
        (role.LinkVisited, colours.primary),
        (role.ToolTipBase, colours.ink),
        (role.ToolTipText, colours.paper),
    ):
        palette.setColor(name, QColor(value))
    return palette

"""Colours keep their contrast, sizes follow the text, and fonts and icons are there."""

import pytest
from PySide6.QtGui import QColor, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.ui import fonts, icons, theme
from kiosk.ui.label import Label
from kiosk.ui.tokens import TOKENS, Tokens, on_stage


def luminance(colour: str) -> float:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    made = QColor(colour)
    red, green, blue = part(made.redF()), part(made.greenF()), part(made.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def text_pairs(t: Tokens) -> list[tuple[str, str, str]]:
    pairs = [
        (f"{name} on {ground}", getattr(t, name), getattr(t, ground))
        for name in ("ink", "quiet")
        for ground in ("paper", "surface", "well")
    ]
    pairs += [
        (f"{name} on {ground}", getattr(t, name), getattr(t, ground))
        for name in ("waiting", "danger", "good")
        for ground in ("paper", "surface", f"{name}_tint")
    ]
    pairs += [
        ("primary on paper", t.primary, t.paper),
        ("primary on surface", t.primary, t.surface),
        ("primary on kraft", t.primary, t.kraft),
        ("on_primary", t.on_primary, t.primary),
        ("on_primary pressed", t.on_primary, t.primary_press),
        ("on_strong", t.on_strong, t.strong),
        ("on_mine", t.on_mine, t.mine),
        ("on_tint", t.on_tint, t.tint),
        ("kraft_ink", t.kraft_ink, t.kraft),
        ("ink on kraft", t.ink, t.kraft),
        ("ink on waiting tint", t.ink, t.waiting_tint),
        ("ink on danger tint", t.ink, t.danger_tint),
        ("stage_text", t.stage_text, t.stage),
        ("stage_quiet", t.stage_quiet, t.stage),
        ("stage_text on well", t.stage_text, t.stage_well),
        ("toast", t.paper, t.ink),
    ]
    pairs += [(f"avatar {n}", words, fill) for n, (fill, words) in enumerate(t.avatars)]
    return pairs


@pytest.mark.parametrize("name", list(theme.Theme))
def test_every_text_colour_stands_out(name: theme.Theme) -> None:
    least = 7.0 if name is theme.Theme.CONTRAST else 4.5
    for tokens in (TOKENS[name], on_stage(TOKENS[name])):
        for what, words, ground in text_pairs(tokens):
            if tokens.paper == tokens.stage and ("kraft" in what or "tint" in what):
                continue  # nothing of the kind stands on the stage
            assert contrast(words, ground) >= least, (name, what)


@pytest.mark.parametrize("name", list(theme.Theme))
def test_borders_and_the_ring_can_be_seen(name: theme.Theme) -> None:
    t = TOKENS[name]
    for line in (t.edge, t.focus, t.kraft_edge):
        assert contrast(line, t.paper) >= 3
        assert contrast(line, t.surface) >= 3


@pytest.mark.parametrize("percent", list(theme.TextSize))
def test_sizes_follow_the_text(qapp: QApplication, percent: int) -> None:
    theme.apply_theme(qapp, theme.Look(text_percent=percent))
    assert theme.px(20) == round(20 * percent / 100)
    assert theme.font(20).pixelSize() == theme.px(20)
    assert theme.target() >= 64
    theme.apply_theme(qapp, theme.Look(text_percent=percent, touch="tablet"))
    assert theme.target() >= 56


def test_secondary_text_is_larger_on_a_wall(qapp: QApplication) -> None:
    assert theme.secondary_size() == 18
    theme.apply_theme(qapp, theme.Look(touch="tablet"))
    assert theme.secondary_size() == 16


def test_the_font_is_bundled() -> None:
    assert fonts.FAMILY in QFontDatabase.families()


def test_a_change_of_theme_reaches_widgets(qapp: QApplication, qtbot: object) -> None:
    label = Label("Rosa", "title")
    before = label.font().pixelSize()
    theme.apply_theme(qapp, theme.Look(text_percent=200))
    assert label.font().pixelSize() == 2 * before


def test_a_photo_stage_is_dark_in_the_light_theme() -> None:
    outer = QWidget()
    inner = QWidget(outer)
    assert theme.tokens_for(inner).paper == TOKENS[theme.Theme.LIGHT].paper
    theme.set_stage(outer, on=True)
    assert theme.tokens_for(inner).paper == TOKENS[theme.Theme.LIGHT].stage
    theme.set_stage(outer, on=False)
    assert theme.tokens_for(inner).paper == TOKENS[theme.Theme.LIGHT].paper


def test_every_icon_can_be_drawn_in_a_colour() -> None:
    for name in icons.names():
        drawn = icons.pixmap(name, "#ff0000", 24).toImage()
        reds = [
            drawn.pixelColor(x, y)
            for x in range(drawn.width())
            for y in range(drawn.height())
            if drawn.pixelColor(x, y).alpha() > 200
        ]
        assert reds, name
        assert all(c.red() > 200 and c.green() < 60 for c in reds), name


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(ValueError, match="no icon"):
        icons.pixmap("no-such-thing", "#000000", 24)

"""The colours of the three themes and the sizes every screen shares."""

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum


class Theme(StrEnum):
    """What the colours are made for."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class TextSize(IntEnum):
    """How large text is, in percent."""

    NORMAL = 100
    LARGE = 125
    LARGER = 150
    LARGEST = 200


# Distances in logical pixels; they do not grow with the text.
S4, S8, S12, S16, S24, S40 = 4, 8, 12, 16, 24, 40
RADIUS = 12
RADIUS_TAIL = 4
RADIUS_PHOTO = 4

# The same in every theme, as `#AARRGGBB`.
PHOTO_MARK = "#CC121618"  # under words upon a photo
VEIL = "#80000000"  # over the screen behind a sheet
SHADOW = "#1A282418"
SCRIM = ((0.0, "#00000000"), (0.52, "#A8000000"), (1.0, "#E6000000"))  # under a photo's caption


@dataclass(frozen=True)
class Tokens:
    """Every colour of one theme as `#RRGGBB`, and its border widths in pixels."""

    paper: str
    surface: str
    well: str
    line: str
    edge: str
    ink: str
    quiet: str
    primary: str
    primary_press: str
    on_primary: str
    strong: str
    on_strong: str
    mine: str
    on_mine: str
    tint: str
    on_tint: str
    waiting: str
    waiting_tint: str
    danger: str
    danger_tint: str
    good: str
    good_tint: str
    kraft: str
    kraft_flap: str
    kraft_edge: str
    kraft_ink: str
    focus: str
    stage: str
    stage_text: str
    stage_quiet: str
    stage_well: str
    stage_line: str
    sky_top: str
    sky_bottom: str
    sun: str
    hill_1: str
    hill_2: str
    hill_3: str
    hill_4: str
    avatars: tuple[tuple[str, str], ...]  # clay, plum, moss, sky, sand, teal
    border: int = 1
    high: bool = False  # high contrast: outlines in place of fills


LIGHT = Tokens(
    paper="#F6F4EF", surface="#FFFFFF", well="#ECE8DF", line="#DED9CE", edge="#757F85",
    ink="#1C2326", quiet="#55626A",
    primary="#0B6B72", primary_press="#08535A", on_primary="#FFFFFF",
    strong="#0B6B72", on_strong="#FFFFFF", mine="#0B6B72", on_mine="#FFFFFF",
    tint="#DAEBEA", on_tint="#0A4E54",
    waiting="#8A5A00", waiting_tint="#FBEFD6", danger="#B3261E", danger_tint="#FBE7E4",
    good="#256B3A", good_tint="#E2F0E4",
    kraft="#F4E7CF", kraft_flap="#EBD8B5", kraft_edge="#A27A36", kraft_ink="#573C0C",
    focus="#1C2326",
    stage="#121618", stage_text="#F4F3EF", stage_quiet="#B7C0C3", stage_well="#242B2E",
    stage_line="#353E42",
    sky_top="#F6F4EF", sky_bottom="#F4E3CC", sun="#EDB98A",
    hill_1="#C9D6CC", hill_2="#8FB3B0", hill_3="#3F8287", hill_4="#0B5F66",
    avatars=(("#F3DCCD", "#763516"), ("#E7DBEA", "#563360"), ("#DDE7CF", "#3A5419"),
             ("#D7E3F0", "#26486F"), ("#F0E3C2", "#654900"), ("#D3E7E5", "#0A4E54")),
)  # fmt: skip

DARK = Tokens(
    paper="#15191B", surface="#1F2528", well="#2A3235", line="#353E42", edge="#7E8A8F",
    ink="#F1F0EB", quiet="#AFBABE",
    primary="#6CCBD0", primary_press="#93DDE1", on_primary="#06282B",
    strong="#1D565B", on_strong="#F1F8F8", mine="#1D565B", on_mine="#F1F8F8",
    tint="#173C40", on_tint="#B4E7E9",
    waiting="#F2BE63", waiting_tint="#3B2E12", danger="#FF9D92", danger_tint="#43211E",
    good="#84D29D", good_tint="#1A3624",
    kraft="#3A3020", kraft_flap="#4A3D28", kraft_edge="#A98B57", kraft_ink="#F3DFB8",
    focus="#FFFFFF",
    stage="#0B0E0F", stage_text="#F4F3EF", stage_quiet="#B7C0C3", stage_well="#1D2426",
    stage_line="#353E42",
    sky_top="#15191B", sky_bottom="#233034", sun="#C98F62",
    hill_1="#2B3A3C", hill_2="#21484B", hill_3="#173C40", hill_4="#0F2C2F",
    avatars=(("#4A2C1D", "#F6CDB4"), ("#3B2A42", "#E3C9EA"), ("#2A3A1C", "#CFE3B4"),
             ("#1F3247", "#BFD7F2"), ("#42361A", "#F1DBA0"), ("#173C40", "#B4E7E9")),
)  # fmt: skip

CONTRAST = Tokens(
    paper="#000000", surface="#000000", well="#1A1A1A", line="#FFFFFF", edge="#FFFFFF",
    ink="#FFFFFF", quiet="#F0F0F0",
    primary="#FFE14D", primary_press="#FFF3A8", on_primary="#000000",
    strong="#FFE14D", on_strong="#000000", mine="#1A1A1A", on_mine="#FFFFFF",
    tint="#1A1A1A", on_tint="#FFE14D",
    waiting="#FFC04D", waiting_tint="#000000", danger="#FFA79E", danger_tint="#000000",
    good="#8CF0A8", good_tint="#000000",
    kraft="#000000", kraft_flap="#1A1A1A", kraft_edge="#FFC04D", kraft_ink="#FFFFFF",
    focus="#4DE8FF",
    stage="#000000", stage_text="#FFFFFF", stage_quiet="#F0F0F0", stage_well="#1A1A1A",
    stage_line="#FFFFFF",
    sky_top="#000000", sky_bottom="#000000", sun="#000000",
    hill_1="#000000", hill_2="#000000", hill_3="#000000", hill_4="#000000",
    avatars=(("#000000", "#FFFFFF"),) * 6,
    border=2, high=True,
)  # fmt: skip

TOKENS = {Theme.LIGHT: LIGHT, Theme.DARK: DARK, Theme.CONTRAST: CONTRAST}


def on_stage(tokens: Tokens) -> Tokens:
    """The same theme as it looks around a photo: dark in every theme."""
    return replace(
        tokens,
        paper=tokens.stage,
        surface=tokens.stage,
        well=tokens.stage_well,
        line=tokens.stage_line,
        edge=tokens.stage_quiet,
        ink=tokens.stage_text,
        quiet=tokens.stage_quiet,
        primary=tokens.stage_text,
        primary_press=tokens.stage_quiet,
        on_primary=tokens.stage,
        tint=tokens.stage_well,
        on_tint=tokens.stage_text,
        waiting=DARK.waiting if not tokens.high else tokens.waiting,
        danger=DARK.danger if not tokens.high else tokens.danger,
        good=DARK.good if not tokens.high else tokens.good,
        focus="#FFFFFF" if not tokens.high else tokens.focus,
    )

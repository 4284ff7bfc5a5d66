"""Where the bundled fonts, icons, art, style sheet and keyboard layouts lie."""

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """The path of a bundled file, in a checkout and in the packaged program."""
    bundle = getattr(sys, "_MEIPASS", None)
    base = Path(bundle) if bundle else Path(__file__).resolve().parents[2]
    return base.joinpath("resources", *parts)

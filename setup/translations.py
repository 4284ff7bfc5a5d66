"""Collect the app's texts into resources/translations/*.ts and compile them to *.qm."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
SOURCES = ("kiosk/ui", "kiosk/views")


def _tool(name: str) -> str:
    return str(Path(sys.executable).parent / f"pyside6-{name}")


def _run(*words: str) -> None:
    """Run one of Qt's tools; on failure its own words say why."""
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{words[0]}: {done.stdout}{done.stderr}")


def collect(folder: Path) -> None:
    """Bring the .ts files up to the sources; English holds the plural forms only."""
    files = sorted(
        str(path.relative_to(ROOT)) for room in SOURCES for path in (ROOT / room).rglob("*.py")
    )
    for code, only in (("en", ("-pluralonly",)), ("es", ())):
        _run(
            _tool("lupdate"),
            *files,
            *only,
            "-no-obsolete",
            "-tr-function-alias",
            "translate+=say",
            "-silent",
            "-locations",
            "none",
            "-source-language",
            "en",
            "-target-language",
            code,
            "-ts",
            os.path.relpath(folder / f"{code}.ts", ROOT),
        )


def compile_to(folder: Path) -> None:
    """Compile the committed .ts files into `folder`."""
    for code in ("en", "es"):
        source = str(FOLDER / f"{code}.ts")
        _run(_tool("lrelease"), "-silent", source, "-qm", str(folder / f"{code}.qm"))


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    collect(FOLDER)
    compile_to(FOLDER)

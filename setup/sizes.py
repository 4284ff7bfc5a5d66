"""Names every Python module over 400 lines and every function over 50: a room is missing there."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

MODULE_LINES = 400
FUNCTION_LINES = 50
ROOMS = ("kiosk", "central", "tests", "setup")


def oversized(path: Path) -> list[str]:
    """Say what in the module at `path` is longer than allowed."""
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    found = [f"{path}: {lines} lines"] if lines > MODULE_LINES else []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            length = node.end_lineno - node.lineno + 1
            if length > FUNCTION_LINES:
                found.append(f"{path}:{node.lineno}: {node.name} has {length} lines")
    return found


def main() -> int:
    """Print what is too long; exit 1 if anything is."""
    root = Path(__file__).resolve().parent.parent
    modules = sorted(
        path
        for room in ROOMS
        for path in (root / room).rglob("*.py")
        if "migrations" not in path.parts
    )
    found = [line for path in modules for line in oversized(path)]
    for line in found:
        print(line.replace(f"{root}/", ""))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

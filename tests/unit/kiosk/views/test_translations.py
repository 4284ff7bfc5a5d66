"""Spanish is complete, nothing lost its figures, and what is compiled is what was written."""

import ast
import importlib.util
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[4]
FOLDER = ROOT / "resources" / "translations"
HUMAN = re.compile(r"[A-Z][a-z]|[a-z]{2,} [a-zA-Z]{2,}")  # reads like words for people
TRANSLATED = {"tr", "translate", "say"}
TOLD_NOBODY = {
    "cast",
    "TypeVar",
    "NewType",
    "RuntimeError",
    "ValueError",
    "TypeError",
    "AssertionError",
}  # developers only
OWN_NAMES = {  # the same in every language
    "Aa", "So", "Press", "Increase", "Decrease",
    "English", "Español", "Kiosk", "currentColor", "AtkinsonHyperlegibleNext_",
    "Atkinson Hyperlegible Next", "Noto Sans", "Noto Sans CJK SC", "Noto Sans Arabic",
    "Noto Color Emoji", "400Regular", "500Medium", "600SemiBold", "700Bold",
}  # fmt: skip
PLACES = re.compile(r"\{\w*\}|%n|\*\*")


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", ROOT / "setup/translations.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def messages(path: Path) -> list[tuple[str, str, list[str], bool]]:
    """Context and source, note, translations, and whether they are finished."""
    found = []
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.findall("numerusform")]
            source = message.findtext("source") or ""
            note = message.findtext("comment") or ""
            unfinished = translation.get("type") is not None
            said = forms or [translation.text or ""]
            found.append((f"{name}|{source}", note, said, not unfinished))
    return found


@pytest.mark.parametrize("code", ["en", "es"])
def test_every_text_is_translated(code: str) -> None:
    for source, _note, said, finished in messages(FOLDER / f"{code}.ts"):
        assert finished, source
        assert all(said), source


def test_figures_and_names_are_kept() -> None:
    for source, note, said, _finished in messages(FOLDER / "es.ts"):
        if note == "date format":
            continue
        wanted = sorted(PLACES.findall(source.partition("|")[2]))
        for form in said:
            assert sorted(PLACES.findall(form)) == wanted, source


def test_no_text_of_the_screens_is_missing(tmp_path: Path) -> None:
    made = tool()
    for code in ("en", "es"):
        (tmp_path / f"{code}.ts").write_bytes((FOLDER / f"{code}.ts").read_bytes())
    made.collect(tmp_path)
    for code in ("en", "es"):
        now = {each[:2] for each in messages(tmp_path / f"{code}.ts")}
        kept = {each[:2] for each in messages(FOLDER / f"{code}.ts")}
        assert now == kept


def test_what_is_compiled_is_what_was_written(tmp_path: Path) -> None:
    tool().compile_to(tmp_path)
    for code in ("en", "es"):
        assert (tmp_path / f"{code}.qm").read_bytes() == (FOLDER / f"{code}.qm").read_bytes()


def literals(node: ast.AST) -> Iterator[ast.Constant]:
    """Texts for people that are written down outside any call that translates them."""
    if isinstance(node, ast.Call):
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name in TRANSLATED | TOLD_NOBODY:
            return
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if HUMAN.search(node.value) and node.value not in OWN_NAMES:
            yield node
        return
    for child in ast.iter_child_nodes(node):
        if child is not getattr(node, "returns", None):  # the name of a class further down
            yield from literals(child)


def found_in(source: str) -> list[str]:
    return [str(each.value) for each in literals(ast.parse(source))]


@pytest.mark.parametrize("room", ["ui", "views"])
def test_no_text_is_written_down_outside_a_translator(room: str) -> None:
    for path in sorted((ROOT / "kiosk" / room).rglob("*.py")):
        if "gallery" not in path.parts and path.name != "fonts.py":  # for developers; fonts' names
            assert found_in(path.read_text(encoding="utf-8")) == [], path.name


def test_a_text_outside_a_translator_is_found() -> None:
    assert found_in('label.setText("Sign out")\nx = f"You have {n} left"') != []
    assert found_in('label.setText(tr("Sign out"))\nnamed(Button("x"), "sign-out")') == []

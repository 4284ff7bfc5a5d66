"""Spanish is complete, nothing lost its figures, and what is compiled is what was written."""

import importlib.util
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[4]
FOLDER = ROOT / "resources" / "translations"
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

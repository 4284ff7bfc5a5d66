"""A planted sentence and a planted PIN are found in no file of the kiosk and in no log."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily

SENTENCE = "The blue heron waits behind the old mill"
REPLY = "Tell the heron hello"
CAPTION = "Heron over the millpond"
PIN = "739164"
PLANTED = (SENTENCE, REPLY, CAPTION, PIN, "Herontonia")
FORMS = ("utf-8", "utf-16-le", "utf-16-be")


def found_in(folder: Path, planted: tuple[str, ...]) -> list[str]:
    """Where any of the texts occurs under a folder, in file names and contents."""
    needles = {text: [text.encode(form) for form in FORMS] for text in planted}
    hits: list[str] = []
    for path in folder.rglob("*"):
        hits += [f"{path}: its name: {text}" for text in planted if text in path.name]
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            for text, forms in needles.items():
                if any(form in content for form in forms):
                    hits.append(f"{path}: {text}")
    return hits


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    for number, form in enumerate(FORMS):
        (tmp_path / f"{number}.bin").write_bytes(b"\x00\x01" + SENTENCE.encode(form) + b"\xff")
    (tmp_path / f"about {PIN}.txt").write_text("nothing")
    assert len(found_in(tmp_path, PLANTED)) == 4


def test_nothing_planted_is_left_on_the_device(
    central: CentralServer,
    kiosk: KioskUnderTest,
    make_family: MakeFamily,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", None)
    family = make_family(contact_credits=500, inmate_credits=100, contact_name="Herontonia")
    number = "7201"
    inmate = central.seed.inmate(number, "Luis", "Reyes", one_time_pin="480215")
    tie = central.seed.connection(family.contact, inmate.id)
    central.seed.message(tie.id, SENTENCE)
    central.seed.photo(tie.id, CAPTION, seed=50)
    mark = len(central.log())

    kiosk.enter(number, "480215")
    kiosk.choose_pin(PIN)
    kiosk.agree()
    kiosk.wait_for(SENTENCE)
    kiosk.touch(f"“{CAPTION}”")
    kiosk.wait_until(kiosk.picture_shown, "the picture")
    kiosk.touch("Photos")
    kiosk.write_to("Herontonia Reyes", REPLY)
    kiosk.touch("Send collect (COD)")
    kiosk.touch("Review and send")
    kiosk.touch("Send collect")
    kiosk.wait_for("Waiting for review")
    kiosk.write_to("Herontonia Reyes", REPLY)
    kiosk.wait_for("Saved")
    kiosk.wait_synced()
    assert found_in(kiosk.state, PLANTED) == []  # while the vault is open, too
    kiosk.sign_out()

    assert found_in(kiosk.state, PLANTED) == []
    assert found_in(scratch, PLANTED) == []
    logs = kiosk.log() + central.log()[mark:]
    assert kiosk.log(), "the kiosk logged nothing at all"
    assert [text for text in PLANTED if text in logs] == []
    strings = subprocess.run(
        ["grep", "-rlaF", "-e", SENTENCE, "-e", PIN, str(kiosk.state)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert strings.stdout == ""

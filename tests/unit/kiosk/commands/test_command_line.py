"""The command line against the real central: enrolment, doctor, wipe, and what is refused."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import __version__
from tests.central_server import CentralServer, central_server

ROOT = Path(__file__).parents[4]
PLAIN = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture(scope="module")
def central() -> Iterator[CentralServer]:
    with central_server() as server:
        yield server


def configured(folder: Path, url: str, more: str = "") -> Path:
    path = folder / "kiosk.toml"
    path.write_text(f'[central]\nurl = "{url}"\n[device]\nstate = "state"\n{more}')
    return path


def kiosk(*words: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *map(str, words)],
        cwd=ROOT,
        env={**PLAIN, **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_version() -> None:
    assert kiosk("version").stdout == f"kiosk {__version__}\n"


def test_a_wrong_configuration_is_named_by_line(tmp_path: Path) -> None:
    path = configured(tmp_path, "http://central.example.org")
    for command in ("run", "doctor"):
        done = kiosk("--config", path, command)
        assert done.returncode == 78
        assert done.stderr == (
            f"{path}:2: central.url: plain http is allowed to 127.0.0.1 only. Write https://.\n"
        )


def test_enrols_is_confirmed_and_reported_well(central: CentralServer, tmp_path: Path) -> None:
    path = configured(tmp_path, central.url)
    before = kiosk("doctor", "--config", path)
    assert before.returncode == 1
    assert "not enrolled" in before.stdout
    code = central.seed.device_code("Kiosk D")
    done = kiosk("enroll", code.lower(), "--config", path)
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert first == "Enrolled: Kiosk D at North Facility."
    digits = second.rpartition(": ")[2].replace(" ", "")
    pending = kiosk("doctor", "--config", path).stdout
    assert f"Staff compare these digits in the console, then confirm: {digits}" in pending
    assert central.seed.confirm_device().digits == digits
    report = kiosk("doctor", "--config", path)
    assert report.returncode == 0, report.stdout
    assert "OK    central: answers, and its certificate is right." in report.stdout
    assert "OK    pictures: decoded in a sealed process: no files, no network." in report.stdout
    assert "OK    screen: offscreen" in report.stdout
    assert "FAIL" not in report.stdout
    again = kiosk("enroll", code, "--config", path)
    assert again.returncode == 1
    assert "already" in again.stderr


def test_a_wrong_code_says_what_to_do(central: CentralServer, tmp_path: Path) -> None:
    done = kiosk("enroll", "AAAAAAAAAA", "--config", configured(tmp_path, central.url))
    assert done.returncode == 1
    assert done.stderr == (
        "kiosk: Central does not know this code. It works once, for an hour: ask for another.\n"
    )


def test_without_central_doctor_warns_and_enrolment_fails(tmp_path: Path) -> None:
    path = configured(tmp_path, "http://127.0.0.1:9")
    assert "WARN  central: cannot be reached." in kiosk("doctor", "--config", path).stdout
    done = kiosk("enroll", "AAAAAAAAAA", "--config", path)
    assert done.returncode == 1
    assert "Central cannot be reached" in done.stderr


def test_wiping_leaves_nothing_and_needs_a_yes(central: CentralServer, tmp_path: Path) -> None:
    path = configured(tmp_path, central.url)
    kiosk("enroll", central.seed.device_code("Kiosk W"), "--config", path)
    (tmp_path / "state" / "vaults" / "ab").mkdir(parents=True)
    refused = kiosk("wipe", "--config", path)
    assert refused.returncode == 1
    assert "wipe --yes" in refused.stderr
    assert kiosk("wipe", "--yes", "--config", path).returncode == 0
    assert list((tmp_path / "state" / "vaults").iterdir()) == []
    assert "not enrolled" in kiosk("doctor", "--config", path).stdout


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QT_QPA_PLATFORM", "vnc:port=5999"),
        ("QT_PLUGIN_PATH", "/nonexistent"),
        ("QT_STYLE_OVERRIDE", "windows"),
        ("PYTHONINSPECT", "1"),
        ("HTTPS_PROXY", "http://127.0.0.1:1"),
        ("SSL_CERT_FILE", "/nonexistent"),
    ],
)
def test_a_locked_screen_refuses_a_doctored_environment(
    tmp_path: Path, name: str, value: str
) -> None:
    path = configured(tmp_path, "http://127.0.0.1:9")
    done = kiosk("run", "--config", path, **{name: value})
    assert done.returncode == 77
    assert done.stderr == f"kiosk: refused to start: {name} set. Unset it.\n"


def test_qt_s_own_options_are_not_taken(tmp_path: Path) -> None:
    path = configured(tmp_path, "http://127.0.0.1:9")
    for word in ("-platform", "-stylesheet", "-qwindowgeometry"):
        done = kiosk("run", "--config", path, word, "x")
        assert done.returncode == 2
        assert "usage:" in done.stderr

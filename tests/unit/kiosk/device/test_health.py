"""Doctor's report: each trouble has a line, a level and a remedy."""

import errno
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import keyring.core
import pytest

from kiosk import durable
from kiosk.device import health, identity, key_store, storage
from kiosk.device.health import Display, Finding, Level, Probes, Reach
from kiosk.device.identity import Enrolled
from kiosk.device.key_store import RootKeyMissing, Strength

WELL = Probes(
    reach=lambda _: Reach(skew=0.4, status="active"),
    display=lambda: Display(platform="xcb", screens=("1280x800",), fonts=4),
    unsealed=lambda: [],
    forbidden=lambda: [],
)


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    yield
    keyring.core._keyring_backend = None


def enrolled(state: Path) -> None:
    key_store.open_keyring(state, {})

    def ask(code: str, key: str) -> Enrolled:
        import base64

        digits = identity.check_digits(base64.b64decode(key))
        return Enrolled("d-1", "Pine Ridge", "Kiosk B", b"c" * 32, digits)

    identity.enroll("ABC", ask)


def report(
    state: Path, probes: Probes = WELL, *, locked: bool = True, strength: Strength | None = None
) -> list[Finding]:
    def open_keys() -> Strength:
        made = key_store.open_keyring(state, {}).strength
        return strength or made

    return health.examine(state, locked, open_keys, probes)


def levels(found: list[Finding], about: str) -> list[Level]:
    return [each.level for each in found if each.about == about]


def test_a_device_in_good_order(tmp_path: Path) -> None:
    enrolled(tmp_path / "state")
    found = report(tmp_path / "state", strength=Strength.CREDENTIAL)
    assert {each.level for each in found} == {Level.OK}
    assert health.exit_code(found) == 0
    assert "OK    enrolment: Kiosk B at Pine Ridge, device d-1." in [each.line() for each in found]


def test_a_fresh_device_says_how_to_enrol(tmp_path: Path) -> None:
    found = report(tmp_path / "state")
    [line] = [each.line() for each in found if each.about == "enrolment"]
    assert line == (
        "FAIL  enrolment: this device is not enrolled. "
        "Get a code from the staff console, then: kiosk enroll CODE."
    )
    assert health.exit_code(found) == 1


@pytest.mark.parametrize(
    ("probes", "about", "level"),
    [
        (replace(WELL, reach=lambda _: Reach("cannot be reached", "x")), "central", Level.WARN),
        (replace(WELL, reach=lambda _: Reach(status="pending")), "central", Level.WARN),
        (replace(WELL, reach=lambda _: Reach(status="revoked")), "central", Level.FAIL),
        (replace(WELL, reach=lambda _: Reach(skew=-4000.0)), "clock", Level.WARN),
        (replace(WELL, unsealed=lambda: ["seccomp"]), "pictures", Level.WARN),
        (replace(WELL, unsealed=lambda: None), "pictures", Level.FAIL),
        (replace(WELL, display=lambda: Display(problem="none")), "screen", Level.FAIL),
        (replace(WELL, display=lambda: Display(missing=("icons",))), "resources", Level.FAIL),
        (replace(WELL, forbidden=lambda: ["LD_PRELOAD"]), "environment", Level.FAIL),
    ],
)
def test_each_trouble_has_its_line(
    tmp_path: Path, probes: Probes, about: str, level: Level
) -> None:
    enrolled(tmp_path / "state")
    found = report(tmp_path / "state", probes)
    assert level in levels(found, about)
    assert all(each.remedy for each in found if each.level is not Level.OK)


def test_a_weak_key_is_said(tmp_path: Path) -> None:
    enrolled(tmp_path / "state")
    assert levels(report(tmp_path / "state"), "keys") == [Level.WARN]


def test_a_root_key_that_is_missing_or_another(tmp_path: Path) -> None:
    enrolled(tmp_path / "state")

    def missing() -> Strength:
        raise RootKeyMissing

    found = health.examine(tmp_path / "state", True, missing, WELL)  # noqa: FBT003
    assert levels(found, "keys") == [Level.FAIL]
    (tmp_path / "state" / key_store.DEVELOPMENT_ROOT).write_bytes(b"y" * 32)
    assert levels(report(tmp_path / "state"), "keys") == [Level.FAIL]


def test_storage_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: Path, data: bytes) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(durable, "write_whole", broken)
    found = report(tmp_path / "state")
    assert [each.text for each in found if each.about == "storage"] == ["Read-only file system"]


@pytest.mark.parametrize(
    ("free", "level"), [(10 * 1024**3, Level.OK), (1024**3, Level.WARN), (1024, Level.FAIL)]
)
def test_free_space(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, level: Level
) -> None:
    monkeypatch.setattr(storage, "free_bytes", lambda _: free)
    assert levels(report(tmp_path / "state"), "storage") == [level]


def test_a_folder_open_to_others_is_said(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir(mode=0o755)
    assert Level.WARN in levels(report(tmp_path / "state"), "storage")


def test_a_clock_of_another_age() -> None:
    assert health._clock_year(datetime(1970, 1, 1, tzinfo=UTC)).level is Level.FAIL

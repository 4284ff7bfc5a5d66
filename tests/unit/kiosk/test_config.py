"""Settings: what is right is frozen, what is wrong is named with its line and its remedy."""

from pathlib import Path

import pytest

from kiosk import config

CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMAo=\n-----END CERTIFICATE-----\n"
EXAMPLE = Path(__file__).parents[3] / "build" / "kiosk.toml"


def write(folder: Path, text: str) -> Path:
    path = folder / "kiosk.toml"
    path.write_text(text, "utf-8")
    return path


def faults(folder: Path, text: str) -> list[str]:
    path = write(folder, text)
    with pytest.raises(config.ConfigError) as caught:
        config.load(path, {})
    return [fault.text(Path("kiosk.toml")) for fault in caught.value.faults]


def test_the_shipped_example_is_valid(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text(CERTIFICATE)
    text = EXAMPLE.read_text().replace("/etc/kiosk/central-ca.pem", "ca.pem")
    got = config.load(write(tmp_path, text), {"STATE_DIRECTORY": str(tmp_path / "state")})
    assert got.central == config.CentralConfig("https://central.example.org", tmp_path / "ca.pem")
    assert got.device == config.DeviceConfig("kiosk", tmp_path / "state")
    assert got.screen == config.ScreenConfig("locked", 1280, 800, "en", "light", 100)
    assert got.log == config.LogConfig("journal", "info")


def test_the_shortest_file_gets_the_defaults(tmp_path: Path) -> None:
    got = config.load(write(tmp_path, '[central]\nurl = "http://127.0.0.1:8000/"\n'), {})
    assert got.central == config.CentralConfig("http://127.0.0.1:8000", None)
    assert got.device.state == Path("/var/lib/kiosk")
    assert got.screen.window == "locked"


def test_the_file_wins_over_the_environment(tmp_path: Path) -> None:
    path = write(tmp_path, '[central]\nurl = "http://127.0.0.1"\n[device]\nstate = "here"\n')
    assert config.load(path, {"STATE_DIRECTORY": "/elsewhere"}).device.state == tmp_path / "here"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '[central]\nurl = "http://central.example.org"\n',
            "kiosk.toml:2: central.url: plain http is allowed to 127.0.0.1 only. Write https://.",
        ),
        (
            '[central]\nurl = "http://localhost"\n',
            "kiosk.toml:2: central.url: plain http is allowed to 127.0.0.1 only. Write https://.",
        ),
        (
            '[central]\nurl = "https://central.example.org"\n',
            (
                "kiosk.toml:1: central.ca_file: is missing. "
                "Name the certificate that vouches for central; no other is trusted."
            ),
        ),
        (
            '[central]\nurl = "http://127.0.0.1"\n\n[screen]\nwindwo = "locked"\n',
            "kiosk.toml:5: screen.windwo: is not a setting. Write screen.window, or remove it.",
        ),
        (
            '[central]\nurl = "http://127.0.0.1"\n[screen]\ntext_percent = 110\n',
            (
                "kiosk.toml:4: screen.text_percent: 110 is not a choice. "
                "Write one of: 100, 125, 150, 200."
            ),
        ),
        (
            '[central]\nurl = "http://127.0.0.1"\n[screen]\nsize = "10x10"\n',
            (
                "kiosk.toml:4: screen.size: '10x10' is not a size from 480 to 4096 pixels. "
                'Write "1280x800".'
            ),
        ),
        (
            '[central]\nurl = "http://127.0.0.1"\n[device]\nkind = true\n',
            'kiosk.toml:4: device.kind: True is not a choice. Write one of: "kiosk", "tablet".',
        ),
        (
            "[screen]\n",
            "kiosk.toml: central.url: is missing. Add it under [central].",
        ),
        (
            "[central]\nurl = nothing\n",
            (
                "kiosk.toml:2: is not TOML: invalid value. "
                'Write settings as: key = "value", under a [table].'
            ),
        ),
        (
            'debug = true\n[central]\nurl = "http://127.0.0.1"\n',
            "kiosk.toml:1: debug: is not a setting. Remove it.",
        ),
        (
            '[central]\nurl = "http://127.0.0.1"\n[log]\ntarget = "nowhere"\n',
            (
                "kiosk.toml:4: log.target: 'nowhere' is not a choice. "
                'Write "journal", "stderr" or a file\'s path.'
            ),
        ),
        (
            '[central]\nurl = "https://user:word@central.example.org"\nca_file = "ca.pem"\n',
            (
                "kiosk.toml:2: central.url: holds more than scheme, host, port and path. "
                'Write the address of central, for example "https://central.example.org".'
            ),
        ),
        (
            '[central]\nurl = "https://[::1"\nca_file = "ca.pem"\n',
            (
                "kiosk.toml:2: central.url: 'https://[::1' is not an address. "
                'Write the address of central, for example "https://central.example.org".'
            ),
        ),
    ],
)
def test_a_fault_names_line_key_and_remedy(tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / "ca.pem").write_text(CERTIFICATE)
    assert faults(tmp_path, text) == [expected]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = '[central]\nurl = 5\n[screen]\ntheme = "pink"\nlanguage = "fr"\n'
    assert [line.split(":")[1] for line in faults(tmp_path, text)] == ["2", "4", "5"]


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(config.ConfigError, match=r"there is no such file.*--config"):
        config.load(tmp_path / "kiosk.toml", {})


@pytest.mark.parametrize(
    ("content", "problem"),
    [(None, "there is no file"), ("no", "holds no certificate"), ("\xff", "cannot be read")],
)
def test_the_ca_file_must_be_one(tmp_path: Path, content: str | None, problem: str) -> None:
    if content is not None:
        (tmp_path / "ca.pem").write_bytes(content.encode("latin-1"))
    [line] = faults(tmp_path, '[central]\nurl = "https://c.example.org"\nca_file = "ca.pem"\n')
    assert problem in line
    assert line.startswith("kiosk.toml:3: central.ca_file")


def test_a_file_in_place_of_the_state_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    text = '[central]\nurl = "http://127.0.0.1"\n[device]\nstate = "state"\n'
    [line] = faults(tmp_path, text)
    assert "is not a folder" in line

"""Settings from one TOML file and the environment: read once, validated, frozen."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import urlsplit

DEFAULT_PATH = Path("/etc/kiosk/kiosk.toml")
DEFAULT_STATE = "/var/lib/kiosk"


@dataclass(frozen=True, slots=True)
class CentralConfig:
    """Where central is, and the only certificate authority that may vouch for it."""

    url: str  # without a slash at the end
    ca_file: Path | None  # None only for http:// to 127.0.0.1


@dataclass(frozen=True, slots=True)
class DeviceConfig:
    """What this device is, and the folder that holds everything it keeps."""

    kind: Literal["kiosk", "tablet"]
    state: Path


@dataclass(frozen=True, slots=True)
class ScreenConfig:
    """How the screen starts: the defaults of the waiting screen."""

    window: Literal["locked", "window"]  # fullscreen and locked, or an ordinary window
    width: int  # pixels of an ordinary window
    height: int
    language: Literal["en", "es"]
    theme: Literal["light", "dark", "contrast"]
    text_percent: int  # 100, 125, 150, 200


@dataclass(frozen=True, slots=True)
class LogConfig:
    """Where log lines go: "journal" and "stderr" are one stream; a path is a file we rotate."""

    target: Literal["journal", "stderr"] | Path
    level: Literal["debug", "info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Config:
    """All settings, and the file they came from."""

    path: Path
    central: CentralConfig
    device: DeviceConfig
    screen: ScreenConfig
    log: LogConfig


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the file: where, what, and what to write instead."""

    line: int | None
    key: str
    problem: str
    remedy: str

    def text(self, path: Path) -> str:
        """One line for a terminal: "kiosk.toml:4: central.url: problem. Remedy."."""
        place = f"{path}:{self.line}" if self.line else str(path)
        about = f"{self.key}: " if self.key else ""
        return f"{place}: {about}{self.problem}. {self.remedy}."


class ConfigError(Exception):
    """The file cannot be used; `faults` lists everything wrong with it, in the file's order."""

    def __init__(self, path: Path, faults: list[Fault]) -> None:
        self.path = path
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line or 0))
        super().__init__("\n".join(fault.text(path) for fault in self.faults))


class _Invalid(Exception):  # noqa: N818 - never leaves this module
    """A value that a check refuses: problem and remedy."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem = problem
        self.remedy = remedy


Check = Callable[[Any, Path], object]


def _url(value: Any, _: Path) -> str:
    example = 'Write the address of central, for example "https://central.example.org"'
    if not isinstance(value, str):
        raise _Invalid("must be text", example)
    try:
        parts = urlsplit(value)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise _Invalid(f"{value!r} is not an address", example) from None
    if parts.scheme not in {"https", "http"} or not host:
        raise _Invalid(f"{value!r} is not an https address", example)
    if parts.scheme == "http" and host != "127.0.0.1":
        raise _Invalid("plain http is allowed to 127.0.0.1 only", "Write https://")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise _Invalid("holds more than scheme, host, port and path", example)
    return value.rstrip("/")


def _file(value: Any, folder: Path) -> Path:
    if not isinstance(value, str) or not value:
        raise _Invalid(
            "must be a file's path", 'Write it in quotes, for example "/etc/kiosk/ca.pem"'
        )
    path = folder / value
    try:
        text = path.read_text("ascii")
    except FileNotFoundError:
        raise _Invalid(f"there is no file {path}", "Put central's CA certificate there") from None
    except (OSError, UnicodeDecodeError):
        raise _Invalid(f"{path} cannot be read", "Make it a readable PEM certificate") from None
    if "-----BEGIN CERTIFICATE-----" not in text:
        raise _Invalid(f"{path} holds no certificate", "Use the CA certificate in PEM form")
    return path


def _folder(value: Any, folder: Path) -> Path:
    if not isinstance(value, str) or not value:
        raise _Invalid(
            "must be a folder's path", f'Write it in quotes, for example "{DEFAULT_STATE}"'
        )
    path = folder / value
    if path.exists() and not path.is_dir():
        raise _Invalid(f"{path} is not a folder", "Name a folder that this program may write to")
    return path


def _one_of(*allowed: str | int) -> Check:
    def check(value: Any, _: Path) -> object:
        if type(value) not in {str, int} or value not in allowed:
            words = ", ".join(
                f'"{each}"' if isinstance(each, str) else str(each) for each in allowed
            )
            raise _Invalid(f"{value!r} is not a choice", f"Write one of: {words}")
        return value

    return check


def _size(value: Any, _: Path) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{3,4})x(\d{3,4})", value) if isinstance(value, str) else None
    if not match or not all(480 <= int(side) <= 4096 for side in match.groups()):
        raise _Invalid(f"{value!r} is not a size from 480 to 4096 pixels", 'Write "1280x800"')
    return int(match[1]), int(match[2])


def _log_target(value: Any, folder: Path) -> object:
    if value in ("journal", "stderr"):
        return value
    if not isinstance(value, str) or "/" not in value:
        raise _Invalid(f"{value!r} is not a choice", 'Write "journal", "stderr" or a file\'s path')
    return folder / value


_REQUIRED = object()
_SCHEMA: dict[str, tuple[Check, object]] = {
    "central.url": (_url, _REQUIRED),
    "central.ca_file": (_file, None),
    "device.kind": (_one_of("kiosk", "tablet"), "kiosk"),
    "device.state": (_folder, _REQUIRED),
    "screen.window": (_one_of("locked", "window"), "locked"),
    "screen.size": (_size, (1280, 800)),
    "screen.language": (_one_of("en", "es"), "en"),
    "screen.theme": (_one_of("light", "dark", "contrast"), "light"),
    "screen.text_percent": (_one_of(100, 125, 150, 200), 100),
    "log.target": (_log_target, "journal"),
    "log.level": (_one_of("debug", "info", "warning", "error"), "info"),
}


def key_lines(text: str) -> dict[str, int]:
    """Where each table and key of a TOML file stands, as "table.key" to a line from 1.

    tomllib gives values without places. Headers and keys of our file are bare words, so a line
    scan finds them; what it misses is reported without a line.
    """
    places: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\s*([\w.-]+)\s*\]", line):
            table = header[1]
            places.setdefault(table, number)
        elif key := re.match(r'\s*"?([\w.-]+)"?\s*=', line):
            places.setdefault(f"{table}.{key[1]}" if table else key[1], number)
    return places


def load(path: Path, environ: Mapping[str, str]) -> Config:
    """Read and check the file; raises ConfigError.

    The environment gives one thing: STATE_DIRECTORY, systemd's name for the state folder, where
    the file does not name one. Relative paths are relative to the file's folder.
    """
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        remedy = "Make it from the example beside the program, or name another with --config"
        raise ConfigError(path, [Fault(None, "", "there is no such file", remedy)]) from None
    except (OSError, UnicodeDecodeError) as error:
        fault = Fault(None, "", f"cannot be read ({error})", "Make it a readable UTF-8 file")
        raise ConfigError(path, [fault]) from None
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else len(text.splitlines())
        problem = f"is not TOML: {str(error).partition(' (at ')[0].lower()}"
        remedy = 'Write settings as: key = "value", under a [table]'
        raise ConfigError(path, [Fault(line, "", problem, remedy)]) from None
    return _build(path, given, key_lines(text), environ)


def _build(
    path: Path, given: dict[str, Any], lines: dict[str, int], environ: Mapping[str, str]
) -> Config:
    """Check every key, then make the frozen settings."""
    flat, faults = _flatten(given, lines)
    values: dict[str, object] = {}
    folder = path.absolute().parent
    if "device.state" not in flat:
        flat["device.state"] = environ.get("STATE_DIRECTORY", DEFAULT_STATE)
    for key, (check, default) in _SCHEMA.items():
        if key not in flat:
            values[key] = default
            if default is _REQUIRED:
                table = key.partition(".")[0]
                remedy = f"Add it under [{table}]"
                faults.append(Fault(lines.get(table), key, "is missing", remedy))
            continue
        try:
            values[key] = check(flat[key], folder)
        except _Invalid as invalid:
            faults.append(Fault(lines.get(key), key, invalid.problem, invalid.remedy))
            values[key] = default
    url = values["central.url"]
    if isinstance(url, str) and url.startswith("https") and "central.ca_file" not in flat:
        remedy = "Name the certificate that vouches for central; no other is trusted"
        faults.append(Fault(lines.get("central"), "central.ca_file", "is missing", remedy))
    if faults:
        raise ConfigError(path, faults)
    return _freeze(path, values)


def _flatten(given: dict[str, Any], lines: dict[str, int]) -> tuple[dict[str, Any], list[Fault]]:
    """Known settings as "table.key"; a fault for each unknown one, with the nearest known name."""
    flat: dict[str, Any] = {}
    faults: list[Fault] = []
    for table, content in given.items():
        inside = content if isinstance(content, dict) else {"": content}
        for name, value in inside.items():
            key = f"{table}.{name}" if name else table
            if key in _SCHEMA:
                flat[key] = value
                continue
            near = difflib.get_close_matches(key, _SCHEMA, n=1)
            remedy = f"Write {near[0]}, or remove it" if near else "Remove it"
            faults.append(Fault(lines.get(key), key, "is not a setting", remedy))
    return flat, faults


def _freeze(path: Path, values: dict[str, Any]) -> Config:
    width, height = cast(tuple[int, int], values["screen.size"])
    return Config(
        path=path,
        central=CentralConfig(values["central.url"], values["central.ca_file"]),
        device=DeviceConfig(values["device.kind"], values["device.state"]),
        screen=ScreenConfig(
            window=values["screen.window"],
            width=width,
            height=height,
            language=values["screen.language"],
            theme=values["screen.theme"],
            text_percent=values["screen.text_percent"],
        ),
        log=LogConfig(values["log.target"], values["log.level"]),
    )

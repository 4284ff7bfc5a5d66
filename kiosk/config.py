"""Settings from one TOML file and the environment: read once, validated, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

DEFAULT_PATH = Path("/etc/kiosk/kiosk.toml")


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

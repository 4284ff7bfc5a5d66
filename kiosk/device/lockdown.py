"""What this process closes before anything else: its environment, its memory, its core dumps."""

from __future__ import annotations

import ctypes
import fcntl
import os
import re
import resource
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

PR_SET_DUMPABLE = 4

# Families of names that change Qt, Python, the loader, the C library, drawing, TLS or the proxy.
FAMILIES = re.compile(
    r"QT|QML|QSG|QV4|LD_|DYLD_|PYTHON|PYINSTALLER|_PYI|KEYRING|SSL|OPENSSL|REQUESTS|CURL|NETRC"
    r"|HTTP|ALL_PROXY|NO_PROXY|GTK|GDK|GIO|GCONV|LOCPATH|NLSPATH|GLIBC|MALLOC|XDG_DATA|XDG_CONFIG"
    r"|FONTCONFIG|MESA|LIBGL|GALLIUM|EGL|__EGL|__GLX|VK_|GST|XKB|XCURSOR|XLOCALEDIR|XMODIFIERS"
    r"|STRUCTLOG|PILLOW|BASH_ENV|TMPDIR",
    re.IGNORECASE,
)
# Of those, what a kiosk's service sets, and nothing else.
ALLOWED = {
    "QT_QPA_PLATFORM": re.compile(r"wayland|xcb|offscreen"),
    "QT_WAYLAND_DISABLE_WINDOWDECORATION": re.compile(r"1"),
    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": re.compile(r"0|1"),
    "QT_ACCESSIBILITY": re.compile(r"0|1"),
    "PYTHONUNBUFFERED": re.compile(r"1"),
    "PYTHONDONTWRITEBYTECODE": re.compile(r"1"),
}


@dataclass(frozen=True, slots=True)
class Bundle:
    """The packaged program: its file, and the folder its loader unpacked names from."""

    executable: str
    home: str

    def sets(self, name: str, value: str) -> bool:
        """Whether PyInstaller's own loader, or its hook for Qt, gave this value."""
        qt = f"{self.home}/PySide6/Qt"
        own = {
            "LD_LIBRARY_PATH": self.home,
            "_PYI_APPLICATION_HOME_DIR": self.home,
            "_PYI_ARCHIVE_FILE": self.executable,
            "_PYI_LINUX_PROCESS_NAME": Path(self.executable).name,
            "QT_PLUGIN_PATH": f"{qt}/plugins",
            "QML2_IMPORT_PATH": f"{qt}/qml",
        }
        if name == "_PYI_PARENT_PROCESS_LEVEL":
            return value.isdigit()
        return own.get(name) == value


def bundle() -> Bundle | None:
    """The packaged program we run from, None when run from source."""
    home = getattr(sys, "_MEIPASS", None)
    return Bundle(sys.executable, home) if home else None


def forbidden(environ: Mapping[str, str], packaged: Bundle | None) -> list[str]:
    """Names of variables that could change how this program works, sorted."""
    found = []
    for name, value in environ.items():
        if not FAMILIES.match(name):
            continue
        allowed = ALLOWED.get(name)
        if allowed is not None and allowed.fullmatch(value):
            continue
        if packaged is not None and packaged.sets(name, value):
            continue
        found.append(name)
    return sorted(found)


def close_process() -> None:
    """No core dumps, no reading of this process's memory by others of the same user."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.umask(0o077)
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def original_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment as it was before the packaged program's loader added to it."""
    packaged = bundle()
    if packaged is None:
        return dict(environ)
    return {name: value for name, value in environ.items() if not packaged.sets(name, value)}


def command_line() -> list[str]:
    """The words that start this very program again, interpreter's options included."""
    if bundle() is not None:
        return [sys.executable, *sys.argv[1:]]
    return [sys.executable, *sys.orig_argv[1:]]


def replace_process(command: Sequence[str], environ: Mapping[str, str]) -> NoReturn:
    """Become a fresh process in place (same pid, so the service's watchdog stays content).

    Nothing of this one's memory is left, and no file or connection stays open. Children must have
    been ended: the new process would never wait for them.
    """
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 - numbers, not paths
        descriptor = int(name)
        if descriptor > 2:
            try:
                flags = fcntl.fcntl(descriptor, fcntl.F_GETFD)
                fcntl.fcntl(descriptor, fcntl.F_SETFD, flags | fcntl.FD_CLOEXEC)
            except OSError:
                continue  # the listing's own, closed by now
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(command[0], list(command), original_environment(environ))  # noqa: S606

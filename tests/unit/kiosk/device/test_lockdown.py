"""The environment that is refused, and a process that closes and replaces itself."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.device import lockdown
from kiosk.device.lockdown import Bundle

ROOT = Path(__file__).parents[4]
HARMLESS = {
    "HOME": "/var/lib/kiosk",
    "PATH": "/usr/bin",
    "LANG": "C.UTF-8",
    "DISPLAY": ":0",
    "WAYLAND_DISPLAY": "wayland-0",
    "XDG_RUNTIME_DIR": "/run/user/990",
    "NOTIFY_SOCKET": "/run/systemd/notify",
    "STATE_DIRECTORY": "/var/lib/kiosk",
    "CREDENTIALS_DIRECTORY": "/run/credentials/kiosk.service",
    "QT_QPA_PLATFORM": "wayland",
    "QT_WAYLAND_DISABLE_WINDOWDECORATION": "1",
}


def test_what_the_service_sets_is_allowed() -> None:
    assert lockdown.forbidden(HARMLESS, None) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QT_QPA_PLATFORM", "vnc:port=5999"),
        ("QT_QPA_PLATFORM", "xcb:anything"),
        ("QT_PLUGIN_PATH", "/home/x"),
        ("QT_QPA_PLATFORM_PLUGIN_PATH", "/home/x"),
        ("QT_STYLE_OVERRIDE", "windows"),
        ("QT_LOGGING_RULES", "*=true"),
        ("QML_IMPORT_PATH", "/home/x"),
        ("LD_PRELOAD", "/home/x.so"),
        ("LD_LIBRARY_PATH", "/home/x"),
        ("GCONV_PATH", "/home/x"),
        ("PYTHONPATH", "/home/x"),
        ("PYTHONINSPECT", "1"),
        ("PYTHONSTARTUP", "/home/x.py"),
        ("PYTHONHOME", "/home/x"),
        ("HTTPS_PROXY", "http://x"),
        ("https_proxy", "http://x"),
        ("no_proxy", "*"),
        ("REQUESTS_CA_BUNDLE", "/home/x"),
        ("SSL_CERT_FILE", "/home/x"),
        ("SSLKEYLOGFILE", "/home/x"),
        ("NETRC", "/home/x"),
        ("KEYRING_PROPERTY_PATH", "/home/x"),
        ("_PYI_APPLICATION_HOME_DIR", "/home/x"),
        ("MALLOC_CONF", "x"),
        ("GLIBC_TUNABLES", "x"),
        ("MESA_GLSL", "x"),
        ("XDG_DATA_DIRS", "/home/x"),
    ],
)
def test_what_could_change_the_program_is_forbidden(name: str, value: str) -> None:
    assert lockdown.forbidden({**HARMLESS, name: value}, None) == [name]


def test_the_packages_loader_is_allowed_its_own_values_only() -> None:
    packaged = Bundle("/opt/kiosk/kiosk", "/opt/kiosk/_internal")
    own = {
        "LD_LIBRARY_PATH": "/opt/kiosk/_internal",
        "_PYI_APPLICATION_HOME_DIR": "/opt/kiosk/_internal",
        "_PYI_ARCHIVE_FILE": "/opt/kiosk/kiosk",
        "_PYI_PARENT_PROCESS_LEVEL": "0",
        "QT_PLUGIN_PATH": "/opt/kiosk/_internal/PySide6/Qt/plugins",
        "QML2_IMPORT_PATH": "/opt/kiosk/_internal/PySide6/Qt/qml",
    }
    assert lockdown.forbidden(own, packaged) == []
    assert lockdown.forbidden(own, None) == sorted(own)
    for name in own:
        assert lockdown.forbidden({name: "/home/x"}, packaged) == [name]


def run(program: str, **environ: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={"PATH": "/usr/bin", **environ},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    return done.stdout


def test_a_closed_process_dumps_no_core_and_keeps_its_files_private() -> None:
    got = run(
        "import os, resource, ctypes\n"
        "from kiosk.device import lockdown\n"
        "lockdown.close_process()\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE), oct(os.umask(0)),"
        " ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    assert got == "(0, 0) 0o77 0\n"


def test_replacing_keeps_pid_and_environment_and_closes_files() -> None:
    program = (
        "import os, sys\n"
        "from kiosk.device import lockdown\n"
        "if os.environ.get('MARK') == 'second':\n"
        "    print(os.environ['FIRST'] == str(os.getpid()), sorted(os.listdir('/proc/self/fd')))\n"
        "    sys.exit()\n"
        "for _ in range(3):\n"
        "    os.set_inheritable(os.open('/dev/null', os.O_RDONLY), True)\n"
        "lockdown.replace_process(lockdown.command_line(),"
        " {**os.environ, 'MARK': 'second', 'FIRST': str(os.getpid())})"
    )
    assert run(program) == "True ['0', '1', '2', '3']\n"  # 3: the listing itself


def test_from_the_package_the_loaders_words_are_left_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", "/opt/kiosk/_internal", raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/kiosk/kiosk")
    monkeypatch.setattr(sys, "argv", ["kiosk", "run", "--config", "a.toml"])
    environ = {"LD_LIBRARY_PATH": "/opt/kiosk/_internal", "HOME": "/h"}
    assert lockdown.original_environment(environ) == {"HOME": "/h"}
    assert lockdown.command_line() == ["/opt/kiosk/kiosk", "run", "--config", "a.toml"]


def test_from_source_the_same_words_start_it_again() -> None:
    assert lockdown.command_line() == [sys.executable, *sys.orig_argv[1:]]
    assert lockdown.original_environment(os.environ) == dict(os.environ)

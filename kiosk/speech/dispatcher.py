"""A speech-dispatcher of our own: no log, no other client, gone with whoever was read to."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

PROGRAM = "speech-dispatcher"
PLACES = "/usr/local/bin:/usr/bin:/bin"
START_SECONDS = 10.0
END_SECONDS = 1.0
_LOOK_SECONDS = 0.02
# It must keep no log (from level 3 on it writes down what it says), and start nothing by itself.
_CONFIGURATION = """\
LogLevel 0
CommunicationMethod "unix_socket"
DisableAutoSpawn
Timeout 0
AudioOutputMethod "pulse,alsa"
DefaultLanguage "en-US"
DefaultModule espeak-ng
AddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"
"""
_MODULE = "Debug 0\nEspeakIndexing 1\n"
_DATA = ("/usr/lib/*/espeak-ng-data", "/usr/share/espeak-ng-data", "/usr/lib/espeak-ng-data")
_VARIANTS = "voices"  # holds a hundred colourings of each voice: ten thousand, seconds to list


def program() -> str | None:
    """Where the system has it; None where nobody installed it."""
    return shutil.which(PROGRAM, path=PLACES)


class Dispatcher:
    """Runs it in a folder of its own, which holds nothing that was said."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self._folder, self._environ = folder, environ
        self._socket = folder / "socket"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """For SPEECHD_ADDRESS."""
        return f"unix_socket:{self._socket}"

    def start(self) -> bool:
        """Start it and wait until it answers; whether it does."""
        found = program()
        if found is None:
            return False
        modules = self._folder / "modules"
        modules.mkdir()
        (self._folder / "speechd.conf").write_text(_CONFIGURATION)
        (modules / "espeak-ng.conf").write_text(_MODULE)
        options = ("--run-single", "--config-dir", "--socket-path", "--log-dir", "--pid-file")
        paths = (self._folder, self._socket, self._folder, self._folder / "pid")
        command = [found, options[0]]
        for option, path in zip(options[1:], paths, strict=True):
            command += [option, str(path)]
        self.process = subprocess.Popen(  # noqa: S603 - a fixed program with our own paths
            command,
            env=self._clean(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return self._answers()

    def stop(self) -> None:
        """End it, and with it everything that it was told."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _clean(self) -> dict[str, str]:
        """Nothing of ours but what leads to the sound, and the plain voices."""
        passed = ("PATH", "LANG", "XDG_RUNTIME_DIR", "PULSE_SERVER", "ALSA_CONFIG_PATH")
        clean = {name: self._environ[name] for name in passed if name in self._environ}
        clean["HOME"] = clean["XDG_CACHE_HOME"] = clean["XDG_CONFIG_HOME"] = str(self._folder)
        data = self._plain_voices()
        if data is not None:
            clean["ESPEAK_DATA_PATH"] = str(data)
        return clean

    def _plain_voices(self) -> Path | None:
        """espeak-ng's data without the colourings of each voice."""
        roots = [root for place in _DATA for root in sorted(Path("/").glob(place[1:]))]
        if not roots:
            return None
        data = self._folder / "espeak-ng-data"
        data.mkdir()
        for each in roots[0].iterdir():
            if each.name != _VARIANTS:
                (data / each.name).symlink_to(each)
        return self._folder

    def _answers(self) -> bool:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process is not None:
            if self.process.poll() is not None:
                return False
            with socket.socket(socket.AF_UNIX) as tried:
                try:
                    tried.connect(os.fspath(self._socket))
                except OSError:
                    time.sleep(_LOOK_SECONDS)
                else:
                    return True
        return False

"""Enrols the tour's kiosk as a technician would: configuration, one-time code, digits compared."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.central_server import CentralServer
from tests.tour.remote import PROJECT

CONFIG = """
[central]
url = "{url}"

[device]
kind = "kiosk"
state = "{state}"

[screen]
window = "window"
size = "1280x800"
language = "{language}"

[log]
target = "{state}/kiosk.log"
"""


def prepare(folder: Path, central: CentralServer, language: str) -> Path:
    """Write the configuration, enrol by the command line, confirm; gives the configuration."""
    state = folder / "kiosk"
    config = folder / "kiosk.toml"
    config.write_text(CONFIG.format(url=central.url, state=state, language=language))
    code = central.seed.device_code("Kiosk B")
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "enroll", code, "--config", str(config)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"enrolment failed: {done.stdout}{done.stderr}"
    digits = re.search(r"(\d{4}) (\d{4})", done.stdout)
    confirmed = central.seed.confirm_device()
    assert digits is not None and confirmed.digits == digits[1] + digits[2]
    return config

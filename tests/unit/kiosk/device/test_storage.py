"""The device's own files: one process at a time."""

import os
import subprocess
import sys
from pathlib import Path

from kiosk.device import storage


def test_one_process_runs_on_a_state_folder(tmp_path: Path) -> None:
    held = storage.claim(tmp_path)
    assert held is not None
    assert storage.claim(tmp_path) is None
    asks = "import sys; from pathlib import Path; from kiosk.device import storage;"
    asks += "sys.exit(storage.claim(Path(sys.argv[1])) is None)"
    command = [sys.executable, "-c", asks, str(tmp_path)]
    assert subprocess.run(command, check=False).returncode == 1
    os.close(held)  # as the kernel does when a process ends or is replaced
    assert subprocess.run(command, check=False).returncode == 0


def test_a_claim_does_not_outlive_a_replaced_process(tmp_path: Path) -> None:
    held = storage.claim(tmp_path)
    assert held is not None
    assert not os.get_inheritable(held)
    os.close(held)

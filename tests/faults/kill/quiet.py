"""How the processes of these suites begin."""

from __future__ import annotations

import logging
import os
import sys
import tempfile

import structlog

IN_MEMORY = "/dev/shm"  # noqa: S108  (no power is cut here: a disk would only be slower)


def begin() -> None:
    """Keep files in memory, and say on stderr only what faults do not bring about of themselves."""
    if os.access(IN_MEMORY, os.W_OK):
        tempfile.tempdir = IN_MEMORY
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
